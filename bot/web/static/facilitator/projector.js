/** The board for a projector: how many are where, and how the parents are. Nobody can be told from another. */

import { el } from "../dom.js";
import { words } from "../texts/facilitator.en.js";
import { peopleOf } from "./board_people.js";
import { put } from "./board_row.js";
import { projectorTools } from "./full_screen.js";
import { Polling } from "./polling.js";
import { joinAddress, spaced, stateOf } from "./workshop_state.js";

const STATES = ["joined", "briefing", "talking", "finished"];
const MOODS = [0, 3, 5, 7, 9]; // the least anger of each word for it

/** The page. */
export async function projectorPage(room, id) {
  const [workshop, first] = await Promise.all([room.api.workshop(id), room.api.board(id)]);
  const { projector, join } = words;
  const states = STATES.map((state) => tile(state, words.board.states[state]));
  const moods = MOODS.map((heat) => tile(words.board.heatWord(heat), words.board.heatWord(heat)));
  const bars = el("ul", { class: "mood-bars", role: "list" }, moods.map(({ element: each }) => each));
  const picture = el("div", { class: "dots", "aria-hidden": "true" });
  const joined = el("p", { class: "head-count" });
  const calm = el("p", { class: "quiet" });
  const stale = el("p", { class: "told trouble", role: "status" });
  let tag = first.tag;

  const show = ({ board, tag: now }) => {
    if (!board) return;
    tag = now;
    const people = peopleOf(board, new Map());
    const talking = people.filter(({ state }) => state === "talking");
    put(joined, people.length ? projector.joined(people.length) : projector.empty);
    put(calm, talking.length ? "" : projector.nobodyTalks);
    bars.hidden = !talking.length;
    for (const each of states) each.fill(people.filter(({ state }) => state === each.name).length, people.length);
    for (const each of moods) each.fill(talking.filter(({ heat }) => heat !== null && words.board.heatWord(heat) === each.name).length, talking.length);
    // In the order of the states, not of the people: a dot is nobody in particular.
    const dots = STATES.flatMap((state) => people.filter((person) => person.state === state).map(() => el("span", { class: `dot ${state}` })));
    picture.replaceChildren(...dots);
  };
  const polling = new Polling(() => room.api.board(id, tag), show, (since) => put(stale, since ? join.stale : ""));
  const over = stateOf(workshop) === "over";
  const element = el(
    "div",
    { class: "projected pulse" },
    el(
      "header",
      {},
      el("h1", { tabindex: "-1" }, workshop.title),
      projectorTools(room, `workshop/${id}/board`),
    ),
    el("div", { class: "pulse-head" }, joined, !over && el("p", { class: "join-at" }, projector.code(joinAddress(workshop.join_code).typed, spaced(workshop.join_code)))),
    picture,
    el("section", { "aria-labelledby": "where" }, el("h2", { id: "where" }, projector.picture), el("ul", { class: "tiles", role: "list" }, states.map(({ element: each }) => each))),
    el("section", { "aria-labelledby": "parents" }, el("h2", { id: "parents" }, projector.calm), calm, bars),
    el("footer", {}, stale),
  );
  show(first);
  return { title: projector.title(workshop.title), element, bare: true, begin: () => polling.start(), leave: () => polling.stop() };
}

/** A number with its word, and a bar as long as its part of all. */
function tile(name, label) {
  const number = el("span", { class: "number" });
  const bar = el("span", { class: "part", "aria-hidden": "true" });
  const element = el("li", { class: `tile ${name}` }, number, el("span", { class: "label" }, label), bar);
  return {
    name,
    element,
    fill(count, all) {
      put(number, String(count));
      bar.style.setProperty("--part", String(all ? count / all : 0));
    },
  };
}
