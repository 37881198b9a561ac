/** Going on with the conversation on another device: the code of one's practice, and what to do with it. */

import { button, el } from "../dom.js";
import { practice } from "../practice.js";
import { texts } from "../texts.js";
import { notes } from "./dialog.js";

/** Show the code, to be copied or written down. */
export function deviceDialog(root) {
  const words = texts.device;
  const said = el("p", { class: "quiet", role: "status" });
  const code = el("output", { class: "practice-code", "aria-label": words.code, tabindex: "0" }, practice.code ?? "");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(practice.code);
      said.textContent = words.copied;
    } catch {
      select(code); // no clipboard here, as in some embedded pages: mark it, to be copied by hand
      said.textContent = words.notCopied;
    }
  };
  const content = practice.code
    ? [
        el("p", {}, words.about),
        el("div", { class: "code-row" }, code, button(words.copy, { kind: "plain", onclick: copy })),
        said,
        el("ol", {}, words.steps.map((step) => el("li", {}, step))),
        el("p", { class: "quiet" }, words.secret),
      ]
    : [el("p", {}, words.none)];
  return notes(root, words.title, content);
}

function select(node) {
  const range = document.createRange();
  range.selectNodeContents(node);
  const selection = window.getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}
