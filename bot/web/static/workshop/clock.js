/** The time that is left in a talk: shown in minutes, and said before it is over. */

import { texts } from "../texts.js";

const SAID_AT = [5, 1]; // minutes before the end
const MINUTE = 60_000; // milliseconds
const MORE = 30_000; // milliseconds from which a later end is time that was given, and no slow answer

/** Keeps an eye on the time of one talk. */
export class Clock {
  #until = null; // by the clock of this device, in milliseconds
  #timer = null;
  #said = null; // the least of SAID_AT that has been said, or 0 when the end was

  /** @param {(shown: string, said: string|null) => void} onTime told what to show, and at times what to say aloud */
  constructor(onTime) {
    this.onTime = onTime;
  }

  /**
   * Take over how things stand.
   * @param {{until: string|null, now: string}} part by the clock of the server: a device may be wrong about the time
   */
  run({ until, now }) {
    if (until === null) return this.stop();
    const before = this.#until;
    const left = new Date(until) - new Date(now);
    this.#until = Date.now() + left;
    const more = before !== null && this.#until - before > MORE;
    if (before === null || more) this.#said = SAID_AT.filter((minutes) => left <= minutes * MINUTE).at(-1) ?? Infinity;
    this.#tick(more);
    this.#timer ??= setInterval(() => this.#tick(), 1000);
  }

  stop() {
    clearInterval(this.#timer);
    [this.#timer, this.#until, this.#said] = [null, null, null];
    this.onTime("", null);
  }

  #tick(more = false) {
    const words = texts.workshop;
    const left = Math.max(0, this.#until - Date.now()) / MINUTE;
    const minutes = left < 1 ? 0 : Math.ceil(left);
    const due = left === 0 ? 0 : SAID_AT.filter((each) => left <= each).at(-1);
    let said = more ? words.more(minutes) : null;
    if (due !== undefined && due < this.#said) {
      this.#said = due;
      said = due ? words.leftSpoken(due) : words.timeOver;
    }
    this.onTime(left === 0 ? words.timeOver : words.left(minutes), said);
  }
}
