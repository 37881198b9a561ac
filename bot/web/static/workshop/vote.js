/** A reply that the facilitator has put to the group: what one would give it, on the three scores. */

import { DIMENSIONS } from "../chat/scores.js";
import { speech } from "../chat/speech.js";
import { button, el, ENGLISH, onSubmit } from "../dom.js";
import { texts } from "../texts.js";
import { castVote, votesIn } from "./calls.js";

const LEVELS = [0, 1, 2, 3];

function question(dimension, turn, given) {
  const words = texts.scores;
  return el(
    "fieldset",
    {},
    el("legend", {}, words.long[dimension]),
    el(
      "div",
      { class: "levels" },
      LEVELS.map((level) =>
        el(
          "label",
          { class: "sure" },
          el("input", { type: "radio", name: `${dimension}-${turn}`, value: level, checked: given?.[dimension] === level }),
          el("span", {}, `${level} `, el("span", { class: "level-word" }, words.words[level])),
        ),
      ),
    ),
  );
}

/** One reply and the form for it. `cast` sends the scores. */
function card({ turn, parent, reply, boundaries, vote }, cast) {
  const words = texts.workshop.vote;
  const asked = DIMENSIONS.filter((dimension) => dimension !== "boundaries" || boundaries);
  const told = el("p", { role: "status" }, vote && words.sent);
  const tell = (text, fault = false) => {
    told.classList.toggle("problem", fault);
    told.textContent = text;
  };
  const send = button(words.send, { kind: "primary", type: "submit" });
  const form = el("form", {}, asked.map((dimension) => question(dimension, turn, vote)), el("div", { class: "row" }, send, told));
  onSubmit(form, send, async () => {
    const data = new FormData(form);
    const scores = Object.fromEntries(asked.map((dimension) => [dimension, data.get(`${dimension}-${turn}`)]));
    if (Object.values(scores).includes(null)) return tell(words.incomplete, true);
    try {
      await cast(turn, Object.fromEntries(Object.entries(scores).map(([name, value]) => [name, Number(value)])));
      tell(words.sent);
    } catch (fault) {
      tell(fault.message, true);
    }
  });
  return el(
    "section",
    { class: "card vote", "aria-labelledby": `vote-${turn}` },
    el("h2", { id: `vote-${turn}`, tabindex: "-1" }, words.title),
    el("p", {}, words.about),
    el("p", { class: "quiet" }, words.parent),
    el("blockquote", { lang: ENGLISH }, speech(parent)),
    el("p", { class: "quiet" }, words.reply),
    el("blockquote", { class: "said", lang: ENGLISH }, reply),
    form,
  );
}

/** All that the group is asked about at present. A form that somebody fills in stays as it is. */
export class Votes {
  #cards = new Map();
  element = el("div", { class: "votes" });

  constructor(api) {
    this.api = api;
  }

  /** Bring it into line with how things stand. Resolves once that is done; what cannot be fetched is left for the next time. */
  async update({ workshop, voting }) {
    const open = voting ? await votesIn(this.api, workshop.id).catch(() => null) : [];
    if (!open) return;
    const cast = (turn, scores) => castVote(this.api, workshop.id, turn, scores);
    const before = this.#cards;
    this.#cards = new Map(open.map((each) => [each.turn, before.get(each.turn) ?? card(each, cast)]));
    for (const [turn, each] of before) if (!this.#cards.has(turn)) each.remove();
    for (const each of this.#cards.values()) if (!each.isConnected) this.element.append(each);
  }
}
