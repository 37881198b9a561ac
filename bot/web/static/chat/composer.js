/** The box to write in. */

import { button, el } from "../dom.js";
import { icon } from "../icons.js";
import { texts } from "../texts.js";
import { Dictation } from "./dictation.js";

const MOST = 4000; // characters the server takes in one reply
const WARN = 500; // characters left from which the number is shown

/** A box whose words are never lost: it is emptied only once they have been taken. */
export class Composer {
  #sending = false;

  /**
   * @param {{onSend: (text: string) => void, onDraft: (text: string) => void, voice: import("./voice.js").Voice}} parts
   */
  constructor({ onSend, onDraft, voice }) {
    this.onSend = onSend;
    this.onDraft = onDraft;
    this.dictation = new Dictation(voice, { onWords: (words) => this.add(words) });
    this.label = el("label", { for: "reply" });
    this.box = el("textarea", {
      id: "reply",
      rows: "2",
      "aria-describedby": "keys problem",
      autocomplete: "off",
      spellcheck: "true",
      enterkeyhint: "send",
    });
    this.problem = el("p", { id: "problem", class: "problem", role: "alert" });
    this.left = el("p", { class: "left quiet" });
    this.send = button(texts.chat.send, { icon: icon("send"), kind: "primary send", type: "submit" });
    this.element = el(
      "form",
      { class: "composer", novalidate: true },
      this.label,
      el("div", { class: "writing" }, this.box, this.dictation.button, this.send),
      this.dictation.element,
      this.problem,
      el("div", { class: "below" }, el("p", { id: "keys", class: "keys quiet" }, texts.chat.keys), this.left),
    );
    this.box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.element.requestSubmit();
    });
    this.box.addEventListener("input", () => {
      this.problem.textContent = "";
      this.#measure();
      this.onDraft(this.box.value);
    });
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
  }

  #submit() {
    if (this.#sending) return;
    const text = this.box.value;
    const length = [...text].length;
    if (!text.trim()) {
      this.refuse(texts.chat.empty);
    } else if (length > MOST) {
      this.left.textContent = ""; // said once, and aloud
      this.refuse(texts.chat.over(length - MOST));
    } else {
      this.onSend(text);
    }
  }

  #measure() {
    const left = MOST - [...this.box.value].length;
    this.left.textContent = left > WARN ? "" : left >= 0 ? texts.chat.left(left) : texts.chat.over(-left);
    this.left.classList.toggle("problem", left < 0);
    this.box.style.height = "auto"; // let it shrink before it is measured
    this.box.style.height = `${this.box.scrollHeight + 2}px`;
  }

  /** Say what is wrong with the words in the box, and keep them. */
  refuse(message) {
    this.problem.textContent = message;
    this.box.focus();
  }

  /** Put words into the box. */
  fill(text) {
    this.box.value = text;
    this.problem.textContent = "";
    this.#measure();
  }

  /** Add words to those in the box, to be changed before they are sent. */
  add(words) {
    const before = this.box.value.trimEnd();
    this.fill(before ? `${before} ${words}` : words);
    this.onDraft(this.box.value);
    this.focus();
    this.box.setSelectionRange(this.box.value.length, this.box.value.length);
    this.box.scrollTop = this.box.scrollHeight;
  }

  /** While a reply is on its way the box stays open and only sending waits. */
  set sending(sending) {
    this.#sending = sending;
    this.send.setAttribute("aria-disabled", String(sending));
  }

  get sending() {
    return this.#sending;
  }

  /** To whom the words go. */
  address(words) {
    this.label.textContent = words;
  }

  focus() {
    this.box.focus({ preventScroll: true });
  }
}
