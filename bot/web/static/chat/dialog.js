/** A question that must be answered before something is given up. */

import { button, el } from "../dom.js";

/**
 * Ask, and resolve to true for yes, false for no, Escape or a click beside it.
 * Focus goes back to where it was.
 * @param {Node} root where the dialogue is hung up (a shadow root or the body)
 * @param {{title: string, text: string, yes: string, no: string}} words
 * @param {{grave?: boolean}} options grave: what is done cannot be undone
 */
export function ask(root, words, { grave = false } = {}) {
  return new Promise((resolve) => {
    const dialog = el("dialog", { class: "ask", "aria-labelledby": "ask-title", "aria-describedby": "ask-text" });
    const answer = (value) => () => dialog.close(value);
    dialog.append(
      el("h2", { id: "ask-title" }, words.title),
      el("p", { id: "ask-text" }, words.text),
      el(
        "div",
        { class: "row" },
        button(words.no, { kind: "plain", onclick: answer("no"), autofocus: true }),
        button(words.yes, { kind: grave ? "grave" : "primary", onclick: answer("yes") }),
      ),
    );
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close("no");
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    root.append(dialog);
    dialog.showModal();
  });
}
