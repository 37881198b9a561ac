/** A hint in three steps: what the parent needs now, which move could help, and how it could sound. */

import { button, el, ENGLISH } from "../dom.js";
import { session } from "../session.js";
import { texts } from "../texts.js";
import { firstName } from "./speech.js";

const LAST = 3;

/** The hints of one conversation: at most one for each of the parent's lines, asked for step by step. */
export class Hints {
  #current = null; // the hint for the line that is to be answered now
  #number = 0;

  /** @param {import("./chat.js").Chat} chat */
  constructor(chat) {
    this.chat = chat;
  }

  /** There is a new line to answer. */
  clear() {
    this.#current = null;
  }

  /** The coach gives a hint for the line after that reply. After a reload, as far as it had been asked for. */
  give(hint, number) {
    const before = session.hint?.number === number ? session.hint.shown : 1;
    const { chat } = this;
    this.#number = number;
    this.#current = new Hint(hint, firstName(chat.scenario.parent), {
      onUse: (wording) => chat.composer.add(wording),
      onMore: (shown) => {
        session.keepHint({ number, shown });
        chat.conversation.scrolling.follow();
      },
    });
    this.#current.upTo(before);
    chat.conversation.card(this.#current.element, "hint");
  }

  /** Say the next step of the hint that is there; false if there is none yet. */
  more(number) {
    if (!this.#current || this.#number !== number) return false;
    if (this.#current.done) this.#current.next.focus();
    else this.#current.more();
    return true;
  }
}

/** One hint, which says a step more each time it is asked. */
export class Hint {
  /** How many of its three steps are shown. */
  shown = 0;

  /**
   * @param {{need: string, move: string, wording: string}} hint
   * @param {string} name how the parent is called
   * @param {{onUse: (wording: string) => void, onMore: (shown: number) => void}} handlers onUse: put the wording into
   *   the box; onMore: another step is shown
   */
  constructor(hint, name, { onUse, onMore }) {
    Object.assign(this, { hint, name, onUse, onMore });
    this.steps = el("div", { class: "hint-steps" });
    this.next = button("", { kind: "small", onclick: () => this.more() });
    this.row = el("div", { class: "row", "aria-live": "off" }, this.next);
    this.element = el("div", { class: "card" }, this.steps, this.row);
    this.more();
  }

  get done() {
    return this.shown === LAST;
  }

  /** Say the next step. */
  more() {
    if (this.done) return;
    const words = texts.hint;
    const { need, move, wording } = this.hint;
    const step = [
      () => [el("h3", {}, words.need(this.name)), el("p", { lang: ENGLISH }, need)],
      () => [el("h3", {}, words.move), el("p", { lang: ENGLISH }, move)],
      () => [el("h3", {}, words.wording), el("blockquote", { class: "wording", lang: ENGLISH }, wording)],
    ][this.shown]();
    this.shown += 1;
    this.steps.append(el("section", {}, step));
    if (this.done) this.#offer(wording);
    else this.next.querySelector("span").textContent = this.shown === 1 ? words.askMove : words.askWording;
    this.onMore(this.shown);
  }

  /** The wording may be put into the box. The focus stays where the button for the next step was. */
  #offer(wording) {
    const asked = this.next.matches(":focus");
    this.next = button(texts.hint.use, { kind: "small", onclick: () => this.onUse(wording) });
    this.row.replaceChildren(this.next);
    if (asked) this.next.focus({ preventScroll: true });
  }

  /** Say the first steps at once, as they had been said before. */
  upTo(shown) {
    while (this.shown < Math.min(shown, LAST)) this.more();
  }
}
