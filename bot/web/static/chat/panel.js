/** The briefing, and beside a wide conversation the feedback on one reply. */

import { el } from "../dom.js";
import { texts } from "../texts.js";
import { scoreMeaning } from "./scores.js";

/** What the teacher knows beforehand, as in the briefing step but shorter. */
export function briefingNotes(scenario) {
  return el(
    "div",
    { class: "briefing-notes" },
    el("p", {}, texts.briefing.you(scenario.teacher.name, scenario.teacher.role)),
    el("p", {}, texts.briefing.they(scenario.parent)),
    scenario.briefing.map((paragraph) => el("p", {}, paragraph)),
    el("h3", {}, texts.briefing.goals),
    el("ul", {}, scenario.goals.map((goal) => el("li", {}, goal))),
  );
}

/** The column beside the conversation. */
export class Panel {
  empty = texts.feedback.empty;

  constructor() {
    this.title = el("h2", {}, texts.feedback.title);
    this.content = el("div", { class: "panel-content" });
    this.briefing = el("details", { class: "more panel-briefing" });
    this.element = el(
      "aside",
      { class: "panel", "aria-label": texts.chat.aside },
      el("section", { class: "panel-feedback" }, this.title, this.content, scoreMeaning()),
      this.briefing,
    );
  }

  /** Begin anew with that scenario (null for a talk with the coach). */
  begin(scenario, coaching) {
    this.empty = { end: texts.feedback.emptyEnd, request: texts.feedback.emptyRequest }[coaching] ?? texts.feedback.empty;
    this.rest();
    this.briefing.hidden = scenario === null;
    if (scenario) this.briefing.replaceChildren(el("summary", {}, texts.briefing.title), briefingNotes(scenario));
  }

  /** Show no reply. */
  rest() {
    this.title.textContent = texts.feedback.title;
    this.briefing.open = true;
    this.content.replaceChildren(el("p", { class: "quiet" }, this.empty));
  }

  /** Show the feedback on one reply. */
  show(number, card, latest) {
    this.title.textContent = latest ? texts.feedback.title : texts.feedback.of(number);
    this.content.replaceChildren(card);
    this.briefing.open = false;
    this.element.scrollTop = 0;
  }
}
