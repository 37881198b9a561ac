/** How sure somebody feels: three short questions, each answered on a scale from 1 to 5. Asked before a talk and after it. */

import { DIMENSIONS } from "./chat/scores.js";
import { el } from "./dom.js";
import { texts } from "./texts.js";

const STEPS = [1, 2, 3, 4, 5];

function step(dimension, value, checked, form) {
  const { least, most } = texts.confidence;
  const end = { 1: least, 5: most }[value];
  return el(
    "label",
    { class: "sure" },
    el("input", { type: "radio", name: `sure-${dimension}`, value, checked, form, "aria-label": end && `${value}, ${end}` }),
    el("span", {}, String(value)),
  );
}

/**
 * The three questions, as groups of radio buttons in a form.
 * @param {{given?: object|null, form?: string|null}} options given: the answers so far; form: id of the form they
 *   belong to, where they do not stand inside it
 * @returns {Array<HTMLFieldSetElement>}
 */
export function confidenceQuestions({ given = null, form = null } = {}) {
  const words = texts.confidence;
  return DIMENSIONS.map((dimension) =>
    el(
      "fieldset",
      { class: "sureness" },
      el("legend", {}, words.asks[dimension]),
      el("div", { class: "scale" }, STEPS.map((value) => step(dimension, value, given?.[dimension] === value, form))),
      el("p", { class: "scale-ends quiet", "aria-hidden": "true" }, el("span", {}, words.least), el("span", {}, words.most)),
    ),
  );
}

/**
 * The answers that stand in a form.
 * @param {FormData} data
 * @returns {object|null} three numbers from 1 to 5; null unless all three are answered
 */
export function confidenceIn(data) {
  const given = Object.fromEntries(DIMENSIONS.map((dimension) => [dimension, Number(data.get(`sure-${dimension}`))]));
  return DIMENSIONS.every((dimension) => given[dimension]) ? given : null;
}
