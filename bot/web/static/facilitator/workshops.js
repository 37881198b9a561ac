/** All workshops that whoever is signed in may see. */

import { el } from "../dom.js";
import { day } from "../numbers.js";
import { words } from "../texts/facilitator.en.js";
import { icon } from "./icons.js";
import { spaced, stateOf, timeOf } from "./workshop_state.js";

/** The page. */
export async function workshopsPage(room) {
  const all = await room.api.workshops();
  const { workshops } = words;
  const past = all.filter((workshop) => stateOf(workshop) === "over");
  const current = all.filter((workshop) => !past.includes(workshop));
  const element = el(
    "div",
    { class: "step" },
    el(
      "header",
      { class: "page-head" },
      el("h1", { tabindex: "-1" }, workshops.title),
      all.length > 0 && room.link("new", { class: "button primary" }, icon("add"), el("span", {}, workshops.create)),
    ),
    room.said(),
    all.length ? [group(room, workshops.running, current), group(room, workshops.past, past)] : empty(room),
  );
  return { title: workshops.title, element };
}

/** What to do where there is none yet. */
function empty(room) {
  const { workshops } = words;
  return [
    el("p", { class: "lead" }, workshops.lead),
    el(
      "section",
      { class: "card first", "aria-labelledby": "first-title" },
      el("h2", { id: "first-title" }, workshops.emptyTitle),
      el("p", {}, workshops.empty),
      el("ol", { class: "steps" }, workshops.steps.map((step) => el("li", {}, step))),
      el("p", {}, room.link("new", { class: "button primary" }, icon("add"), el("span", {}, workshops.create))),
    ),
  ];
}

function group(room, title, some) {
  if (!some.length) return null;
  return el(
    "section",
    { class: "workshop-group" },
    el("h2", {}, title),
    el("ul", { class: "workshops", role: "list" }, some.map((workshop) => card(room, workshop))),
  );
}

function card(room, workshop) {
  const { workshops } = words;
  const { id, title, join_code, participants, delete_after } = workshop;
  const state = stateOf(workshop);
  const over = state === "over";
  return el(
    "li",
    {},
    el(
      "article",
      { class: `card workshop ${state}` },
      el("p", { class: "facts" }, el("span", { class: `state ${state}` }, workshops.state[state]), timeOf(workshop)),
      el("h3", {}, room.link(`workshop/${id}`, {}, title)),
      workshop.facilitator !== room.me.id && el("p", { class: "quiet" }, workshops.of(workshop.run_by)),
      el("p", { class: "facts" }, workshops.people(participants), over && delete_after ? ` · ${workshops.gone(day(delete_after))}` : ""),
      !over && el("p", { class: "row" }, el("span", { class: "quiet" }, workshops.code), el("span", { class: "join-code" }, spaced(join_code))),
      el(
        "p",
        { class: "row" },
        !over && room.link(`workshop/${id}/join`, { class: "button small", "aria-label": workshops.joinFor(title) }, workshops.join),
        room.link(`workshop/${id}/board`, { class: "button small", "aria-label": workshops.boardFor(title) }, workshops.board),
      ),
    ),
  );
}
