/** What somebody says, with gestures in round brackets set apart. */

import { el } from "../dom.js";
import { texts } from "../texts.js";

/** The words as nodes: speech as text, gestures as emphasis. */
export function speech(text) {
  const parts = text.split(/(\([^()]*\))/).map((part) => part.trim()).filter(Boolean);
  return parts.flatMap((part, index) => {
    const node = part.startsWith("(") && part.endsWith(")") ? el("em", { class: "gesture" }, part) : part;
    return index ? [" ", node] : [node];
  });
}

/** What the parent says in those messages. */
export function parentIn(messages) {
  return (messages ?? []).filter((message) => message.speaker === "parent");
}

/** The bubbles of what the parent said last, whoever else spoke with them. */
export function lastLine(messages) {
  const end = messages.findLastIndex((message) => message.speaker === "parent");
  let start = end;
  while (start > 0 && messages[start - 1].speaker === "parent") start -= 1;
  return end < 0 ? [] : messages.slice(start, end + 1).flatMap((message) => message.bubbles ?? [message.text]);
}

/** How one speaks of a parent: "Dawn". A title stays with its name: "Mrs Kaya". */
export function firstName({ name }) {
  const [first, ...rest] = name.split(" ");
  return /^(Mr|Mrs|Ms|Miss|Dr)\.?$/.test(first) && rest.length ? name : first;
}

/** Everybody who sits at the table: "Nurten Kaya and Elif". */
export function everybody({ parent, voices }) {
  return [parent, ...voices].map(({ name }) => name).join(texts.chat.and);
}
