/** How the conversation ended, and the way on. */

import { button, el } from "../dom.js";
import { icon } from "../icons.js";
import { texts } from "../texts.js";

function said(words, name) {
  return typeof words === "function" ? words(name) : words;
}

/** The heading and the sentence for an end: `{title, text}`. */
export function endWords(ended, name) {
  const words = texts.ends[ended] ?? texts.ends.open;
  return { title: said(words.title, name), text: said(words.text, name) };
}

/**
 * The card that takes the place of the box when the conversation is over.
 * @param {string} ended how it ended
 * @param {string} name the parent's name
 * @param {{portrait: Node, onSummary: Function, onRetry: Function|null}} parts onRetry: null if there is no reply yet
 */
export function endCard(ended, name, { portrait, onSummary, onRetry }) {
  const words = endWords(ended, name);
  return el(
    "section",
    { class: `end-card ${ended}` },
    portrait,
    el("div", { class: "end-words" }, el("h2", { tabindex: "-1" }, words.title), el("p", {}, words.text)),
    el(
      "div",
      { class: "row" },
      button(texts.ends.summary, { icon: icon("finish"), kind: "primary", onclick: onSummary }),
      onRetry && button(texts.ends.retry, { icon: icon("retry"), kind: "plain", onclick: onRetry }),
    ),
  );
}
