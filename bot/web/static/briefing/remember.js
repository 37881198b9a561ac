/** Whether the practice is remembered on this device, and what is kept of it where. */

import { el } from "../dom.js";
import { practice } from "../practice.js";
import { texts } from "../texts.js";
import { FORM } from "./choices.js";

/** A box to tick. @param {boolean} usual whether the site starts with it ticked, for somebody without a practice */
export function remember(usual) {
  const words = texts.briefing;
  return el(
    "label",
    { class: "choice remember" },
    el("input", { type: "checkbox", name: "remember", checked: practice.code ? practice.remembered : usual, form: FORM }),
    el("span", {}, el("strong", {}, words.remember), el("span", { class: "quiet" }, words.rememberAbout)),
  );
}
