/** The conversations that can be replayed, one alone or two side by side. */

import { button, el } from "../../dom.js";
import { dayAndTime } from "../../numbers.js";
import { said } from "../../texts/debrief.en.js";
import { icon } from "./icons.js";
import { debriefPage, emptyState } from "./page.js";
import { Debrief } from "./server.js";

/** The place of a replay in the address: "SESSION/1", and another beside it. */
export function replayPlace(workshop, ...talks) {
  return `workshop/${workshop}/replay/${talks.map(({ session, number }) => `${session}/${number}`).join("/")}`;
}

/** How a conversation ended, in words. */
export function endOf({ ended, over }) {
  return ended ? said.talks.ends[ended] : over ? said.talks.stopped : said.talks.goesOn;
}

/** The page: `workshop/12/talks`. */
export async function talksPage(room, id) {
  const server = new Debrief(room.api, id);
  const [workshop, { talks, withheld }, cards] = await Promise.all([room.api.workshop(id), server.talks(), room.api.scenarios()]);
  const words = said.talks;
  const titles = new Map(cards.map((card) => [card.id, card.title]));
  const kept = withheld > 0 && el("p", { class: "quiet" }, words.withheld(withheld));
  if (!talks.length) {
    const toBoard = room.link(`workshop/${id}/board`, { class: "button" }, said.wall.board);
    return debriefPage(room, workshop, "talks", words.title, emptyState(words.empty, words.emptyAbout, toBoard), kept);
  }
  const ticked = [];
  const compare = button(words.compare, {
    icon: icon("talk"),
    kind: "primary",
    "aria-disabled": "true",
    onclick: () => ticked.length === 2 && room.go(replayPlace(id, ...ticked)),
  });
  const hint = el("span", { class: "quiet", role: "status" }, words.compareHint);
  const tick = (talk, box) => {
    if (box.checked) ticked.push(talk);
    else ticked.splice(ticked.indexOf(talk), 1);
    compare.setAttribute("aria-disabled", String(ticked.length !== 2));
    hint.textContent = ticked.length === 2 ? "" : words.compareHint;
  };
  const table = el(
    "table",
    { class: "plain-table talks-table" },
    el("thead", {}, el("tr", {}, el("td", {}), [words.who, words.scenario, words.began, words.replies, words.end, words.comments].map((head) => el("th", { scope: "col" }, head)), el("td", {}))),
    el("tbody", {}, talks.map((talk) => row(room, id, talk, titles, tick))),
  );
  return debriefPage(
    room,
    workshop,
    "talks",
    words.title,
    el("p", { class: "lead" }, words.lead),
    el("p", { class: "row" }, compare, hint),
    el("div", { class: "table-holder", tabindex: "0", role: "region", "aria-label": words.title }, table),
    kept,
  );
}

function row(room, id, talk, titles, tick) {
  const words = said.talks;
  const title = titles.get(talk.scenario) ?? talk.scenario;
  return el(
    "tr",
    {},
    el("td", {}, el("input", { type: "checkbox", "aria-label": words.choose(talk.name, title), onchange: (event) => tick(talk, event.target) })),
    el("th", { scope: "row" }, talk.name),
    el("td", {}, title),
    el("td", {}, talk.began_at ? dayAndTime(talk.began_at) : ""),
    el("td", { class: "number" }, String(talk.replies)),
    el("td", {}, endOf(talk)),
    el("td", { class: "number" }, talk.comments ? String(talk.comments) : ""),
    el("td", {}, room.link(replayPlace(id, talk), { class: "button small", "aria-label": words.open(talk.name, title) }, icon("resume"), el("span", {}, words.read))),
  );
}
