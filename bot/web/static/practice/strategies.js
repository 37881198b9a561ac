/** Which strategies one has used and how often, and which not yet, with a conversation that practises them. */

import { el, ENGLISH, spoken } from "../dom.js";
import { texts } from "../texts.js";

const OFFERED = 3; // of those not used yet; the rest can be opened

function used({ name, citation, sessions }, most) {
  const bar = el("span", { class: "times-bar", "aria-hidden": "true" });
  bar.style.setProperty("--part", String(sessions / most));
  return el(
    "li",
    {},
    el("span", { lang: ENGLISH }, name, " ", el("span", { class: "cited" }, citation)),
    el("span", { class: "times" }, bar, el("span", { "aria-hidden": "true" }, `${sessions} ×`), spoken(texts.practice.inTalks(sessions))),
  );
}

function notYet({ journey, titles }, { id, name, about, citation, scenario }) {
  const title = titles.get(scenario) ?? scenario;
  return el(
    "li",
    { class: "card" },
    el("h3", { lang: ENGLISH }, name),
    el("p", { lang: ENGLISH }, about, " ", el("span", { class: "cited" }, citation)),
    el("p", {}, texts.practice.tryIn, " ", journey.link(`briefing/${scenario}/goal/${id}`, { lang: ENGLISH, "aria-label": `${title}: ${name}` }, title)),
  );
}

/** @param {import("./page.js").PracticePage} page */
export function strategies(page) {
  const words = texts.practice;
  const { strategies: known, not_yet: open } = page.own.progress;
  const offers = open.map((strategy) => notYet(page, strategy));
  const most = Math.max(1, ...known.map(({ sessions }) => sessions));
  return el(
    "section",
    { class: "own-strategies", "aria-labelledby": "strategies-title" },
    el("h2", { id: "strategies-title" }, words.strategies),
    known.length
      ? el("ul", { class: "used-list", role: "list" }, known.map((strategy) => used(strategy, most)))
      : el("p", {}, words.usedNone),
    offers.length > 0 && [
      el("h3", { class: "between" }, words.notYet(offers.length)),
      el("ul", { class: "offers", role: "list" }, offers.slice(0, OFFERED)),
      offers.length > OFFERED &&
        el("details", { class: "more" }, el("summary", {}, words.rest(offers.length - OFFERED)), el("ul", { class: "offers", role: "list" }, offers.slice(OFFERED))),
    ],
  );
}
