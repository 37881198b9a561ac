/** Whether the practice is remembered on this device, and what is kept of it where. */

import { el } from "../dom.js";
import { practice } from "../practice.js";
import { preferences } from "../preferences.js";
import { texts } from "../texts.js";
import { FORM } from "./choices.js";

/** Whether the box stands ticked: as it is, as somebody chose before, or as is usual on this site. */
export function remembering(usual) {
  return practice.remembered || (preferences.get("remember") ?? usual);
}

/**
 * A box to tick.
 * @param {boolean} usual whether the site starts with it ticked
 * @param {string|null} form id of the form it belongs to; null where it stands inside it
 */
export function remember(usual, form = FORM) {
  const words = texts.briefing;
  return el(
    "label",
    { class: "choice remember" },
    el("input", { type: "checkbox", name: "remember", checked: remembering(usual), form }),
    el("span", {}, el("strong", {}, words.remember), el("span", { class: "quiet" }, words.rememberAbout, form && practice.code && ` ${words.rememberCode(practice.code)}`)),
  );
}
