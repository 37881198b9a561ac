/** All that belongs to taking part in a workshop. Loaded when somebody does, or is about to. */

import { dress } from "./styles.js";
import { learn } from "./texts.js";
import { Attendance } from "./workshop/attendance.js";
import { inPractice } from "./workshop/in_practice.js";
import { joinStep } from "./workshop/join.js";
import { workshopStep } from "./workshop/page.js";

let learnt = null;

/** Fetch the words once, and dress a shadow root in the styles. */
export async function ready(root) {
  learnt ??= learn({ en: () => import("./texts/workshop.en.js"), nl: () => import("./texts/workshop.nl.js") });
  try {
    await Promise.all([learnt, dress(root, "workshop.css")]);
  } catch (fault) {
    learnt = null;
    throw fault;
  }
}

/** Be there for one journey: hear of messages, keep an eye on the time. Resolves once it is known how things stand. */
export async function attend(journey) {
  const attendance = new Attendance(journey);
  await attendance.begin();
  return attendance;
}

/** The place where one joins. */
export function joining(journey, rest) {
  return joinStep(journey, rest);
}

/** The page of a workshop. */
export function page(journey, rest) {
  return workshopStep(journey, rest);
}

/** What “My practice” tells of workshops. */
export function practised(journey, parts, onLeft) {
  return inPractice(journey, parts, onLeft);
}
