/** The code of one's practice: to note down, to forget, to take everything along, to delete everything. */

import { ask } from "../chat/dialog.js";
import { button, el } from "../dom.js";
import { save } from "../download.js";
import { icon } from "../icons.js";
import { practice } from "../practice.js";
import { preferences } from "../preferences.js";
import { session } from "../session.js";
import { texts } from "../texts.js";
import { codeEntry } from "./entry.js";

/** Mark the words in a node, so that the keyboard can copy them. */
function mark(node) {
  const range = document.createRange();
  range.selectNodeContents(node);
  window.getSelection().removeAllRanges();
  window.getSelection().addRange(range);
}

/** What one can do with the whole practice. `page` shows it again and says what was done. */
export class CodeCard {
  /** @param {import("./page.js").PracticePage} page */
  constructor(page) {
    const words = texts.practice.code;
    this.page = page;
    this.code = practice.code;
    this.shown = el("code", { class: "code" }, this.code);
    this.told = el("p", { class: "quiet", role: "status" });
    this.element = el(
      "section",
      { class: "card code-card", "aria-labelledby": "code-title" },
      el("h2", { id: "code-title" }, words.title),
      el("p", { class: "row" }, this.shown, button(words.copy, { icon: icon("copy"), kind: "small", onclick: () => this.#copy() })),
      this.told,
      el("p", {}, words.about),
      el("p", {}, practice.remembered ? words.remembered : words.inTab),
      el("div", { class: "row" }, practice.remembered
        ? button(words.forget, { kind: "small", onclick: () => this.#forget() })
        : button(words.remember, { kind: "small", onclick: () => this.#remember() }),
        button(words.renew, { kind: "small", onclick: () => this.#renew() })),
      el("details", { class: "more" }, el("summary", {}, words.other), codeEntry(page.journey, page.usual, () => this.#replace(), () => page.show())),
      el("h3", {}, words.all),
      el(
        "div",
        { class: "row" },
        button(words.download, { icon: icon("download"), kind: "small", onclick: () => this.#download() }),
        button(words.remove, { icon: icon("remove"), kind: "small grave", onclick: () => this.#remove() }),
      ),
    );
  }

  async #copy() {
    const words = texts.practice.code;
    try {
      await navigator.clipboard.writeText(this.code);
      this.told.textContent = words.copied;
    } catch {
      mark(this.shown); // no clipboard here: the keyboard still can
      this.told.textContent = words.marked;
    }
  }

  #remember() {
    practice.take(this.code, true);
    preferences.set("remember", true);
    this.page.show(texts.practice.told.remembered);
  }

  async #forget() {
    const words = texts.practice.ask.forget;
    if (!(await ask(this.page.journey.root, { ...words, text: words.text(this.code) }))) return;
    practice.forget();
    session.forget();
    preferences.set("remember", false);
    this.page.show(texts.practice.told.forgotten);
  }

  /** Another code for the same practice: somebody may have seen this one. */
  async #renew() {
    const { api, root } = this.page.journey;
    if (!(await ask(root, texts.practice.ask.renew))) return;
    try {
      const { workshop, remembered } = practice;
      const fresh = (await api.call("POST", "/practice/code", this.code)).code;
      practice.take(fresh, remembered);
      practice.attend(workshop);
      if (session.access?.token === this.code) session.adopt({ ...session.access, token: fresh }, session);
      this.page.show(texts.practice.told.renewed);
    } catch (fault) {
      this.told.textContent = fault.message;
    }
  }

  /** Another code takes the place of this one: lost, unless it has been noted. */
  async #replace() {
    const words = texts.practice.ask.replace;
    const sure = await ask(this.page.journey.root, { ...words, text: words.text(this.code) });
    if (sure) session.forget();
    return sure;
  }

  async #download() {
    const words = texts.practice.code;
    this.told.textContent = texts.waiting;
    try {
      const file = await this.page.journey.api.downloadPractice(this.code);
      save(file);
      this.told.textContent = words.downloaded(file.name);
    } catch (fault) {
      this.told.textContent = fault.message;
    }
  }

  async #remove() {
    const words = texts.practice.ask.remove;
    if (!(await ask(this.page.journey.root, { ...words, text: words.text(this.page.own.sessions.length) }, { grave: true }))) return;
    try {
      await this.page.journey.api.removePractice(this.code);
    } catch (fault) {
      if (!fault.gone) {
        this.told.textContent = fault.message;
        return;
      }
    }
    practice.forget();
    session.forget();
    this.page.show(texts.practice.told.removed);
  }
}
