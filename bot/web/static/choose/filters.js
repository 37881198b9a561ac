/** The ways to narrow the list down: words, subject, strategy, level; and how many are left. */

import { button, el, ENGLISH } from "../dom.js";
import { texts } from "../texts.js";
import { EVERYTHING } from "./search.js";

const SETTLED = 400; // milliseconds without a key before the number is said, so that not every letter is

function select(name, label, options, value) {
  return el(
    "label",
    { class: `filter by-${name}` },
    el("span", {}, label),
    el("select", { name }, options.map(([id, words, lang]) => el("option", { value: id, lang, selected: id === value }, words))),
  );
}

/** Each once, in the order in which the list comes upon them. */
function distinct(things) {
  return [...new Map(things.map((thing) => [thing.id, thing])).values()].map(({ id, name }) => [id, name, ENGLISH]);
}

/** The filters above the list. */
export class Filters {
  #telling = null;

  /**
   * @param {Array<object>} scenarios as the server lists them
   * @param {object} sought what was sought before
   * @param {(sought: object) => void} onChange
   */
  constructor(scenarios, sought, onChange) {
    const words = texts.choose;
    this.onChange = onChange;
    const strategies = distinct(scenarios.flatMap((scenario) => scenario.strategies)).sort((one, other) => one[1].localeCompare(other[1]));
    const levels = [...new Set(scenarios.map(({ level }) => String(level)))].map((level) => [level, words.level[level]]);
    this.search = el("input", { type: "search", name: "words", value: sought.words, autocomplete: "off", spellcheck: "false", maxlength: 100 });
    this.number = el("p", { class: "number", role: "status" });
    this.clear = button(words.clear, { kind: "small", onclick: () => this.#clear() });
    this.element = el(
      "form",
      { class: "filters", role: "search", "aria-label": words.filters },
      el("label", { class: "filter by-words" }, el("span", {}, words.search), this.search),
      select("theme", words.subject, [["", words.anySubject], ...distinct(scenarios.map(({ theme }) => theme))], sought.theme),
      select("strategy", words.strategy, [["", words.anyStrategy], ...strategies], sought.strategy),
      select("level", words.levelLabel, [["", words.anyLevel], ...levels], sought.level),
      el("div", { class: "outcome" }, this.number, this.clear),
    );
    this.element.addEventListener("submit", (event) => event.preventDefault());
    this.element.addEventListener("input", () => this.onChange(this.sought));
  }

  /** What is sought now. */
  get sought() {
    return Object.fromEntries(Object.keys(EVERYTHING).map((name) => [name, this.element.elements[name].value.trim()]));
  }

  /** Say how many are left. */
  tell(left, all) {
    const narrowed = Object.values(this.sought).some(Boolean);
    this.clear.hidden = !narrowed;
    clearTimeout(this.#telling);
    this.#telling = setTimeout(() => {
      this.number.textContent = narrowed ? texts.choose.left(left, all) : texts.choose.all(all);
    }, this.number.textContent ? SETTLED : 0);
  }

  #clear() {
    for (const [name, value] of Object.entries(EVERYTHING)) this.element.elements[name].value = value;
    this.search.focus();
    this.onChange(this.sought);
  }
}
