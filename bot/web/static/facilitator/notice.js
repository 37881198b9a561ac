/** A page that only says something. */

import { button, el } from "../dom.js";
import { words } from "../texts/facilitator.en.js";

/** @param {?() => void} again what to try again, if that may help */
export function noticePage(room, title, text, again = null) {
  const element = el(
    "div",
    { class: "step notice-step" },
    el("h1", { tabindex: "-1" }, title),
    el("p", { class: "lead", role: again ? "alert" : null }, text),
    el(
      "div",
      { class: "row" },
      again && button(words.faults.again, { kind: "primary", onclick: again }),
      room.link("", { class: "button" }, words.faults.home),
    ),
  );
  return { title, element };
}
