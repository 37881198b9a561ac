/** A conversation replayed step by step; or two, beside each other at the moments that both met. */

import { button, el } from "../../dom.js";
import { speak } from "../../texts.js";
import { said } from "../../texts/debrief.en.js";
import { icon } from "./icons.js";
import { debriefPage, teller } from "./page.js";
import { stepOf } from "./replay_step.js";
import { seenScores } from "./seen.js";
import { Debrief } from "./server.js";

/** The page: `workshop/12/replay/SESSION/1`, or with another session and number after that. */
export async function replayPage(room, id, session = "", number = "1", beside = null, besideNumber = "1") {
  const server = new Debrief(room.api, id);
  const [workshop, replayed, cards] = await Promise.all([
    room.api.workshop(id),
    server.replay(session, number, beside, beside && besideNumber),
    room.api.scenarios(),
    speak("en"),
  ]);
  const looks = new Map(cards.map((card) => [card.id, card.parent.face]));
  const replay = new Replay(server, replayed, looks);
  const heading = replayed.right ? said.replay.both : said.replay.title(replayed.left.label);
  const back = room.link(`workshop/${id}/talks`, { class: "button small" }, icon("back"), el("span", {}, said.replay.back));
  return debriefPage(room, workshop, "talks", heading, el("p", { class: "row replay-back" }, back), replay.element);
}

class Replay {
  #at = 0;
  #coach = false;

  constructor(server, { left, right, rows }, looks) {
    Object.assign(this, { server, rows, looks });
    this.sides = [["left", left], ["right", right]].filter(([, talk]) => talk);
    this.steps = new Map(this.sides.flatMap(([, talk]) => talk.steps.map((step) => [step.turn, step])));
    this.told = teller();
    this.place = el("p", { class: "step-of", "aria-live": "polite" });
    this.slider = el("input", { type: "range", min: 1, max: rows.length, value: 1, "aria-label": said.replay.steps, oninput: () => this.#to(Number(this.slider.value) - 1) });
    this.back = button(said.replay.previous, { icon: icon("previous"), onclick: () => this.#to(this.#at - 1) });
    this.on = button(said.replay.next, { icon: icon("next"), kind: "primary", onclick: () => this.#to(this.#at + 1) });
    this.highlight = el("input", { type: "checkbox", checked: true, onchange: () => this.#draw() });
    this.columns = el("div", { class: this.sides.length > 1 ? "replay-columns two" : "replay-columns" });
    this.element = el(
      "section",
      { class: "replay", "aria-label": said.replay.steps, onkeydown: (event) => this.#key(event) },
      el(
        "div",
        { class: "replay-bar" },
        el("div", { class: "row" }, this.back, this.on, this.place, this.told.element),
        el("div", { class: "row" }, this.slider, el("label", { class: "switch" }, this.highlight, el("span", {}, said.replay.highlight))),
      ),
      this.columns,
      el("p", { class: "keys-help" }, said.replay.help),
    );
    this.#draw();
  }

  #to(at) {
    if (at < 0 || at >= this.rows.length || at === this.#at) return;
    this.#at = at;
    this.#draw();
  }

  #draw() {
    const row = this.rows[this.#at];
    const last = this.rows.length - 1;
    this.slider.value = String(this.#at + 1);
    this.place.textContent = said.replay.step(this.#at + 1, this.rows.length);
    this.back.setAttribute("aria-disabled", String(this.#at === 0));
    this.on.setAttribute("aria-disabled", String(this.#at === last));
    this.columns.replaceChildren(...this.sides.map(([side, talk]) => this.#column(talk, this.steps.get(row?.[side]))));
  }

  #column(talk, step) {
    return el(
      "article",
      { class: "replay-column" },
      el("h2", {}, talk.label, el("span", { class: "about" }, talk.title)),
      step
        ? stepOf(step, talk, {
            look: this.looks.get(talk.scenario),
            highlight: this.highlight.checked,
            coachOpen: this.#coach,
            onCoach: (open) => this.#showCoach(open, step),
            server: this.server,
            tell: (text) => this.told.tell(text),
          })
        : el("p", { class: "quiet nothing" }, said.replay.none),
    );
  }

  #showCoach(open, step) {
    this.#coach = open;
    if (open) seenScores.add([step.turn]);
  }

  #key(event) {
    const typing = event.target.closest("textarea, input");
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (typing || !step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.#to(this.#at + step);
  }
}
