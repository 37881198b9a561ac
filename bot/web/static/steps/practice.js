/** One's own practice over time. */

import { el } from "../dom.js";
import { texts } from "../texts.js";

/** @param {import("../journey.js").Journey} journey */
export async function practiceStep(journey) {
  return { title: texts.titles.practice, element: el("div", { class: "step practice" }, el("h1", { tabindex: "-1" }, texts.bar.practice)) };
}
