/** What one can do beside replying. */

import { button, el } from "../dom.js";
import { icon } from "../icons.js";
import { texts } from "../texts.js";

/** The row of buttons above the box, and the rarer ones behind "More". */
export class Toolbar {
  /** @param {Object<string, Function>} actions hint, pause, retry, finish, briefing, voice, device, startOver, leave, remove */
  constructor(actions) {
    this.hint = button(texts.chat.hint, { icon: icon("hint"), kind: "tool", onclick: actions.hint });
    this.pause = button(texts.chat.pause, { icon: icon("pause"), kind: "tool", onclick: actions.pause });
    this.retry = button(texts.chat.retry, {
      icon: icon("retry"),
      kind: "tool",
      onclick: actions.retry,
      "aria-label": `${texts.chat.retry}: ${texts.chat.retryAbout}`,
    });
    this.finish = button(texts.chat.finish, { icon: icon("finish"), kind: "tool", onclick: actions.finish });
    this.element = el(
      "div",
      { class: "toolbar", role: "group", "aria-label": texts.chat.commands },
      this.hint, this.pause, this.retry, this.finish,
    );
    const item = (words, drawing, action, kind = "item") => button(words, { icon: icon(drawing), kind, onclick: this.#closing(action) });
    this.briefing = item(texts.briefing.title, "talk", actions.briefing, "item briefing-item");
    this.items = el(
      "div",
      { class: "menu-items" },
      this.briefing,
      item(texts.voice.menu, "speaker", actions.voice),
      item(texts.device.menu, "device", actions.device),
      item(texts.chat.startOver, "restart", actions.startOver),
      item(texts.chat.leave, "leave", actions.leave),
      item(texts.chat.remove, "remove", actions.remove),
    );
    this.more = el(
      "details",
      { class: "menu" },
      el("summary", { class: "button tool" }, icon("more"), el("span", {}, texts.chat.more)),
      this.items,
    );
    this.more.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.more.open) return;
      event.preventDefault(); // it closes the menu, no more
      this.more.open = false;
      this.more.querySelector("summary").focus();
    });
    this.more.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !this.more.contains(event.relatedTarget)) this.more.open = false;
    });
  }

  /** The menu closes before what was chosen in it is done, so that focus has a place to come back to. */
  #closing(action) {
    return () => {
      this.more.open = false;
      this.more.querySelector("summary").focus();
      action();
    };
  }

  /** Show the buttons that make sense now. */
  show({ withParent, paused, mayRetry }) {
    this.element.hidden = !withParent;
    this.briefing.hidden = !withParent;
    this.retry.hidden = paused || !mayRetry;
    const words = paused ? texts.chat.resume : texts.chat.pause;
    this.pause.replaceChildren(icon(paused ? "resume" : "pause"), el("span", {}, words));
    this.pause.classList.toggle("wanted", paused);
  }
}
