/** The first step: which conversation to practise. */

import { card } from "../choose/card.js";
import { openTalks, whereOneIs } from "../choose/coming_back.js";
import { Filters } from "../choose/filters.js";
import { findHard, tellCoach } from "../choose/find_hard.js";
import { EVERYTHING, found } from "../choose/search.js";
import { workshopCode } from "../choose/workshop.js";
import { button, el, pause } from "../dom.js";
import { icon } from "../icons.js";
import { practice } from "../practice.js";
import { texts } from "../texts.js";

const PATIENCE = 1500; // milliseconds that the list waits for one's own results

/** What is sought in the list of a journey, kept while one goes on and comes back. */
const sought = new WeakMap();

/** All that was practised under this device's code; null where there is none or it does not come in time. */
async function ownPractice(api) {
  if (!practice.code) return null;
  const asked = api.practice(practice.code).catch(() => null);
  return Promise.race([asked, pause(PATIENCE).then(() => null)]);
}

/** One's own best talk of each scenario, by its id. */
function bests(own) {
  const runs = new Map((own?.sessions ?? []).map((each) => [each.session, each]));
  return new Map((own?.progress.scenarios ?? []).map(({ scenario, best }) => [scenario, runs.get(best) ?? null]));
}

function nothingFound(journey, filters) {
  const words = texts.choose;
  return el(
    "div",
    { class: "empty", hidden: true },
    el("p", {}, words.nothing),
    el(
      "div",
      { class: "row" },
      button(words.askCoach, { icon: icon("talk"), kind: "primary", onclick: () => tellCoach(journey, filters().sought.words) }),
    ),
  );
}

function list(journey, scenarios, own) {
  const best = bests(own);
  const cards = new Map(scenarios.map((scenario) => [scenario, card(journey, scenario, best.get(scenario.id))]));
  const shown = el("ul", { class: "scenarios", role: "list", "aria-label": texts.choose.list }, [...cards.values()]);
  const nothing = nothingFound(journey, () => filters);
  const narrow = (wanted) => {
    sought.set(journey, wanted);
    const left = new Set(found(scenarios, wanted));
    for (const [scenario, each] of cards) each.hidden = !left.has(scenario);
    shown.hidden = !left.size;
    nothing.hidden = Boolean(left.size);
    filters.tell(left.size, scenarios.length);
  };
  const filters = new Filters(scenarios, sought.get(journey) ?? EVERYTHING, narrow);
  narrow(filters.sought);
  return [filters.element, nothing, shown];
}

/** Who comes back from a briefing goes on from the card where they were. */
function goOnFrom(before, element) {
  if (!before?.startsWith("briefing/")) return;
  const link = element.querySelector(`a[data-place="${CSS.escape(before)}"].to-briefing`);
  link?.focus({ preventScroll: true });
  link?.closest("article").scrollIntoView({ block: "center" });
}

/** @param {import("../journey.js").Journey} journey */
export async function chooseStep(journey) {
  const words = texts.choose;
  const [scenarios, own] = await Promise.all([journey.api.scenarios(), ownPractice(journey.api)]);
  const element = el(
    "div",
    { class: "step choose" },
    el(
      "div",
      { class: "welcome" },
      el(
        "div",
        {},
        el("h1", { tabindex: "-1" }, words.heading),
        whereOneIs(journey, own) ?? el("p", { class: "lead" }, words.intro),
        openTalks(journey, own, scenarios),
        workshopCode(journey),
      ),
      findHard(journey),
    ),
    scenarios.length ? list(journey, scenarios, own) : el("p", { class: "empty" }, words.none),
  );
  const { before } = journey;
  return { title: texts.titles.choose, element, begin: () => goOnFrom(before, element) };
}
