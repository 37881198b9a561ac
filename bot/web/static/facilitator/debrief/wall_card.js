/** One reply on the wall. */

import { highlighted } from "../../chat/highlight.js";
import { moveName } from "../../chat/moves.js";
import { scoreList } from "../../chat/scores.js";
import { button, el, ENGLISH, spoken } from "../../dom.js";
import { said } from "../../texts/debrief.en.js";
import { icon } from "./icons.js";

/** What was noticed in a reply, numbered as in its highlighted words; each kind of move once. */
export function moveList(moves) {
  if (!moves.length) return null;
  return el("ol", { class: "move-names" }, moves.map((move) => el("li", {}, moveName(move.move))));
}

/** What the parent answered, and what it did to them. */
export function answerOf(reply) {
  const { wall } = said;
  return [
    el("p", { class: "as-said", lang: ENGLISH }, reply.answer.join("\n")),
    el("p", { class: "quiet" }, `${wall.heat(reply.heat, reply.heat_after)}, ${wall.trust(reply.trust, reply.trust_after)}`),
  ];
}

/**
 * @param {object} reply of the wall
 * @param {{wording: boolean, onPick: () => void, onHide: () => void, onAnswer: (open: boolean) => void, answerOpen: boolean}} how
 * @returns {HTMLElement} an item of the list, with the card in it
 */
export function wallCard(reply, { wording, onPick, onHide, onAnswer, answerOpen }) {
  const { wall } = said;
  const { letter } = reply;
  const id = `reply-${reply.turn}`;
  const told = reply.scores !== null;
  const kinds = ["wall-card", reply.picked && "chosen", reply.hidden && "hidden-reply"].filter(Boolean).join(" ");
  const marks = [
    reply.hidden && wall.hidden,
    reply.taken_back && wall.takenBack,
    reply.voters > 0 && wall.voters(reply.voters),
  ].filter(Boolean);
  const card = el(
    "article",
    { class: kinds, id, tabindex: "-1", "aria-labelledby": `${id}-letter`, "data-turn": reply.turn },
    el(
      "header",
      {},
      el("h3", { class: "letter", id: `${id}-letter` }, spoken(`${wall.reply(letter)}${reply.picked ? `, ${wall.picked}` : ""}`), el("span", { "aria-hidden": "true" }, letter)),
      marks.length > 0 && el("p", { class: "marks" }, marks.map((mark) => el("span", { class: "mark-word" }, mark))),
    ),
    wording && el("p", { class: "quiet as-said", lang: ENGLISH }, reply.parent),
    el("p", { class: "reply-words as-said", lang: ENGLISH }, told ? highlighted(reply.reply, reply.moves) : reply.reply),
    told && moveList(reply.moves),
    told && scoreList(reply.scores),
    el(
      "details",
      { class: "more", open: answerOpen, ontoggle: (event) => onAnswer(event.target.open) },
      el("summary", { tabindex: "-1" }, wall.answer),
      answerOf(reply),
    ),
    el(
      "footer",
      { class: "row" },
      button(reply.picked ? wall.unpick : wall.pick, {
        icon: icon("pick"),
        kind: reply.picked ? "small primary" : "small",
        tabindex: "-1",
        "aria-pressed": String(reply.picked),
        "aria-label": wall.pickReply(letter),
        onclick: onPick,
      }),
      button(reply.hidden ? wall.unhide : wall.hide, {
        icon: icon(reply.hidden ? "eye" : "hide"),
        kind: "small tool",
        tabindex: "-1",
        "aria-label": reply.hidden ? wall.unhideReply(letter) : wall.hideReply(letter),
        onclick: onHide,
      }),
    ),
  );
  return el("li", {}, card);
}
