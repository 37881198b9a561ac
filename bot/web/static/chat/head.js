/** Who one talks with, and how they seem. */

import { el, ENGLISH, spoken } from "../dom.js";
import { texts } from "../texts.js";
import { face } from "./face.js";
import { moodOf } from "./mood.js";

/** The line above the conversation: face, name, relation, mood. */
export class Head {
  #name = texts.chat.coachName;
  #look = null;
  #mood = "calm";

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

  /** Show a parent (`{name, relation, child, face}`), or the coach for null. */
  show(parent) {
    this.#name = parent?.name ?? texts.chat.coachName;
    this.#look = parent?.face ?? null;
    this.#mood = "calm";
    const before = parent ? texts.chat.headingBefore : texts.chat.coachHeadingBefore;
    this.title.replaceChildren(spoken(before), this.#name);
    this.role.textContent = parent ? texts.chat.relation(parent) : texts.chat.coachRole;
    if (parent) this.role.lang = ENGLISH;
    this.word.replaceChildren();
    this.picture.replaceChildren(...(parent ? [this.portrait()] : []));
  }

  /** The parent's face as it is now, to be shown elsewhere too. */
  portrait() {
    return face(this.#mood, this.#look);
  }

  /** Show how the parent feels now. The face before fades while the new one comes. */
  feel(state, ended) {
    const mood = moodOf(state, ended);
    if (mood === this.#mood && this.word.firstChild) return;
    this.#mood = mood;
    const before = this.picture.lastElementChild;
    const after = this.portrait();
    before?.classList.add("fading");
    before?.addEventListener("animationend", () => before.remove());
    this.picture.replaceChildren(...(before && this.word.firstChild ? [before] : []), after);
    this.word.replaceChildren(spoken(`${this.#name} `), el("span", { class: `word ${mood}` }, texts.moods[mood]));
  }
}
