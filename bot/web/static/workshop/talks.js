/** The conversations of a workshop in their order: what is done, what goes on, what comes next. */

import { goOn } from "../choose/coming_back.js";
import { button, el, ENGLISH } from "../dom.js";
import { icon } from "../icons.js";
import { endOf } from "../practice/talks.js";
import { texts } from "../texts.js";

/** How far one is with each: `{scenario, title, run, state}`, where `state` is "done", "now", "next" or "later". */
export function progressIn({ workshop, sessions }, own, scenarios) {
  const runs = own.sessions.filter(({ session }) => sessions.includes(session)); // the newest first
  const each = workshop.scenarios.map((scenario) => {
    const mine = runs.filter((run) => run.scenario === scenario);
    const going = mine.find((run) => !run.over && run.replies);
    const done = mine.find((run) => run.over && run.replies);
    const title = scenarios.find(({ id }) => id === scenario)?.title ?? scenario;
    return { scenario, title, run: going ?? done ?? null, state: going ? "now" : done ? "done" : "later" };
  });
  const next = workshop.stage !== "open" || each.some(({ state }) => state === "now") ? null : each.find(({ state }) => state === "later");
  if (next) next.state = "next";
  return each;
}

function ways(journey, open, { scenario, title, run, state }) {
  const words = texts.workshop;
  const named = (text) => ({ "aria-label": `${text}: ${title}` });
  const begin = state === "done" ? words.again : words.begin;
  return el(
    "div",
    { class: "row" },
    open && state === "now" && button(words.goOn, { icon: icon("talk"), kind: "small primary", onclick: () => goOn(journey, run), ...named(words.goOn) }),
    state === "done" && journey.link(`summary/${run.session}`, { class: "button small", ...named(words.lookBack) }, words.lookBack),
    open && state !== "now" && journey.link(`briefing/${scenario}`, { class: state === "next" ? "button small primary" : "button small", ...named(begin) }, begin),
  );
}

function item(journey, open, each) {
  const words = texts.workshop;
  const { title, run, state } = each;
  return el(
    "li",
    { class: `card in-order-${state}` },
    el(
      "div",
      {},
      el("h3", { lang: ENGLISH }, title),
      state !== "later" && el("p", { class: "quiet" }, state === "done" ? [icon("done"), `${words.done} · ${endOf(run)}`] : words[state]),
    ),
    ways(journey, open, each),
  );
}

/** @param {{journey: import("../journey.js").Journey, part: object, own: object, scenarios: Array<object>}} page */
export function talksInOrder({ journey, part, own, scenarios }) {
  const words = texts.workshop;
  const all = progressIn(part, own, scenarios);
  const open = part.workshop.stage === "open";
  return el(
    "section",
    { "aria-labelledby": "in-order" },
    el("h2", { id: "in-order" }, words.talks),
    open && all.every(({ state }) => state === "done") && el("p", {}, words.allDone),
    el("ol", { class: "in-order-talks", role: "list" }, all.map((each) => item(journey, open, each))),
  );
}
