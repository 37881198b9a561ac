/** The rules of a workshop, in words. */

import { el } from "../dom.js";
import { FORM } from "../briefing/choices.js";
import { dayAndTime } from "../numbers.js";
import { texts } from "../texts.js";

/** How one practises in it. */
export function rulesIn({ coaching, retries, minutes, closes_at: closes }) {
  const words = texts.workshop;
  return [
    words.coaching[coaching],
    retries ? words.retries : words.noRetries,
    minutes ? words.limit(minutes) : words.noLimit,
    closes && words.until(dayAndTime(closes)),
  ].filter(Boolean);
}

/** Whom to turn to with real worries; null if nobody is named. */
export function contactOf({ contact }) {
  return contact && el("p", {}, el("strong", {}, texts.workshop.contact), " ", contact);
}

/** What a facilitator wrote, in its paragraphs. */
export function paragraphs(text) {
  return text.split(/\n\s*\n|\n/).filter((line) => line.trim()).map((line) => el("p", {}, line));
}

/** What stands in the briefing of a conversation that is part of the workshop. */
export function briefingPart(journey, workshop, scenario) {
  const words = texts.workshop;
  const [before, after] = words.part;
  return el(
    "section",
    { class: "workshop-part", "aria-label": words.over },
    el("p", {}, before, el("strong", {}, workshop.title), after),
    el("ul", {}, rulesIn({ ...workshop, closes_at: null }).map((rule) => el("li", {}, rule))),
    el("p", { class: "quiet" }, words.partSees),
    el("p", {}, journey.link(`briefing/${scenario}/own`, {}, words.own)),
    el("input", { type: "hidden", name: "coaching", value: workshop.coaching, form: FORM }),
    el("input", { type: "hidden", name: "workshop", value: workshop.id, form: FORM }),
  );
}
