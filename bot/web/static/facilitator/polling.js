/** Asking again and again while a page is looked at. */

import { Fault } from "../api.js";

const EVERY = 1_200; // milliseconds
const SLOWEST = 10_000; // between questions while the server is out of reach
const TROUBLE_AFTER = 4_000; // milliseconds without an answer before that is worth a word

/** Asks as long as it is not stopped; not while the page is out of sight. */
export class Polling {
  #timer = null;
  #stopped = false;
  #asking = Promise.resolve();
  #failures = 0;
  #lastGood = Date.now();

  /**
   * @param {() => Promise<*>} ask sends the question
   * @param {(answer: *) => void} onAnswer
   * @param {(since: ?Date, fault: ?Fault) => void} onTrouble since when nothing was heard; null once that is over
   * @param {number} every milliseconds between an answer and the next question
   */
  constructor(ask, onAnswer, onTrouble = () => {}, every = EVERY) {
    Object.assign(this, { ask, onAnswer, onTrouble, every });
    this.onSight = () => !document.hidden && this.now();
  }

  start() {
    this.#stopped = false;
    document.addEventListener("visibilitychange", this.onSight);
    window.addEventListener("online", this.onSight);
    this.now();
  }

  /** Ask no more; settles once no question is on its way. */
  stop() {
    this.#stopped = true;
    clearTimeout(this.#timer);
    document.removeEventListener("visibilitychange", this.onSight);
    window.removeEventListener("online", this.onSight);
    return this.#asking.catch(() => {});
  }

  /** Ask at once, and go on from there. */
  now() {
    this.#asking = this.#once();
    return this.#asking;
  }

  async #once() {
    clearTimeout(this.#timer);
    this.#timer = null;
    const asked = (this.asked = Symbol("asked"));
    try {
      const answer = await this.ask();
      if (this.#stopped || asked !== this.asked) return;
      if (this.troubled) this.onTrouble(null, null);
      this.troubled = false;
      this.#failures = 0;
      this.#lastGood = Date.now();
      this.onAnswer(answer);
    } catch (fault) {
      if (this.#stopped || asked !== this.asked) return;
      if (!(fault instanceof Fault)) throw fault;
      if (fault.code === "left") return;
      this.#failures += 1;
      if (Date.now() - this.#lastGood > TROUBLE_AFTER || !fault.again) {
        this.troubled = true;
        this.onTrouble(new Date(this.#lastGood), fault);
      }
    }
    const wait = Math.min(this.every * 2 ** Math.max(0, this.#failures - 1), SLOWEST);
    if (!document.hidden) this.#timer = setTimeout(() => this.now(), wait);
  }
}
