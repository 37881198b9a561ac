/** The conversation as it grows: what the trainee, the parent and the coach say, read once and in order. */

import { button, el, pause, spoken, stillness } from "../dom.js";
import { icon } from "../icons.js";
import { texts } from "../texts.js";
import { highlighted } from "./highlight.js";
import { scoreWords } from "./scores.js";
import { speech } from "./speech.js";
import { scoreStrip } from "./strip.js";

const NEAR = 96; // pixels from the end within which the reader counts as being at the end
const LONGEST = 1500; // milliseconds that a parent takes to answer, at most

function paragraphs(text) {
  return text.split(/\n+/).filter((line) => line.trim()).map((line) => el("p", {}, line));
}

function heardTip(advice) {
  if (!advice) return "";
  const { worked, next, wording } = texts.feedback;
  return [advice.worked && `${worked}: ${advice.worked}`, `${next}: ${advice.try_next}`, advice.wording && `${wording} ${advice.wording}`]
    .filter(Boolean)
    .join(" ");
}

/** The growing log and its scrolling. */
export class Conversation {
  /** @param {{onSendAgain: Function, onButton: Function}} handlers */
  constructor(handlers) {
    this.handlers = handlers;
    this.log = el("div", { class: "log" });
    this.thinking = el("p", { class: "thinking", hidden: true, "aria-hidden": "true", "aria-live": "off" });
    this.scroller = el(
      "div",
      { class: "scroller", role: "log", "aria-live": "polite", "aria-label": texts.chat.log, tabindex: "0" },
      this.log,
      this.thinking,
    );
    this.jump = button(texts.chat.jump, { icon: icon("down"), kind: "jump", hidden: true, onclick: () => this.toEnd() });
    this.element = el("div", { class: "conversation" }, this.scroller, this.jump);
    this.turns = new Map();
    /** Names of those who speak beside the parent. */
    this.voices = new Set();
    this.following = true;
  }

  /** Keep an eye on where the reader is, until `signal` says stop. */
  watch(signal) {
    const look = () => {
      this.following = this.atEnd();
      if (this.following) this.jump.hidden = true;
    };
    this.scroller.addEventListener("scroll", look, { passive: true, signal });
    document.addEventListener("scroll", look, { passive: true, signal });
    // When the room gets smaller, as for a keyboard on a phone, the last words stay in sight.
    const resized = new ResizeObserver(() => this.follow());
    resized.observe(this.scroller);
    signal.addEventListener("abort", () => resized.disconnect());
  }

