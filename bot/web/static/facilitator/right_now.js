/** How many are where in a workshop right now, kept up to date while it is looked at. */

import { el } from "../dom.js";
import { words } from "../texts/facilitator.en.js";
import { put } from "./board_row.js";
import { Polling } from "./polling.js";

/** @returns {{element: HTMLElement, polling: Polling}} */
export function rightNow(room, { id, participants }) {
  const { workshop, workshops } = words;
  const joined = el("p", { class: "big-number" });
  const doing = el("p", {});
  const stuck = el("p", { class: "quiet" });
  const stale = el("p", { class: "told trouble", role: "status" });
  const show = (number, counts) => {
    put(joined, number ? workshops.people(number) : workshop.nobody);
    put(doing, counts ? workshop.counts(counts) : "");
    put(stuck, counts ? workshop.stuck(counts.stuck) : "");
  };
  let tag = null;
  const heard = (answer) => {
    if (!answer.board) return;
    tag = answer.tag;
    show(answer.board.participants.length, answer.board.counts);
  };
  show(participants, null);
  return {
    element: el("div", { class: "right-now" }, joined, doing, stuck, stale),
    polling: new Polling(() => room.api.board(id, tag), heard, (since) => put(stale, since ? workshop.notFresh : "")),
  };
}
