/** The second step: who one is, who one meets, what one knows, and what one chooses before the meeting. */

import { arrangements, coaching, difficulty, FORM } from "../briefing/choices.js";
import { ownConfidence, ownGoal } from "../briefing/own.js";
import { remember } from "../briefing/remember.js";
import { face } from "../chat/face.js";
import { moodOf } from "../chat/mood.js";
import { confidenceIn } from "../confidence.js";
import { button, el, ENGLISH } from "../dom.js";
import { icon } from "../icons.js";
import { preferences } from "../preferences.js";
import { session } from "../session.js";
import { language, texts } from "../texts.js";

/** What may have been chosen for this scenario before, as ids and a difficulty. */
function before(scenario) {
  const { arranged } = session;
  return arranged?.scenario === scenario.id ? arranged : { difficulty: "usual", chosen: [], goal: null };
}

/** The content note, with the way out, which some notes name themselves in English. */
function noteOf({ content_note: note }) {
  const { noteAfter } = texts.briefing;
  return [el("span", { lang: ENGLISH }, note), note.includes(noteAfter) ? "" : ` ${noteAfter}`];
}

/** What stands chosen in the form. */
function wishesIn(form, scenario) {
  const data = new FormData(form);
  return {
    scenario: scenario.id,
    coaching: data.get("coaching"),
    difficulty: data.get("difficulty") ?? "usual",
    chosen: scenario.arrangements.map(({ id }) => data.get(`arrangement-${id}`)),
    goal: data.get("goal") || null,
    workshop: Number(data.get("workshop")) || null,
    confidence: confidenceIn(data),
    remember: data.has("remember"),
  };
}

/** The button to start, which stays in sight beside everything that may be chosen. */
function startForm(journey, scenario) {
  const words = texts.briefing;
  const form = el(
    "form",
    { class: "start", id: FORM },
    el("p", {}, words.ahead(scenario.minutes)),
    button(words.start, { kind: "primary large", type: "submit" }),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const wishes = wishesIn(form, scenario);
    preferences.set("remember", wishes.remember);
    journey.begin(wishes);
  });
  return form;
}

function whoCard({ parent, start, teacher, voices }) {
  const words = texts.briefing;
  return el(
    "div",
    { class: "who-card" },
    el("div", { class: "portraits" }, face(moodOf(start), parent.face), voices.map((voice) => face("guarded", voice.face))),
    el(
      "div",
      {},
      el("p", {}, words.you(teacher.name, teacher.role)),
      el("p", {}, words.they(parent), voices.map((voice) => ` ${words.also(voice)}`)),
    ),
  );
}

function reading(scenario, wanted) {
  const words = texts.briefing;
  return el(
    "div",
    { class: "main-column" },
    whoCard(scenario),
    el("h2", {}, words.knows),
    scenario.briefing.map((paragraph) => el("p", { lang: ENGLISH }, paragraph)),
    scenario.content_note &&
      el("div", { class: "content-note" }, el("p", {}, el("strong", {}, words.note), ": ", noteOf(scenario))),
    arrangements(scenario, wanted.chosen),
  );
}

function choosing(scenario, wanted, usual, rules) {
  const words = texts.briefing;
  return el(
    "div",
    { class: "side-column" },
    el("h2", {}, words.goals),
    el("ul", { lang: ENGLISH }, scenario.goals.map((goal) => el("li", {}, goal))),
    rules ?? coaching(session.coaching),
    difficulty(scenario, wanted.difficulty),
    ownGoal(scenario, wanted.goal),
    ownConfidence(),
    remember(usual),
    el("p", { class: "quiet" }, words.privacy),
  );
}

/**
 * @param {import("../journey.js").Journey} journey
 * @param {string} rest id of the scenario; with "/goal/" and the id of a strategy, that one stands chosen as the goal;
 *   with "/own" it is no part of a workshop
 */
export async function briefingStep(journey, rest) {
  const [id, own, goal] = rest.split("/");
  const site = journey.api.site().catch(() => ({ remember: false }));
  const scenario = (await journey.api.scenarios()).find((each) => each.id === id);
  if (!scenario) return journey.notice(texts.briefing.unknown, texts.choose.heading, { words: texts.briefing.back, place: "" });
  const words = texts.briefing;
  const wanted = goal ? { ...before(scenario), goal } : before(scenario);
  const rules = own === "own" ? null : (await journey.attending())?.briefing(id);
  const element = el(
    "div",
    { class: "step briefing" },
    el("p", { class: "eyebrow" }, journey.link("", {}, icon("back"), words.back)),
    el("h1", { tabindex: "-1" }, el("span", { class: "over" }, words.eyebrow), el("span", { lang: ENGLISH }, scenario.title)),
    language !== "en" && el("p", { class: "in-english" }, words.inEnglish),
    el("div", { class: "columns" }, reading(scenario, wanted), choosing(scenario, wanted, (await site).remember, rules)),
    startForm(journey, scenario),
  );
  return { title: texts.titles.briefing(scenario.title), element };
}
