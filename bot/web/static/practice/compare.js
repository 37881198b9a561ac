/** The runs of one conversation side by side. */

import { DIMENSIONS } from "../chat/scores.js";
import { el, ENGLISH } from "../dom.js";
import { dayAndTime, percent, rounded } from "../numbers.js";
import { texts } from "../texts.js";
import { endOf } from "./talks.js";

function sureness(course, dimension) {
  const { before, after } = course ?? {};
  if (!before && !after) return texts.scores.none;
  return `${rounded(before?.[dimension])} → ${rounded(after?.[dimension])}`;
}

/** What is compared: the head of each row, and what stands in it for a run. */
function rows(names) {
  const words = texts.practice.columns;
  return [
    [words.ended, endOf],
    ...DIMENSIONS.map((dimension) => [texts.scores.long[dimension], (run) => rounded(run.averages[dimension])]),
    [words.share, (run) => percent(run.share_of_talk)],
    [words.replies, (run) => String(run.replies)],
    [words.strategies, (run) => el("ul", { class: "in-cell", lang: ENGLISH }, run.strategies.map((id) => el("li", {}, names.get(id) ?? id)))],
    [words.goal, (run) => (run.goal ? el("span", { lang: ENGLISH }, names.get(run.goal) ?? run.goal) : texts.scores.none)],
    ...DIMENSIONS.map((dimension) => [words.sure(texts.scores.names[dimension]), (run) => sureness(run.confidence, dimension)]),
    [words.coaching, (run) => texts.practice.coaching[run.coaching]],
    [words.difficulty, (run) => (run.difficulty === "hard" ? texts.briefing.hard : texts.briefing.usual)],
  ];
}

function table(page, runs) {
  return el(
    "table",
    { class: "side-by-side" },
    el("thead", {}, el("tr", {}, el("td", {}), runs.map((run) => el("th", { scope: "col" },
      page.journey.link(`summary/${run.session}`, {}, dayAndTime(run.began_at)))))),
    el("tbody", {}, rows(page.names).map(([head, cell]) =>
      el("tr", {}, el("th", { scope: "row" }, head), runs.map((run) => el("td", {}, cell(run)))))),
  );
}

/** Null where no conversation has been practised twice. @param {import("./page.js").PracticePage} page */
export function sideBySide(page) {
  const words = texts.practice;
  const kept = new Map(page.own.sessions.map((talk) => [talk.session, talk]));
  const again = page.own.progress.scenarios
    .map(({ scenario, title, runs }) => ({ scenario, title, runs: runs.map((id) => kept.get(id)).filter((run) => run?.replies) }))
    .filter(({ runs }) => runs.length > 1);
  if (!again.length) return null;
  const holder = el("div", { class: "table-holder", tabindex: "0", role: "region" });
  const show = (scenario) => {
    const { title, runs } = again.find((each) => each.scenario === scenario);
    holder.setAttribute("aria-label", words.runsOf(title));
    holder.replaceChildren(table(page, runs));
  };
  const choice = el(
    "select",
    { onchange: () => show(choice.value) },
    again.map(({ scenario, title, runs }) => el("option", { value: scenario, lang: ENGLISH }, `${title} (${runs.length})`)),
  );
  show(again[0].scenario);
  return el(
    "section",
    { "aria-labelledby": "compare-title" },
    el("h2", { id: "compare-title" }, words.compare),
    el("label", { class: "filter which" }, el("span", {}, words.columns.talk), choice),
    holder,
  );
}
