/** Who one talks with, and how they seem. */

import { el, spoken } from "../dom.js";
import { texts } from "../texts.js";
import { face } from "./face.js";
import { moodOf } from "./mood.js";

/** The line above the conversation: face, name, relation, mood. */
export class Head {
  #name = texts.chat.coachName;
  #look = null;
  #mood = null;

  constructor() {
    this.picture = el("span", { class: "picture" });
    this.title = el("h1", { id: "talk-title", tabindex: "-1" });
    this.role = el("span", { class: "role" });
    this.word = el("p", { class: "mood", "aria-live": "polite" });
    this.tools = el("div", { class: "head-tools" });
    this.element = el(
      "header",
      { class: "head" },
      this.picture,
      el("div", { class: "names" }, this.title, el("div", { class: "underneath" }, this.role, this.word)),
      this.tools,
    );
  }

  /** Show a parent (`{name, relation, child}`), or the coach for null. */
  show(parent) {
    this.#name = parent?.name ?? texts.chat.coachName;
    this.#look = parent?.face;
    this.#mood = null;
    const before = parent ? texts.chat.headingBefore : texts.chat.coachHeadingBefore;
    this.title.replaceChildren(spoken(before), this.#name);
    this.role.textContent = parent ? texts.chat.relation(parent) : texts.chat.coachRole;
    this.word.replaceChildren();
    this.picture.replaceChildren(...(parent ? [face("calm", this.#look)] : []));
  }

  /** Show how the parent feels now. */
  feel(state, ended) {
    const mood = moodOf(state, ended);
    if (mood === this.#mood) return;
    this.#mood = mood;
    this.picture.replaceChildren(face(mood, this.#look));
    this.word.replaceChildren(spoken(`${this.#name} `), el("span", { class: `word ${mood}` }, texts.moods[mood]));
  }
}
