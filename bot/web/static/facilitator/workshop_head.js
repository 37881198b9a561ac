/** What stands above every page of a workshop: its title, and the way to its other pages. */

import { el } from "../dom.js";
import { said } from "../texts/debrief.en.js";
import { words } from "../texts/facilitator.en.js";
import { stateOf, timeOf } from "./workshop_state.js";

/** The pages that are part of the way through a workshop, in order. */
const PARTS = [
  ["", words.workshop.overview],
  ["board", words.workshop.board],
  ["wall", said.parts.wall],
  ["group", said.parts.group],
  ["talks", said.parts.talks],
  ["rating", said.parts.rating],
  ["take", words.taking.title],
];

/**
 * @param {string} here the page that is shown: "", "board", …
 * @param {?string} heading what the page is called, where it is not the workshop's own
 */
export function workshopHead(room, workshop, here, heading = null) {
  const state = stateOf(workshop);
  const { id, title } = workshop;
  return el(
    "header",
    { class: "workshop-head" },
    el(
      "div",
      { class: "title-line" },
      el("h1", { tabindex: "-1" }, heading ? [el("span", { class: "over" }, title), heading] : title),
      el("p", { class: "facts" }, el("span", { class: `state ${state}` }, words.workshops.state[state]), timeOf(workshop)),
    ),
    el(
      "nav",
      { class: "parts", "aria-label": words.workshop.parts },
      PARTS.map(([name, label]) =>
        room.link(name ? `workshop/${id}/${name}` : `workshop/${id}`, { "aria-current": name === here && "page" }, label),
      ),
    ),
  );
}