  /** What scrolls: the log itself, or the page where there is no height to spare. */
  get #moving() {
    const own = getComputedStyle(this.scroller).overflowY;
    return own === "visible" ? document.scrollingElement : this.scroller;
  }

  atEnd() {
    const moving = this.#moving;
    return moving.scrollHeight - moving.scrollTop - moving.clientHeight < NEAR;
  }

  toEnd() {
    const moving = this.#moving;
    moving.scrollTop = moving.scrollHeight;
    this.following = true;
    this.jump.hidden = true;
  }

  /** To the first words, for a conversation that has just been opened. */
  toStart() {
    this.#moving.scrollTop = 0;
    this.following = this.atEnd();
    this.jump.hidden = true;
  }

  /** Go along with what was added, unless the reader has scrolled up: then offer the way to it. */
  follow() {
    if (this.following) this.toEnd();
    else this.jump.hidden = false;
  }

  #add(node, parent = this.log) {
    parent.append(node);
    this.follow();
  }

  /** Change the log without having it read out: for a conversation that is shown again. */
  quietly(change) {
    this.scroller.setAttribute("aria-live", "off");
    change();
    // Back on once the change has been seen by those who listen.
    setTimeout(() => this.scroller.setAttribute("aria-live", "polite"), 200);
  }

  /** The trainee's own words, at once. Not read out: they have just typed them. */
  own(text) {
    const words = el("p", { class: "bubble" }, text);
    const state = el("div", { class: "state" });
    const entry = el("article", { class: "entry own", "aria-live": "off" }, el("h2", { class: "who" }, texts.chat.you), words, state);
    this.log.append(entry);
    this.toEnd();
    return { entry, words, state, text };
  }

  /** Say under the trainee's words that they were not sent, and offer to send them again. */
  unsent(own) {
    own.entry.classList.add("unsent");
    own.state.replaceChildren(
      el("span", { class: "problem" }, icon("warning"), texts.chat.unsent),
      button(texts.chat.sendAgain, { icon: icon("retry"), kind: "small", onclick: () => this.handlers.onSendAgain(own) }),
    );
    this.toEnd();
  }

  sent(own) {
    own.entry.classList.remove("unsent");
    own.state.replaceChildren();
  }

  /** Mark the deciding words, and hang the feedback under the reply. */
  scored(own, turn, card, onShow) {
    own.words.replaceChildren(...highlighted(own.text, turn.moves));
    const place = el("div", { class: "place", id: `feedback-${turn.number}` });
    const strip = el(
      "button",
      { type: "button", class: "strip", "aria-expanded": "false", "aria-controls": place.id, onclick: () => onShow(turn.number) },
      spoken(`${texts.feedback.show(turn.number)}. ${scoreWords(turn.scores)}`),
      scoreStrip(turn.scores),
      icon("down"),
    );
    // Where the card stands beside the conversation, its words are heard here, in their order.
    const heard = spoken(heardTip(turn.advice));
    const block = el("div", { class: "turn-feedback" }, strip, heard, place);
    own.entry.after(block);
    this.follow();
    this.turns.set(turn.number, { own, strip, heard, place, card, block });
  }

  /** The parent, or a third voice, speaks, one bubble after the other, after a moment's thought. */
  async parent(message, { hasten = false } = {}) {
    const bubbles = message.bubbles ?? [message.text];
    const voice = this.voices.has(message.name);
    const entry = el("article", { class: voice ? "entry parent voice" : "entry parent" }, el("h2", { class: "who" }, message.name ?? ""));
    const said = bubbles.map((bubble) => el("p", { class: "bubble" }, speech(bubble)));
    if (hasten || stillness()) {
      // All at once, so that it is also heard once.
      this.think(null);
      entry.append(...said);
      this.#add(entry);
      return;
    }
    const moment = Math.min(LONGEST, 350 + bubbles.join(" ").length * 7) / bubbles.length;
    for (const words of said) {
      this.think(texts.chat.thinking(message.name ?? ""));
      await pause(moment);
      this.think(null);
      if (words === said[0]) {
        entry.append(words);
        this.#add(entry);
      } else {
        this.#add(words, entry);
      }
    }
  }

  /** The coach speaks, perhaps with choices. */
  coach(message) {
    const choices = message.buttons ?? [];
    this.#add(
      el(
        "article",
        { class: `entry coach ${message.kind ?? ""}` },
        el("h2", { class: "who" }, texts.chat.coachName),
        el(
          "div",
          { class: "card" },
          paragraphs(message.text),
          choices.length > 0 &&
            el("div", { class: "row" }, choices.map((choice) =>
              button(choice.title, { kind: "small", onclick: () => this.handlers.onButton(choice) }))),
        ),
      ),
    );
  }

  /** A remark of the page itself. */
  remark(text) {
    this.#add(el("p", { class: "remark" }, text));
  }

  /** That somebody is about to answer; null when they have. */
  think(text) {
    this.thinking.hidden = text === null;
    this.thinking.replaceChildren(...(text === null ? [] : [el("span", { class: "dots" }, el("i"), el("i"), el("i")), text]));
    if (text !== null) this.follow();
  }

  /** Set the last try aside: it stays readable but no longer counts. */
  setAside(number) {
    const turn = this.turns.get(number);
    const first = turn?.own.entry ?? [...this.log.querySelectorAll(".own")].pop();
    if (!first) return;
    first.querySelector(".who").textContent = `${texts.chat.you} · ${texts.chat.earlier}`;
    for (let node = first; node; node = node.nextElementSibling) node.classList.add("earlier");
    this.turns.delete(number);
  }

  clear() {
    this.log.replaceChildren();
    this.turns.clear();
    this.think(null);
  }
}
