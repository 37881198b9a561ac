/** A step that has nothing to show but a sentence and a way on. */

import { button, el } from "../dom.js";

/**
 * @param {import("../journey.js").Journey} journey
 * @param {string} title the heading
 * @param {string} text what happened, in words
 * @param {{words: string, act: () => void}|{words: string, place: string}} way the way on
 */
export function noticeStep(journey, title, text, way) {
  return el(
    "div",
    { class: "step notice-step" },
    el("h1", { tabindex: "-1" }, title),
    el("p", {}, text),
    way.place !== undefined
      ? journey.link(way.place, { class: "button primary" }, way.words)
      : button(way.words, { kind: "primary", onclick: way.act }),
  );
}
