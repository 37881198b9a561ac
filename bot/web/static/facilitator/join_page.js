/** How to join, for a projector: the code as large as the screen allows, the address, and a QR code. */

import { el } from "../dom.js";
import { words } from "../texts/facilitator.en.js";
import { put } from "./board_row.js";
import { peopleOf } from "./board_people.js";
import { projectorTools } from "./full_screen.js";
import { Polling } from "./polling.js";
import { joinAddress, stateOf, timeOf } from "./workshop_state.js";

/** The page. */
export async function joinPage(room, id) {
  const workshop = await room.api.workshop(id);
  const { join } = words;
  const { typed, full } = joinAddress(workshop.join_code);
  const joined = el("p", { class: "head-count", role: "status" }, join.joined(workshop.participants));
  const state = stateOf(workshop);
  const early = state === "before" && el("p", { class: "told" }, join.before(timeOf(workshop)));
  const stale = el("p", { class: "told trouble", role: "status" });
  const over = state === "over";
  let tag = null;
  const polling = new Polling(
    () => room.api.board(id, tag),
    (answer) => {
      if (!answer.board) return;
      tag = answer.tag;
      put(joined, join.joined(peopleOf(answer.board, new Map()).length));
    },
    (since) => put(stale, since ? join.stale : ""),
  );
  const half = workshop.join_code.length / 2;
  const element = el(
    "div",
    { class: "projected join" },
    el("header", {}, el("h1", { tabindex: "-1" }, el("span", { class: "over" }, workshop.title), join.title), projectorTools(room, `workshop/${id}`)),
    over
      ? el("p", { class: "head-count" }, join.over)
      : el(
          "div",
          { class: "join-ways" },
          el(
            "div",
            { class: "by-code" },
            el("p", {}, join.go),
            el("p", { class: "join-at" }, typed),
            el("p", {}, join.type),
            el(
              "p",
              { class: "huge-code" },
              el("span", { class: "spoken" }, join.spelled(workshop.join_code)),
              [workshop.join_code.slice(0, half), workshop.join_code.slice(half)].map((part) => el("span", { "aria-hidden": "true" }, part)),
            ),
          ),
          el("div", { class: "by-picture" }, el("p", {}, join.scan), el("img", { class: "qr", src: room.api.qrAddress(id), alt: join.qr(full) })),
        ),
    el("footer", {}, joined, early, stale),
  );
  return { title: join.title, element, bare: true, begin: () => polling.start(), leave: () => polling.stop() };
}
