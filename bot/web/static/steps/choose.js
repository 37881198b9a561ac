/** The first step: which conversation to practise. */

import { button, el } from "../dom.js";
import { icon } from "../icons.js";
import { session } from "../session.js";
import { texts } from "../texts.js";

function card(journey, scenario) {
  const words = texts.choose;
  return el(
    "li",
    { class: "scenario" },
    el(
      "article",
      { "aria-labelledby": `scenario-${scenario.id}` },
      el("h2", { id: `scenario-${scenario.id}` }, scenario.title),
      el(
        "p",
        { class: "facts" },
        el("span", { class: `level level-${scenario.level}` }, el("span", { class: "spoken" }, `${words.levelLabel}: `), words.level[scenario.level]),
        el("span", { class: "minutes" }, icon("clock"), words.minutes(scenario.minutes)),
      ),
      el("p", { class: "subject" }, scenario.subject),
      el("h3", {}, words.learns),
      el("ul", {}, scenario.goals.map((goal) => el("li", {}, goal))),
      scenario.content_note && el("p", { class: "content-note" }, el("strong", {}, words.note), " ", scenario.content_note),
      journey.link(`briefing/${scenario.id}`, { class: "button primary", "aria-label": words.pickFor(scenario.title) }, el("span", {}, words.pick)),
    ),
  );
}

function coachCard(onCoach) {
  return el(
    "section",
    { class: "coach-offer", "aria-labelledby": "coach-offer" },
    el("div", {}, el("h2", { id: "coach-offer" }, texts.choose.coachTitle), el("p", {}, texts.choose.coachText)),
    button(texts.choose.coachPick, { icon: icon("talk"), onclick: onCoach }),
  );
}

/** @param {import("../journey.js").Journey} journey */
export async function chooseStep(journey) {
  const words = texts.choose;
  const scenarios = await journey.api.scenarios();
  const onCoach = () => journey.begin({ scenario: null, coaching: "live" });
  const element = el(
    "div",
    { class: "step choose" },
    el("h1", { tabindex: "-1" }, words.heading),
    el("p", { class: "lead" }, words.intro),
    session.access &&
      el("p", { class: "running" }, el("span", {}, words.running), journey.link("talk", { class: "button small" }, words.runningPick)),
    scenarios.length
      ? el("ul", { class: "scenarios", role: "list", "aria-label": words.list }, scenarios.map((scenario) => card(journey, scenario)))
      : el("p", { class: "empty" }, words.none),
    coachCard(onCoach),
  );
  return { title: texts.titles.choose, element };
}
