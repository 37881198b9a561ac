/** One's own practice over time. */

import { PracticePage } from "../practice/page.js";

/** @param {import("../journey.js").Journey} journey */
export async function practiceStep(journey) {
  return (await new PracticePage(journey).fetch()).step();
}
