/** What somebody says, with gestures in round brackets set apart. */

import { el } from "../dom.js";

/** The words as nodes: speech as text, gestures as emphasis. */
export function speech(text) {
  const parts = text.split(/(\([^()]*\))/).map((part) => part.trim()).filter(Boolean);
  return parts.flatMap((part, index) => {
    const node = part.startsWith("(") && part.endsWith(")") ? el("em", { class: "gesture" }, part) : part;
    return index ? [" ", node] : [node];
  });
}
