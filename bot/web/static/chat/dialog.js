/** What stands over the page: a question that must be answered before something is given up, and things to read. */

import { button, el } from "../dom.js";
import { texts } from "../texts.js";

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

/**
 * Show something to read over the page, until it is closed. Focus goes back to where it was.
 * @param {Node} root where the dialogue is hung up
 * @param {string} title
 * @param {Array<Node>} content
 */
export function notes(root, title, content) {
  return new Promise((resolve) => {
    const dialog = el("dialog", { class: "ask sheet", "aria-labelledby": "notes-title" });
    dialog.append(
      el("h2", { id: "notes-title" }, title),
      ...content,
      el("div", { class: "row" }, button(texts.chat.close, { kind: "primary", autofocus: true, onclick: () => dialog.close() })),
    );
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close();
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve();
    });
    root.append(dialog);
    dialog.showModal();
  });
}
