/** The second step: who one is, who one meets, what one knows, and when the coach speaks. */

import { button, el } from "../dom.js";
import { face } from "../chat/face.js";
import { icon } from "../icons.js";
import { session } from "../session.js";
import { texts } from "../texts.js";

const FORM = "start-form"; // the choices stand beside the briefing, away from the button that sends them

function choice(name, value, checked, title, about) {
  return el(
    "label",
    { class: "choice" },
    el("input", { type: "radio", name, value, checked, form: FORM }),
    el("span", {}, about ? [el("strong", {}, title), el("span", { class: "quiet" }, about)] : title),
  );
}

/** What may have been chosen for this scenario before, as ids and a difficulty. */
function before(scenario) {
  const { arranged } = session;
  return arranged?.scenario === scenario.id ? arranged : { difficulty: "usual", chosen: [] };
}

function arrangements(scenario, chosen) {
  const words = texts.briefing;
  if (!scenario.arrangements.length) return null;
  return el(
    "section",
    { class: "arrangements", "aria-labelledby": "arrange" },
    el("h2", { id: "arrange" }, words.arrange),
    el("p", {}, words.arrangeAbout),
    scenario.arrangements.map(({ id, asks, options, citation }) => {
      const taken = options.find((option) => chosen.includes(option.id)) ?? options[0];
      return el(
        "fieldset",
        { class: "arrangement" },
        el("legend", {}, asks),
        options.map((option) => choice(`arrangement-${id}`, option.id, option === taken, option.label)),
        el("p", { class: "quiet" }, words.source(citation)),
      );
    }),
  );
}

function difficulty(scenario, wanted) {
  const words = texts.briefing;
  if (!scenario.hard) return null;
  return el(
    "fieldset",
    {},
    el("legend", {}, words.difficulty),
    choice("difficulty", "usual", wanted !== "hard", words.usual, words.usualAbout),
    choice("difficulty", "hard", wanted === "hard", words.hard, scenario.hard.about),
  );
}

/** The content note, with the way out, which some notes name themselves. */
function noteOf({ content_note: note }) {
  const { noteAfter } = texts.briefing;
  return note.includes(noteAfter) ? note : `${note} ${noteAfter}`;
}

/** What stands chosen in the form. */
function wishesIn(form, scenario) {
  const data = new FormData(form);
  return {
    coaching: data.get("coaching"),
    difficulty: data.get("difficulty") ?? "usual",
    chosen: scenario.arrangements.map(({ id }) => data.get(`arrangement-${id}`)),
  };
}

/**
 * @param {import("../journey.js").Journey} journey
 * @param {string} id of the scenario
 */
export async function briefingStep(journey, id) {
  const scenario = (await journey.api.scenarios()).find((each) => each.id === id);
  if (!scenario) return journey.notice(texts.briefing.unknown, texts.choose.heading, { words: texts.briefing.back, place: "" });
  const words = texts.briefing;
  const { parent } = scenario;
  const wanted = before(scenario);
  const form = el(
    "form",
    { class: "start", id: FORM },
    difficulty(scenario, wanted.difficulty),
    el(
      "fieldset",
      {},
      el("legend", {}, words.coaching),
      choice("coaching", "live", session.coaching === "live", words.live, words.liveAbout),
      choice("coaching", "end", session.coaching === "end", words.end, words.endAbout),
    ),
    button(words.start, { kind: "primary large", type: "submit" }),
    el("p", { class: "quiet" }, words.privacy),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    journey.begin({ scenario: scenario.id, ...wishesIn(form, scenario) });
  });
  const element = el(
    "div",
    { class: "step briefing" },
    el("p", { class: "eyebrow" }, journey.link("", {}, icon("back"), words.back)),
    el("h1", { tabindex: "-1" }, el("span", { class: "over" }, words.eyebrow), scenario.title),
    el(
      "div",
      { class: "columns" },
      el(
        "div",
        { class: "main-column" },
        el(
          "div",
          { class: "who-card" },
          face("wary", parent.face),
          el(
            "div",
            {},
            el("p", {}, words.you(scenario.teacher.name, scenario.teacher.role)),
            el("p", {}, words.they(parent), scenario.voices.map((voice) => ` ${words.also(voice)}`)),
          ),
        ),
        el("h2", {}, words.knows),
        scenario.briefing.map((paragraph) => el("p", {}, paragraph)),
        scenario.content_note &&
          el("div", { class: "content-note" }, el("p", {}, el("strong", {}, words.note), ": ", noteOf(scenario))),
        arrangements(scenario, wanted.chosen),
      ),
      el(
        "div",
        { class: "side-column" },
        el("h2", {}, words.goals),
        el("ul", {}, scenario.goals.map((goal) => el("li", {}, goal))),
        el(
          "details",
          { class: "more" },
          el("summary", {}, words.strategies),
          el("ul", {}, scenario.strategies.map((strategy) => el("li", {}, strategy.name))),
        ),
        form,
      ),
    ),
  );
  return { title: texts.titles.briefing(scenario.title), element };
}
