/** "What do you find hard?": a sentence of one's own, which the coach answers. */

import { button, el } from "../dom.js";
import { icon } from "../icons.js";
import { practice } from "../practice.js";
import { texts } from "../texts.js";

const LONGEST = 400; // characters: a sentence or three

/** Begin a talk with the coach, with these words if there are any. */
export function tellCoach(journey, words) {
  journey.begin({ scenario: null, coaching: "live", words: words.trim() || null, remember: practice.remembered });
}

/** The box, for the top of the list. */
export function findHard(journey) {
  const words = texts.choose;
  const box = el("textarea", { id: "find-hard-words", rows: 2, maxlength: LONGEST, "aria-describedby": "find-hard-about" });
  const form = el(
    "form",
    { class: "find-hard" },
    el("h2", {}, el("label", { for: box.id }, words.coachTitle)),
    el("p", { id: "find-hard-about" }, words.coachText),
    box,
    button(words.coachPick, { icon: icon("talk"), type: "submit" }),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    tellCoach(journey, box.value);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (box.value.trim()) form.requestSubmit();
  });
  return form;
}
