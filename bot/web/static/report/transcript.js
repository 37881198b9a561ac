/** The whole conversation: who said what, how each reply scored, and what the coach says of it. */

import { highlighted } from "../chat/highlight.js";
import { helps, moveName } from "../chat/moves.js";
import { scoreList } from "../chat/scores.js";
import { speech } from "../chat/speech.js";
import { el, ENGLISH } from "../dom.js";
import { texts } from "../texts.js";
import { strategyLine } from "./moments.js";

function moveNames(moves) {
  if (!moves.length) return null;
  return el(
    "ol",
    { class: "move-names" },
    moves.map((move) => el("li", { class: helps(move.move) ? "helps" : "hinders" }, moveName(move.move),
      el("span", { class: "quiet" }, ` (${helps(move.move) ? texts.feedback.helps : texts.feedback.hinders})`))),
  );
}

/** The coach's comment on one reply, to unfold. */
function comment(advice) {
  if (!advice) return null;
  const words = texts.feedback;
  return el(
    "details",
    { class: "more comment" },
    el("summary", {}, texts.report.comment),
    advice.worked && el("p", {}, el("strong", {}, `${words.worked}: `), el("span", { lang: ENGLISH }, advice.worked)),
    el("p", {}, el("strong", {}, `${words.next}: `), el("span", { lang: ENGLISH }, advice.try_next)),
    advice.wording && el("p", {}, `${words.wording} `, el("span", { class: "wording", lang: ENGLISH }, `“${advice.wording}”`)),
    advice.strategy && strategyLine(advice.strategy),
  );
}

function own(line) {
  return el(
    "li",
    { class: "said teacher", id: `reply-${line.turn}`, tabindex: "-1" },
    el("h3", {}, texts.chat.you, line.turn ? el("span", { class: "quiet" }, ` · ${texts.report.turn(line.turn)}`) : null),
    el("p", { class: "words", lang: ENGLISH }, highlighted(line.text, line.moves)),
    line.scores && scoreList(line.scores),
    moveNames(line.moves),
    comment(line.advice),
  );
}

/** @param {object} report */
export function transcript(report) {
  return el(
    "ol",
    { class: "transcript", role: "list" },
    report.transcript.map((line) =>
      line.speaker === "teacher"
        ? own(line)
        : el(
            "li",
            { class: "said parent" },
            el("h3", {}, line.name ?? report.parent),
            line.text.split("\n").map((bubble) => el("p", { class: "words", lang: ENGLISH }, speech(bubble))),
          ),
    ),
  );
}
