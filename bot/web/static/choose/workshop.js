/** The way into a workshop: the code that the facilitator has given. */

import { button, el } from "../dom.js";
import { texts } from "../texts.js";

/**
 * A box for the code. What is typed is judged where one joins.
 * @param {import("../journey.js").Journey} journey
 */
export function workshopCode(journey) {
  const words = texts.choose;
  const box = el("input", { type: "text", name: "code", maxlength: 20, required: true, autocomplete: "off", autocapitalize: "characters", spellcheck: "false" });
  const form = el(
    "form",
    { class: "join-code" },
    el("label", {}, el("span", {}, words.workshop), box),
    button(words.join, { kind: "small", type: "submit" }),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    journey.go(`join/${box.value.trim()}`);
  });
  return form;
}
