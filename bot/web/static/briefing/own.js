/** What one sets out with, if one likes: a goal of one's own, and how sure one feels. Both may be left alone. */

import { confidenceQuestions } from "../confidence.js";
import { el, ENGLISH } from "../dom.js";
import { texts } from "../texts.js";
import { choice, FORM } from "./choices.js";

function toOpen(title, state, open, ...content) {
  return el("details", { class: "more set-out", open }, el("summary", {}, el("span", {}, title), state), ...content);
}

/** One of the scenario's strategies as a goal; shown again in the summary. */
export function ownGoal(scenario, wanted) {
  const words = texts.briefing;
  const names = new Map(scenario.strategies.map(({ id, name }) => [id, name]));
  const picked = el("span", { class: "picked" });
  const tell = (id) => {
    picked.textContent = names.get(id) ?? texts.briefing.ifYouLike;
    picked.lang = names.has(id) ? ENGLISH : "";
    if (!names.has(id)) picked.removeAttribute("lang");
  };
  tell(wanted);
  const group = el(
    "fieldset",
    { onchange: (event) => tell(event.target.value) },
    el("legend", {}, words.goalAsk),
    choice("goal", "", !names.has(wanted), words.goalNone),
    scenario.strategies.map(({ id, name, about, citation }) =>
      choice("goal", id, id === wanted, name, [about, " ", el("span", { class: "cited" }, citation)], ENGLISH),
    ),
  );
  return toOpen(words.goal, picked, names.has(wanted), group);
}

/** Three short questions, asked again after the talk. */
export function ownConfidence() {
  const words = texts.briefing;
  return toOpen(
    words.sure,
    el("span", { class: "picked" }, words.ifYouLike),
    false,
    el("p", { class: "quiet" }, words.sureAbout),
    el(
      "div",
      { class: "questions", role: "group", "aria-labelledby": "sure-ask" },
      el("p", { id: "sure-ask", class: "ask-first" }, texts.confidence.ask),
      confidenceQuestions({ form: FORM }),
    ),
  );
}
