/** The conversation as it grows: what the trainee, the parent and the coach say, read once and in order. */

import { button, el, ENGLISH, pause, stillness } from "../dom.js";
import { icon } from "../icons.js";
import { texts } from "../texts.js";
import { typingTimes } from "./pace.js";
import { Scrolling } from "./scrolling.js";
import { speech } from "./speech.js";

function paragraphs(text) {
  return text.split(/\n+/).filter((line) => line.trim()).map((line) => el("p", {}, line));
}

/** The growing log. */
export class Conversation {
  #aside = null; // the log of a time-out, while there is one

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
    this.scrolling = new Scrolling(this.scroller);
    this.element = el("div", { class: "conversation" }, this.scroller, this.scrolling.jump);
    /** Names of those who speak beside the parent. */
    this.voices = new Set();
  }

  #add(node, parent = this.#aside ?? this.log) {
    parent.append(node);
    this.scrolling.follow(node);
  }

  /** Change the log without having it read out: for a conversation that is shown again. */
  quietly(change) {
    this.scroller.setAttribute("aria-live", "off");
    change();
    // Back on once the change has been seen by those who listen.
    setTimeout(() => this.scroller.setAttribute("aria-live", "polite"), 200);
  }

  /** Whether one has stepped out of the conversation. */
  get outside() {
    return this.#aside !== null;
  }

  /** Show the conversation beside the view of a time-out, or hide it again; gives whether it is seen. */
  lookBack() {
    let seen;
    this.quietly(() => {
      seen = this.scroller.classList.toggle("looking-back");
    });
    const last = [...this.log.children].pop();
    if (seen && last) this.scrolling.toTop(last);
    else this.scrolling.toStart();
    return seen;
  }

  /** What comes now is said outside the conversation, below `view`; the conversation itself is out of sight. */
  stepOut(view) {
    this.quietly(() => {
      this.#aside = el("div", { class: "log aside" });
      this.view = el("div", { class: "outside" }, view, this.#aside);
      this.log.after(this.view);
      this.scroller.classList.add("stepped-out");
    });
    this.scrolling.toStart();
  }

  /** Back in: what was said outside stays readable, in its place in the conversation. */
  stepIn() {
    if (!this.#aside) return;
    const said = this.#aside;
    this.#aside = null;
    this.quietly(() => {
      this.log.append(...said.childNodes);
      this.view.remove();
      this.scroller.classList.remove("stepped-out", "looking-back");
    });
    this.scrolling.toEnd();
  }

  /** The trainee's own words, at once. Not read out: they have just typed them. */
  own(text) {
    const words = el("p", { class: "bubble" }, text);
    const state = el("div", { class: "state" });
    const entry = el("article", { class: "entry own", "aria-live": "off" }, el("h2", { class: "who" }, texts.chat.you), words, state);
    (this.#aside ?? this.log).append(entry);
    this.scrolling.toEnd();
    return { entry, words, state, text };
  }

  /** Say under the trainee's words that they were not sent, and offer to send them again. */
  unsent(own) {
    own.entry.classList.add("unsent");
    own.state.replaceChildren(
      el("span", { class: "problem" }, icon("warning"), texts.chat.unsent),
      button(texts.chat.sendAgain, { icon: icon("retry"), kind: "small", onclick: () => this.handlers.onSendAgain(own) }),
    );
    this.scrolling.toEnd();
  }

  sent(own) {
    own.entry.classList.remove("unsent");
    own.state.replaceChildren();
  }

  /** What belongs to a reply, right below it. */
  under(own, block) {
    own.entry.after(block);
    this.scrolling.follow();
  }

  /** The parent, or a third voice, speaks, one bubble after the other, after the time it takes to type them. */
  async parent(message, { hasten = false } = {}) {
    const { entry, said, bubbles } = this.#speech(message);
    if (hasten || stillness()) {
      // All at once, so that it is also heard once.
      this.think(null);
      entry.append(...said);
      this.#add(entry);
      return;
    }
    const times = typingTimes(bubbles);
    for (const [index, words] of said.entries()) {
      this.think(texts.chat.thinking(message.name ?? ""));
      await pause(times[index]);
      this.think(null);
      if (index) {
        this.#add(words, entry);
      } else {
        entry.append(words);
        this.#add(entry);
      }
    }
  }

  #speech(message) {
    const bubbles = message.bubbles ?? [message.text];
    const kind = this.voices.has(message.name) ? "entry parent voice" : "entry parent";
    const entry = el("article", { class: kind, lang: ENGLISH }, el("h2", { class: "who" }, message.name ?? ""));
    return { entry, bubbles, said: bubbles.map((bubble) => el("p", { class: "bubble" }, speech(bubble))) };
  }

  /** The coach speaks, perhaps with choices. */
  coach(message) {
    const choices = message.buttons ?? [];
    const card = el(
      "div",
      { class: "card", lang: ENGLISH },
      paragraphs(message.text),
      choices.length > 0 &&
        el("div", { class: "row" }, choices.map((choice) =>
          button(choice.title, { kind: "small", onclick: () => this.handlers.onButton(choice) }))),
    );
    this.card(card, message.kind);
  }

  /** Something of the coach that the page puts together itself. */
  card(card, kind = "") {
    this.#add(el("article", { class: `entry coach ${kind}` }, el("h2", { class: "who" }, texts.chat.coachName), card));
  }

  /** A remark of the page itself. */
  remark(text) {
    this.#add(el("p", { class: "remark" }, text));
  }

  /** That somebody is about to answer; null when they have. */
  think(text) {
    this.thinking.hidden = text === null;
    this.thinking.replaceChildren(...(text === null ? [] : [el("span", { class: "dots" }, el("i"), el("i"), el("i")), text]));
    if (text !== null) this.scrolling.follow();
  }

  /** Set a try aside, from the trainee's words on: it stays readable but no longer counts. */
  setAside(own) {
    own.entry.querySelector(".who").textContent = `${texts.chat.you} · ${texts.chat.earlier}`;
    for (let node = own.entry; node; node = node.nextElementSibling) node.classList.add("earlier");
  }

  /** A try that was set aside before, shown again: the trainee's words and what was answered. */
  earlier(text, answer) {
    const own = this.own(text);
    for (const message of answer) {
      const { entry, said } = this.#speech(message);
      entry.append(...said);
      this.#add(entry);
    }
    this.setAside(own);
  }

  clear() {
    this.view?.remove();
    this.#aside = null;
    this.scroller.classList.remove("stepped-out", "looking-back");
    this.log.replaceChildren();
    this.think(null);
  }
}
