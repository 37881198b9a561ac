/** Taking something along in the clipboard. */

import { button, el } from "../dom.js";
import { icon } from "../icons.js";
import { words } from "../texts/facilitator.en.js";

/** A button that copies a text, and says that it has. */
export function copyButton(label, text) {
  const said = el("span", { class: "quiet", role: "status" });
  const act = async () => {
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = words.copied;
    } catch {
      said.textContent = words.notCopied; // no clipboard here: it can still be marked and copied by hand
    }
  };
  return el("span", { class: "row copying" }, button(label, { icon: icon("copy"), kind: "small", onclick: act }), said);
}
