/** One participant on the board. What has not changed is not touched, so that nothing flickers and no focus is lost. */

import { button, el } from "../dom.js";
import { words } from "../texts/facilitator.en.js";

/** Say something in an element, unless it says so already. */
export function put(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** The head of the table; `limited` says whether talks have a time limit. */
export function boardHead(limited) {
  const { left, ...others } = words.board.columns;
  const columns = limited ? words.board.columns : others;
  return el(
    "thead",
    { role: "rowgroup" },
    el("tr", { role: "row" }, Object.entries(columns).map(([name, label]) => el("th", { role: "columnheader", scope: "col", class: `col-${name}` }, label))),
  );
}

/** A row of the table. */
export class BoardRow {
  /**
   * @param {object} person as the board tells of them
   * @param {boolean} limited whether talks have a time limit
   * @param {(person: object) => void} onMessage called to write to them
   */
  constructor(person, limited, onMessage) {
    const cell = (name, ...children) => el("td", { role: "cell", class: `col-${name}`, "data-label": words.board.columns[name] }, ...children);
    this.name = el("th", { role: "rowheader", scope: "row", class: "col-name" });
    this.state = el("span", {});
    this.stuck = el("span", { class: "stuck-for" });
    this.title = el("span", { class: "title" });
    this.done = el("span", { class: "quiet" });
    this.left = cell("left");
    this.turn = cell("turn");
    this.heat = el("span", { class: "heat-word" });
    this.bar = el("span", { class: "heat-bar", "aria-hidden": "true" }, el("span", {}));
    this.phase = cell("phase");
    this.latest = cell("latest");
    this.message = button(words.board.message, { kind: "small", onclick: () => onMessage(this.person) });
    this.element = el(
      "tr",
      { role: "row", "data-id": person.id },
      this.name,
      cell("state", this.state, this.stuck),
      cell("talk", this.title, this.done),
      this.turn,
      cell("heat", this.bar, this.heat),
      this.phase,
      this.latest,
      limited && this.left,
      cell("doing", this.message),
    );
  }

  /**
   * Show how they stand.
   * @param {number} now the server's time in milliseconds
   * @param {boolean} fitting whether the filter would still show them
   */
  show(person, now, fitting) {
    this.person = person;
    const { board } = words;
    const talking = person.state === "talking";
    const state = talking && person.paused ? "paused" : person.state;
    put(this.name, person.name);
    put(this.state, board.states[state]);
    this.state.className = `state ${state}`;
    put(this.stuck, person.stuck ? board.stuckLong(Math.max(2, Math.floor((now - Date.parse(person.since)) / 60_000))) : "");
    put(this.title, person.title ?? board.none);
    put(this.done, person.ended && !talking ? board.ends[person.ended] : board.talks(person.finished));
    this.#cell(this.turn, person.title ? String(person.turn) : null);
    this.#heat(talking ? person.heat : null);
    this.#cell(this.phase, talking && person.phase ? board.phases[person.phase] : null);
    put(this.latest, board.ago(Math.max(0, (now - Date.parse(person.since)) / 1000)));
    this.#cell(this.left, talking && person.until ? board.left(Math.ceil((Date.parse(person.until) - now) / 60_000)) : null);
    this.message.setAttribute("aria-label", board.messageTo(person.name));
    this.element.classList.toggle("is-stuck", person.stuck);
    this.element.classList.toggle("passing", !fitting);
  }

  /** A cell that may have nothing to tell. */
  #cell(cell, text) {
    put(cell, text ?? words.board.none);
    cell.classList.toggle("nothing", text === null);
  }

  #heat(heat) {
    const { board } = words;
    const known = heat !== null && heat !== undefined;
    put(this.heat, known ? board.heat(board.heatWord(heat), heat) : board.none);
    this.heat.parentNode.classList.toggle("nothing", !known);
    this.bar.hidden = !known;
    this.bar.className = `heat-bar ${known ? board.heatWord(heat) : ""}`;
    if (known) this.bar.style.setProperty("--heat", String(heat));
  }
}
