/** What “My practice” tells of workshops: each that one takes part in, and what one allows there. */

import { el } from "../dom.js";
import { practice } from "../practice.js";
import { texts } from "../texts.js";
import { allowing, consentWords } from "./consent.js";

function card(journey, part, onLeft) {
  const words = texts.workshop;
  const { workshop, participant } = part;
  const [before, after] = words.you;
  const given = el("span", {}, consentWords(participant.consent));
  const form = allowing(journey, part, onLeft);
  form.addEventListener("alongside:allowed", () => {
    given.textContent = consentWords(participant.consent);
  });
  return el(
    "li",
    { class: "card" },
    el("h3", {}, journey.link(`workshop/${workshop.id}`, {}, workshop.title)),
    el("p", { class: "quiet" }, before, participant.name, after, " ", workshop.stage === "over" && `${words.ended.short} `, given),
    el("details", { class: "more" }, el("summary", {}, words.allow.title), el("p", {}, words.allow.about), form),
  );
}

/**
 * The part of the page. On a device that knows of no workshop yet, the one joined last is attended from now on.
 * @param {import("../journey.js").Journey} journey
 * @param {Array<object>} parts the workshops as one who takes part sees them, the one joined last first
 * @param {(words: string) => void} onLeft called when one of them has been left
 */
export function inPractice(journey, parts, onLeft) {
  const latest = parts.find(({ workshop }) => workshop.stage === "open");
  if (latest && !parts.some(({ workshop }) => workshop.id === practice.workshop)) {
    practice.attend(latest.workshop.id);
    journey.attending();
  }
  return el(
    "section",
    { class: "in-workshops", "aria-labelledby": "workshops-title" },
    el("h2", { id: "workshops-title" }, texts.workshop.mine),
    el("ul", { class: "talks-kept", role: "list" }, parts.map((part) => card(journey, part, onLeft))),
  );
}
