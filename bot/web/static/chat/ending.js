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

/** The card that takes the place of the box when the conversation is over. */
export function endCard(ended, name, { onSummary, onRetry }) {
  const words = endWords(ended, name);
  return el(
    "section",
    { class: `end-card ${ended}` },
    el("h2", { tabindex: "-1" }, words.title),
    el("p", {}, words.text),
    el(
      "div",
      { class: "row" },
      button(texts.ends.summary, { icon: icon("finish"), kind: "primary", onclick: onSummary }),
      button(texts.ends.retry, { icon: icon("retry"), kind: "plain", onclick: onRetry }),
    ),
  );
}
