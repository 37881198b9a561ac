/** "Ask the coach why": for each score of a reply the words that decided it, and what would have raised it. */

import { el } from "../dom.js";
import { texts } from "../texts.js";
import { placed } from "./highlight.js";
import { countsFor, helps, moveName } from "./moves.js";
import { DIMENSIONS } from "./scores.js";

const BEST = 3;

/** The moves found in a reply, numbered as in the marked text. */
function noticed(moves) {
  return el(
    "ol",
    { class: "noticed", role: "list" },
    moves.map((move) =>
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

function explained(dimension, score, moves) {
  const words = texts.why;
  const own = moves.filter((move) => countsFor(move.move, dimension));
  return el(
    "section",
    {},
    el("h4", {}, words.score(texts.scores.long[dimension], score, texts.scores.words[score])),
    own.length ? noticed(own) : el("p", { class: "quiet" }, words.none),
    el("p", { class: "raise" }, score < BEST ? el("strong", {}, words.raise(score + 1)) : "", score < BEST ? words.levels[dimension][score + 1] : words.full),
  );
}

/** The whole explanation of one reply, put together when it is opened. */
export function whyNote(turn) {
  const note = el("details", { class: "more why" }, el("summary", {}, texts.why.ask));
  note.addEventListener(
    "toggle",
    () => {
      const moves = placed(turn.text, turn.moves ?? []);
      const scored = DIMENSIONS.filter((dimension) => turn.scores[dimension] !== null && turn.scores[dimension] !== undefined);
      note.append(...scored.map((dimension) => explained(dimension, turn.scores[dimension], moves)));
    },
    { once: true },
  );
  return note;
}
