/** Talking about picked replies one by one, large enough for a projector: the vote, then the coach's scores beside it. */

import { face } from "../../chat/face.js";
import { highlighted } from "../../chat/highlight.js";
import { moodOf } from "../../chat/mood.js";
import { button, el, ENGLISH } from "../../dom.js";
import { speak } from "../../texts.js";
import { said } from "../../texts/debrief.en.js";
import { ballot } from "./ballot.js";
import { icon } from "./icons.js";
import { debriefPage, emptyState, teller } from "./page.js";
import { Debrief } from "./server.js";
import { answerOf, moveList } from "./wall_card.js";
import { letterKeys } from "./wall_keys.js";

const ASK_EVERY = 2_000; // milliseconds between two looks at the votes

/** The page: `workshop/12/discuss/angry_parent/probe/whose_fault/345`. */
export async function discussPage(room, id, scenario = "", kind = "", name = "", turn = "") {
  const server = new Debrief(room.api, id);
  const asked = { scenario, [kind === "probe" ? "probe" : "line"]: name, look: "picked" };
  const [workshop, wall, scenarios] = await Promise.all([room.api.workshop(id), server.wall(asked), room.api.scenarios(), speak("en")]);
  const back = `workshop/${id}/wall/${scenario}/${kind}/${name}`;
  if (!wall.replies.length) {
    const toWall = room.link(back, { class: "button primary" }, said.discuss.back);
    return debriefPage(room, workshop, "wall", said.discuss.page, emptyState(said.discuss.gone, said.discuss.goneAbout, toWall));
  }
  const card = scenarios.find((one) => one.id === scenario);
  const discussion = new Discussion(room, server, { asked, card, back, first: Number(turn) });
  discussion.take(wall);
  return {
    title: `${said.discuss.page}, ${workshop.title}`,
    element: discussion.element,
    bare: true,
    begin: () => discussion.begin(),
    leave: () => discussion.leave(),
  };
}

class Discussion {
  #clock = null;
  #drawn = "";
  #answer = false;

