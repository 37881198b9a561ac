/** Choosing conversations and their order, by keyboard and by mouse. */

import { button, el } from "../dom.js";
import { icon } from "./icons.js";
import { words } from "../texts/facilitator.en.js";
import { unique } from "./form.js";

const simple = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

/** Two lists: what is in the workshop, in order, and what else there is. */
export class ScenarioPicker {
  #dragged = null;

  /**
   * @param {Array<{id: string, title: string, subject: string, level: number, minutes: number}>} scenarios all there are
   * @param {Array<string>} chosen ids, in order
   * @param {() => void} onChange called when something was added, moved or taken out
   */
  constructor(scenarios, chosen, onChange) {
    this.byId = new Map(scenarios.map((scenario) => [scenario.id, scenario]));
    this.chosen = chosen.filter((id) => this.byId.has(id));
    this.onChange = onChange;
    const create = words.create;
    const [titleId, othersId] = [unique("chosen"), unique("others")];
    this.list = el("ol", { class: "picked", role: "list", "aria-labelledby": titleId });
    this.others = el("ul", { class: "offered", role: "list", "aria-labelledby": othersId });
    this.total = el("p", { class: "quiet" });
    this.problem = el("p", { class: "problem", role: "alert" });
    this.said = el("p", { class: "spoken", role: "status" });
    this.heading = el("h3", { id: titleId, tabindex: "-1" }, create.chosen);
    this.search = el("input", { type: "search", id: unique("search"), oninput: () => this.#offer() });
    this.element = el(
      "div",
      { class: "picker" },
      el("div", {}, this.heading, this.list, this.problem, this.total),
      el(
        "div",
        { class: "picker-others" },
        el("h3", { id: othersId }, create.others),
        el("div", { class: "field" }, el("label", { for: this.search.id }, create.search), this.search),
        this.others,
      ),
      this.said,
    );
    this.#show();
  }

  /** Where the focus goes if nothing is chosen. */
  get input() {
    return this.heading;
  }

  faulty() {
    this.problem.textContent = this.chosen.length ? "" : words.create.noneProblem;
    return !this.chosen.length;
  }

  #show() {
    const create = words.create;
    const rows = this.chosen.map((id, place) => this.#row(this.byId.get(id), place));
    this.list.replaceChildren(...(rows.length ? rows : [el("li", { class: "none quiet" }, create.none)]));
    const minutes = this.chosen.reduce((sum, id) => sum + this.byId.get(id).minutes, 0);
    this.total.textContent = minutes ? create.total(minutes) : "";
    if (this.chosen.length) this.problem.textContent = "";
    this.#offer();
  }

  #row({ id, title, level, minutes }, place) {
    const create = words.create;
    const last = this.chosen.length - 1;
    const tool = (name, label, act, off = false) =>
      button(label, { icon: icon(name), kind: `small sign ${name}`, "aria-disabled": off ? "true" : null, "data-act": name, onclick: () => !off && act() });
    const row = el(
      "li",
      { draggable: "true", title: create.drag, "data-id": id },
      el("span", { class: "place", "aria-hidden": "true" }, String(place + 1)),
      el("span", { class: "what" }, el("strong", {}, title), el("span", { class: "quiet" }, create.about(create.level[level], minutes))),
      el(
        "span",
        { class: "tools" },
        tool("up", create.up(title), () => this.#move(id, place - 1, "up"), place === 0),
        tool("down", create.down(title), () => this.#move(id, place + 1, "down"), place === last),
        tool("remove", create.remove(title), () => this.#remove(id)),
      ),
    );
    row.addEventListener("dragstart", (event) => {
      this.#dragged = id;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", title);
      row.classList.add("dragged");
    });
    row.addEventListener("dragend", () => {
      this.#dragged = null;
      row.classList.remove("dragged");
    });
    row.addEventListener("dragover", (event) => this.#dragged && event.preventDefault());
    row.addEventListener("drop", (event) => {
      if (!this.#dragged) return;
      event.preventDefault();
      this.#move(this.#dragged, this.chosen.indexOf(id));
    });
    return row;
  }

  #offer() {
    const create = words.create;
    const wanted = simple(this.search.value).split(/\s+/).filter(Boolean);
    const left = [...this.byId.values()].filter(({ id }) => !this.chosen.includes(id));
    const fitting = left.filter(({ title, subject }) => wanted.every((word) => simple(`${title} ${subject}`).includes(word)));
    const rows = fitting.map(({ id, title, subject, level, minutes }) =>
      el(
        "li",
        {},
        el("span", { class: "what" }, el("strong", {}, title), el("span", { class: "quiet" }, create.about(create.level[level], minutes)), el("span", { class: "subject" }, subject)),
        button(create.add, { kind: "small", "aria-label": create.addFor(title), onclick: () => this.#add(id) }),
      ),
    );
    this.others.replaceChildren(...(rows.length ? rows : [el("li", { class: "none quiet" }, left.length ? create.nothing : create.all)]));
  }

  #add(id) {
    const at = [...this.others.children].findIndex((row) => row.contains(document.activeElement));
    this.chosen.push(id);
    this.#changed(words.create.added(this.byId.get(id).title, this.chosen.length));
    // The focus stays in the list, on the next that could be added.
    const buttons = [...this.others.querySelectorAll("button")];
    (buttons[Math.min(at, buttons.length - 1)] ?? this.search).focus();
  }

  #remove(id) {
    const at = this.chosen.indexOf(id);
    this.chosen = this.chosen.filter((each) => each !== id);
    this.#changed(words.create.removed(this.byId.get(id).title, this.chosen.length));
    const next = this.list.children[Math.min(at, this.chosen.length - 1)]?.querySelector("[data-act=remove]");
    (next ?? this.heading).focus();
  }

  /** Put a conversation at another place; `act` is the button that did it, which keeps the focus. */
  #move(id, place, act = null) {
    const at = this.chosen.indexOf(id);
    if (place === at || place < 0 || place >= this.chosen.length) return;
    this.chosen.splice(at, 1);
    this.chosen.splice(place, 0, id);
    this.#changed(words.create.moved(this.byId.get(id).title, place + 1, this.chosen.length));
    if (act) this.list.children[place].querySelector(`[data-act=${act}]`).focus();
  }

  #changed(said) {
    this.#show();
    this.said.textContent = said;
    this.onChange();
  }
}
