/** The microphone at the box: what is said is written into the box, and never sent by itself. */

import { button, el, ENGLISH } from "../dom.js";
import { icon } from "../icons.js";
import { texts } from "../texts.js";

/** Speaking into one box. */
export class Dictation {
  /**
   * @param {import("./voice.js").Voice} voice
   * @param {{onWords: (words: string) => void}} handlers onWords: words for the box
   */
  constructor(voice, { onWords }) {
    this.voice = voice;
    this.onWords = onWords;
    this.button = button(texts.voice.speak, {
      icon: icon("microphone"),
      kind: "microphone",
      "aria-pressed": "false",
      onclick: () => this.#press(),
    });
    this.state = el("p", { class: "dictating", role: "status" });
    this.interim = el("p", { class: "interim quiet", "aria-hidden": "true", lang: ENGLISH });
    this.element = el("div", { class: "dictation" }, this.state, this.interim);
    this.show();
  }

  /** Show the microphone where it is switched on and the browser has one. */
  show() {
    this.button.hidden = !(this.voice.set.listen && this.voice.canListen);
    if (this.button.hidden) this.state.textContent = "";
  }

  #press() {
    if (this.voice.listening) {
      this.voice.enough();
      return;
    }
    let fault = "";
    this.button.setAttribute("aria-pressed", "true");
    this.state.textContent = texts.voice.listening;
    this.voice.listen({
      onWords: (words, certain) => {
        this.interim.textContent = certain ? "" : words;
        if (certain) this.onWords(words.trim());
      },
      onFault: (code) => {
        fault = texts.voice.faults[code] ?? texts.voice.faults.other;
      },
      onEnd: () => {
        this.button.setAttribute("aria-pressed", "false");
        this.interim.textContent = "";
        this.state.textContent = fault;
      },
    });
  }
}
