/** Where the reader is in the conversation: what is new stays in sight, unless they have scrolled up to read. */

import { button } from "../dom.js";
import { icon } from "../icons.js";
import { texts } from "../texts.js";

const NEAR = 96; // pixels from the end within which the reader counts as being at the end

/** The scrolling of one log. */
export class Scrolling {
  /** Whether the reader is at the end, and goes along with what is added. */
  following = true;

  /** @param {HTMLElement} scroller the log */
  constructor(scroller) {
    this.scroller = scroller;
    this.jump = button(texts.chat.jump, { icon: icon("down"), kind: "jump", hidden: true, onclick: () => this.toEnd() });
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
    const resized = new ResizeObserver(() => {
      if (this.following) this.toEnd();
    });
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

  /** To the beginning of something; only the log moves, never the page around it. */
  toTop(node) {
    const moving = this.#moving;
    const edge = moving === this.scroller ? moving.getBoundingClientRect().top : 0;
    moving.scrollTop += node.getBoundingClientRect().top - edge;
  }

  /** To the first words, for a conversation that has just been opened. */
  toStart() {
    this.#moving.scrollTop = 0;
    this.following = this.atEnd();
    this.jump.hidden = true;
  }

  /**
   * Go along with what was added, unless the reader has scrolled up: then offer the way to it.
   * Something too long to be seen at once is shown from its beginning.
   */
  follow(added = null) {
    if (!this.following) this.jump.hidden = false;
    else if (added && added.offsetHeight > this.#moving.clientHeight) this.toTop(added);
    else this.toEnd();
  }
}
