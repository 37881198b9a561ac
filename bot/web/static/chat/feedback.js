/** What the coach makes of one reply: scores, what worked, what to try next, why, and on what it rests. */

import { el } from "../dom.js";
import { texts } from "../texts.js";
import { placed } from "./highlight.js";
import { helps, moveName } from "./moves.js";
import { DIMENSIONS, scoreList } from "./scores.js";

/** The moves found in a reply, numbered as in the marked text. */
export function noticed(text, moves) {
  if (!moves.length) return el("p", { class: "quiet" }, texts.feedback.none);
  return el(
    "ol",
    { class: "noticed", role: "list" },
    placed(text, moves).map((move) =>
      el(
        "li",
        { class: helps(move.move) ? "helps" : "hinders" },
        el("span", { class: "mark-number", "aria-hidden": "true" }, String(move.number)),
        el(
          "span",
          {},
          el("strong", {}, moveName(move.move)),
          el("span", { class: "quiet" }, ` · ${helps(move.move) ? texts.feedback.helps : texts.feedback.hinders}`),
          el("q", {}, move.whole ? texts.feedback.whole : move.text),
        ),
      ),
    ),
  );
}

function reasonList(reasons) {
  return el(
    "dl",
    { class: "reasons" },
    DIMENSIONS.filter((dimension) => reasons?.[dimension]).map((dimension) => [
      el("dt", {}, texts.scores.long[dimension]),
      el("dd", {}, reasons[dimension]),
    ]),
  );
}

/** A strategy and its source, to open when wanted. */
export function strategyNote(strategy) {
  return el(
    "details",
    { class: "more strategy" },
    el("summary", {}, texts.feedback.strategy(strategy.name)),
    el("p", {}, strategy.about),
    el("p", { class: "quiet" }, `${texts.feedback.source}: ${strategy.citation}`),
  );
}

/**
 * The card for one reply.
 * @param {{number: number, text: string, scores: object, moves: Array, reasons: object, advice: object|null}} turn
 */
export function feedbackCard(turn) {
  const { advice } = turn;
  return el(
    "div",
    { class: "feedback" },
    scoreList(turn.scores),
    advice && [
      advice.worked && el("section", { class: "worked" }, el("h3", {}, texts.feedback.worked), el("p", {}, advice.worked)),
      el(
        "section",
        { class: "try" },
        el("h3", {}, texts.feedback.next),
        el("p", {}, advice.try_next),
        advice.wording && [
          el("p", { class: "quiet" }, texts.feedback.wording),
          el("blockquote", { class: "wording" }, advice.wording),
        ],
      ),
    ],
    el(
      "details",
      { class: "more why" },
      el("summary", {}, texts.feedback.why),
      reasonList(turn.reasons),
      el("h4", {}, texts.feedback.noticed),
      noticed(turn.text, turn.moves),
    ),
    advice?.strategy && strategyNote(advice.strategy),
  );
}
