/** The scores of one reply on one line, under the reply. Seen only; the words for listeners stand beside it. */

import { el } from "../dom.js";
import { texts } from "../texts.js";
import { DIMENSIONS } from "./scores.js";

function part(dimension, value) {
  const none = value === null || value === undefined;
  return el(
    "span",
    { class: none ? "dimension none" : `dimension level-${value}` },
    el("span", { class: "dimension-name" }, texts.scores.names[dimension]),
    el(
      "span",
      { class: "dimension-value" },
      !none && el("span", { class: "pips" }, [1, 2, 3].map((step) => el("span", { class: step <= value ? "pip full" : "pip" }))),
      el("span", { class: "dimension-word" }, none ? texts.scores.none : texts.scores.words[value]),
    ),
  );
}

/** The three scores side by side. */
export function scoreStrip(scores) {
  return el("span", { class: "dimensions", "aria-hidden": "true" }, DIMENSIONS.map((dimension) => part(dimension, scores[dimension])));
}
