/** The three scores at a glance: pips and words, never colour alone. */

import { el, ENGLISH, spoken } from "../dom.js";
import { texts } from "../texts.js";

export const DIMENSIONS = ["two_way", "empathy", "boundaries"];

/** One score as three pips, a figure and a word; `null` where it does not apply. Below it its reason, if there is one. */
function score(dimension, value, reason) {
  const name = texts.scores.names[dimension];
  const none = value === null || value === undefined;
  const pips = [1, 2, 3].map((step) => el("span", { class: !none && step <= value ? "pip full" : "pip" }));
  return el(
    "li",
    { class: none ? "score none" : `score level-${value}` },
    el("span", { class: "score-name", "aria-hidden": "true" }, name),
    el("span", { class: "pips", "aria-hidden": "true" }, pips),
    el("span", { class: "score-word", "aria-hidden": "true" }, none ? `${texts.scores.none} ${texts.scores.noneLong}` : texts.scores.words[value]),
    spoken(
      none
        ? texts.scores.spokenNone(texts.scores.long[dimension])
        : texts.scores.spoken(texts.scores.long[dimension], value, texts.scores.words[value]),
    ),
    !none && reason && el("p", { class: "reason", lang: ENGLISH }, reason),
  );
}

/** The three scores of a reply, each with its reason where reasons are given. */
export function scoreList(scores, reasons = null) {
  return el(
    "ul",
    { class: "scores", role: "list" },
    DIMENSIONS.map((dimension) => score(dimension, scores[dimension], reasons?.[dimension])),
  );
}

/** The scores in a few words: "Two-way 2, Empathy 3, Boundaries –". */
export function scoreWords(scores) {
  return DIMENSIONS.map((dimension) => `${texts.scores.names[dimension]} ${scores[dimension] ?? texts.scores.none}`).join(", ");
}

/** What the three scores mean, to open when wanted. */
export function scoreMeaning() {
  return el(
    "details",
    { class: "more" },
    el("summary", {}, texts.scores.about),
    el(
      "dl",
      { class: "meaning" },
      DIMENSIONS.map((dimension) => [
        el("dt", {}, texts.scores.long[dimension]),
        el("dd", {}, texts.scores.meaning[dimension]),
      ]),
      el("dt", {}, "0 – 3"),
      el("dd", {}, texts.scores.words.map((word, value) => `${value} ${word}`).join(" · ")),
    ),
  );
}