  constructor(room, server, about) {
    Object.assign(this, { room, server, ...about });
    this.turn = this.first;
    this.stage = el("div", { class: "stage" });
    this.told = teller();
    this.element = el(
      "section",
      { class: "step discuss-page", tabindex: "-1", "aria-label": said.discuss.page, onkeydown: (event) => this.#key(event) },
      this.stage,
      el("div", { class: "row between" }, el("p", { class: "keys-help" }, said.discuss.help), this.told.element),
    );
  }

  begin() {
    this.element.focus({ preventScroll: true });
    this.#clock = setInterval(() => this.#look(), ASK_EVERY);
  }

  leave() {
    clearInterval(this.#clock);
  }

  /** What the server says of the picked replies. */
  take(wall) {
    this.replies = wall.replies;
    this.at = Math.max(0, this.replies.findIndex((reply) => reply.turn === this.turn));
    this.turn = this.replies[this.at]?.turn;
    this.#draw();
  }

  async #look() {
    try {
      this.take(await this.server.wall(this.asked));
      this.told.tell("");
    } catch (fault) {
      this.told.tell(fault.message);
    }
  }

  #draw() {
    const reply = this.replies[this.at];
    if (!reply) return this.room.go(this.back);
    const now = JSON.stringify([this.replies.length, this.at, this.#answer, { ...reply, voters: 0 }]);
    const count = this.stage.querySelector(".voting");
    if (now === this.#drawn) {
      if (count && count.textContent !== said.discuss.voting(reply.voters)) count.textContent = said.discuss.voting(reply.voters);
      return;
    }
    this.#drawn = now;
    const focused = this.stage.contains(document.activeElement) ? document.activeElement.dataset.act : null;
    this.stage.replaceChildren(...this.#parts(reply));
    if (focused) (this.stage.querySelector(`[data-act="${focused}"]`) ?? this.element).focus({ preventScroll: true });
  }

  #parts(reply) {
    const { discuss } = said;
    const { card } = this;
    const told = reply.scores !== null;
    return [
      el(
        "header",
        { class: "row between" },
        el("h1", { tabindex: "-1" }, discuss.title(reply.letter), el("span", { class: "place-of" }, discuss.of(this.at + 1, this.replies.length))),
        el("div", { class: "row" }, this.#button("back", discuss.back, "back", () => this.room.go(this.back)), this.#button("full", discuss.full, "full", () => this.#full())),
      ),
      el(
        "div",
        { class: "exchange-large" },
        el(
          "figure",
          { class: "said-large parent" },
          el("figcaption", {}, card && face(moodOf(reply), card.parent.face), discuss.parent(card?.parent.name ?? "")),
          el("p", { class: "as-said", lang: ENGLISH }, reply.parent),
        ),
        el(
          "figure",
          { class: "said-large own" },
          el("figcaption", {}, discuss.reply),
          el("p", { class: "as-said", lang: ENGLISH }, told ? highlighted(reply.reply, reply.moves) : reply.reply),
        ),
        this.#answer && el("figure", { class: "said-large parent" }, el("figcaption", {}, card && face(moodOf({ heat: reply.heat_after, trust: reply.trust_after }), card.parent.face), discuss.answer), answerOf(reply)),
      ),
      told ? this.#outcome(reply) : el("div", { class: "vote-call" }, el("h2", {}, discuss.vote), el("p", { class: "voting", role: "status" }, discuss.voting(reply.voters))),
      el(
        "footer",
        { class: "row between" },
        this.#button("previous", discuss.previous, "previous", () => this.#to(-1), this.at === 0),
        el(
          "div",
          { class: "row" },
          this.#button("reveal", told ? discuss.cover : discuss.reveal, told ? "hide" : "eye", () => this.#reveal(!told), false, told ? "plain" : "primary"),
          this.#button("answer", discuss.answer, "talk", () => this.#showAnswer(), false, "plain", String(this.#answer)),
        ),
        this.#button("next", discuss.next, "next", () => this.#to(1), this.at === this.replies.length - 1),
      ),
    ];
  }

  #outcome(reply) {
    const { discuss } = said;
    return el(
      "div",
      { class: "outcome" },
      ballot(reply),
      el("div", {}, el("h2", {}, discuss.noticed), moveList(reply.moves) ?? el("p", {}, discuss.nothingNoticed), el("p", { class: "quiet" }, discuss.voting(reply.voters))),
    );
  }

  #button(act, words, drawing, onclick, off = false, kind = "plain", pressed = null) {
    return button(words, { icon: icon(drawing), kind, onclick: () => !off && onclick(), "data-act": act, "aria-disabled": off && "true", "aria-pressed": pressed });
  }

  #to(step) {
    const to = this.replies[this.at + step];
    if (!to) return;
    this.turn = to.turn;
    this.at += step;
    this.#answer = false;
    this.#draw();
  }

  #showAnswer() {
    this.#answer = !this.#answer;
    this.#draw();
  }

  async #reveal(show) {
    try {
      await this.server.mark(this.turn, show ? "revealed" : "picked");
      await this.#look();
    } catch (fault) {
      this.told.tell(fault.message);
    }
  }

  #full() {
    if (document.fullscreenElement) document.exitFullscreen();
    else this.element.requestFullscreen?.();
  }

  #key(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const reply = this.replies[this.at];
    const acts = { ArrowRight: () => this.#to(1), ArrowLeft: () => this.#to(-1), Escape: () => this.room.go(this.back) };
    const letters = { r: () => this.#reveal(reply.scores === null), a: () => this.#showAnswer() };
    const act = acts[event.key] ?? (letterKeys.on && letters[event.key.toLowerCase()]);
    if (!act) return;
    event.preventDefault();
    act();
  }
}
