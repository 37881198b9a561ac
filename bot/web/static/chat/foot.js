/** What stands below the conversation: remarks, the box and its buttons, the end, or the way on from a fault. */

import { button, el } from "../dom.js";
import { icon } from "../icons.js";
import { texts } from "../texts.js";
import { endCard } from "./ending.js";

/** The foot of one conversation. */
export class Foot {
  /** @param {import("./chat.js").Chat} chat */
  constructor(chat) {
    this.chat = chat;
    this.remark = el("div", { class: "notice", role: "status" });
    this.element = el("div", { class: "foot" });
  }

  #hold(...content) {
    this.element.replaceChildren(this.remark, ...content);
  }

  /** Say what went wrong, perhaps with a way to do it again; with no words take it back. */
  notice(words, again = null) {
    this.remark.classList.remove("calm");
    this.remark.replaceChildren(
      ...(words ? [el("span", {}, words)] : []),
      ...(again ? [button(texts.chat.doAgain, { icon: icon("retry"), kind: "small", onclick: again })] : []),
    );
  }

  /** Say something that is no fault. */
  inform(words) {
    this.notice(words);
    this.remark.classList.add("calm");
  }

  /** The box and its buttons. */
  box() {
    const { composer, toolbar } = this.chat;
    if (!composer.element.isConnected) this.#hold(toolbar.element, composer.element);
  }

  /** How it ended, and the way on. */
  end() {
    const { chat } = this;
    const card = endCard(chat.talk.ended, chat.scenario?.parent.name ?? "", {
      portrait: chat.head.portrait(),
      onSummary: () => chat.journey.go("summary"),
      onRetry: chat.mayRetry ? chat.commands.retry : null,
    });
    this.#hold(card);
    card.querySelector("h2").focus({ preventScroll: true });
  }

  /** The conversation could not be opened or found: say so, with a way on. */
  stranded(fault) {
    const { chat } = this;
    const on = fault.gone
      ? button(texts.chat.elsewhere, { kind: "primary", onclick: () => chat.leave() })
      : button(texts.chat.openAgain, { icon: icon("retry"), kind: "primary", onclick: () => chat.begin() });
    const words = fault.gone ? texts.chat.gone : (fault.message ?? texts.faults.unforeseen);
    this.notice("");
    this.#hold(el("div", { class: "stranded" }, el("p", { class: "problem", role: "alert" }, words), on));
    on.focus();
  }
}
