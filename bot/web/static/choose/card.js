/** One conversation as a card: whom one meets, what it is about, and how it went so far. */

import { face } from "../chat/face.js";
import { moodOf } from "../chat/mood.js";
import { el, ENGLISH, spoken } from "../dom.js";
import { icon } from "../icons.js";
import { DIMENSIONS } from "../chat/scores.js";
import { rounded } from "../numbers.js";
import { texts } from "../texts.js";

/** How hard it is and how long it takes. */
export function facts({ level, minutes }) {
  const words = texts.choose;
  return el(
    "p",
    { class: "facts" },
    el("span", { class: `level level-${level}` }, spoken(`${words.levelLabel}: `), words.level[level]),
    el("span", { class: "minutes" }, icon("clock"), words.minutes(minutes)),
  );
}

/** One's own best talk of a scenario, in words. */
function bestOf(run) {
  if (!run) return null;
  const averages = DIMENSIONS.map((dimension) => `${texts.scores.names[dimension]} ${rounded(run.averages[dimension])}`);
  return el(
    "p",
    { class: "best" },
    icon("done"),
    el("span", {}, el("strong", {}, run.ended ? texts.choose.best(texts.ends.label[run.ended]) : texts.choose.bestOpen), " ", el("span", { class: "quiet" }, averages.join(" · "))),
  );
}

function more(scenario) {
  const words = texts.choose;
  return el(
    "details",
    { class: "more" },
    el("summary", {}, words.more, spoken(`: ${scenario.title}`)),
    el("h3", {}, words.learns),
    el("ul", { lang: ENGLISH }, scenario.goals.map((goal) => el("li", {}, goal))),
    el("h3", {}, words.strategies),
    el("p", { lang: ENGLISH }, scenario.strategies.map(({ name }) => name).join(" · ")),
    scenario.content_note && [el("h3", {}, words.note), el("p", { lang: ENGLISH }, scenario.content_note)],
  );
}

/**
 * @param {import("../journey.js").Journey} journey
 * @param {object} scenario as the server lists it
 * @param {object|null} best one's own best talk of it
 */
export function card(journey, scenario, best) {
  const words = texts.choose;
  const heading = `scenario-${scenario.id}`;
  return el(
    "li",
    { class: "scenario" },
    el(
      "article",
      { "aria-labelledby": heading },
      el(
        "div",
        { class: "card-head" },
        face(moodOf(scenario.start), scenario.parent.face),
        el(
          "div",
          {},
          el("p", { class: "theme", lang: ENGLISH }, scenario.theme.name),
          el("h2", { id: heading, lang: ENGLISH }, scenario.title),
          facts(scenario),
        ),
      ),
      el("p", { class: "subject", lang: ENGLISH }, scenario.subject),
      bestOf(best),
      more(scenario),
      journey.link(
        `briefing/${scenario.id}`,
        { class: "to-briefing", "aria-label": words.pickFor(scenario.title) },
        el("span", {}, words.pick),
        icon("forward"),
      ),
    ),
  );
}
