/** What has come since a page was opened: told, and shown when it is asked for, so that nothing moves under the eyes. */

import { button, el } from "../../dom.js";
import { Polling } from "../polling.js";

const EVERY = 4_000; // milliseconds between two looks

/** A line that says how much is new, with a button that shows it. */
export class News {
  #number = 0;

  /**
   * @param {(number: number) => string} words
   * @param {string} label of the button
   * @param {() => void} show
   */
  constructor(words, label, show) {
    this.words = words;
    this.count = el("span", {});
    const line = el("p", { class: "row", role: "status" }, this.count);
    this.way = button(label, { kind: "small primary", onclick: show, hidden: true });
    this.element = el("div", { class: "news row" }, line, this.way);
  }

  tell(number) {
    if (number === this.#number) return;
    this.#number = number;
    this.count.textContent = number ? this.words(number) : "";
    this.way.hidden = !number;
    this.element.classList.toggle("some", number > 0);
  }
}

/** Looks again and again while a page is shown: what is to be done then, as a page gives it to the room. */
export function lookingOut(ask, onAnswer) {
  const polling = new Polling(ask, onAnswer, () => {}, EVERY);
  return { begin: () => polling.start(), leave: () => polling.stop() };
}
