/** What the pages of the debrief share: their head, an empty state, and a word on what has just been done. */

import { el } from "../../dom.js";
import { workshopHead } from "../workshop_head.js";

/** A page of the debrief as the room shows it. */
export function debriefPage(room, workshop, here, heading, ...content) {
  const element = el("div", { class: `step debrief-page ${here}-page` }, workshopHead(room, workshop, here, heading), ...content);
  return { title: `${heading}, ${workshop.title}`, element };
}

/** What to do where there is nothing yet. */
export function emptyState(title, about, ...ways) {
  return el("section", { class: "card empty" }, el("h2", {}, title), el("p", {}, about), ways.length ? el("p", { class: "row" }, ways) : null);
}

/** A line that tells listeners, and others, what has just been done. */
export function teller() {
  const element = el("p", { class: "quiet teller", role: "status" });
  return { element, tell: (text) => { element.textContent = text; } };
}

/** A select with its label. Options are `[value, label, disabled]`, or `{group, options}`. */
export function chooser(label, options, chosen, onchange) {
  const option = ([value, name, disabled = false]) => el("option", { value, selected: value === chosen, disabled }, name);
  const select = el(
    "select",
    { onchange: (event) => onchange(event.target.value) },
    options.map((each) => (Array.isArray(each) ? option(each) : el("optgroup", { label: each.group }, each.options.map(option)))),
  );
  return el("label", { class: "chooser" }, el("span", {}, label), select);
}
