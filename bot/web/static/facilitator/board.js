/** The live board of a workshop: where everybody stands, without a word of what was said. */

import { ask } from "../chat/dialog.js";
import { button, el } from "../dom.js";
import { words } from "../texts/facilitator.en.js";
import { FILTERS, fits, keptOrder, ordered, SORT_NAMES } from "./board_order.js";
import { boardHead, BoardRow, put } from "./board_row.js";
import { peopleOf } from "./board_people.js";
import { unique } from "./form.js";
import { icon } from "./icons.js";
import { messageDialog, timeDialog } from "./messages.js";
import { Polling } from "./polling.js";
import { clock } from "./times.js";
import { workshopHead } from "./workshop_head.js";
import { stateOf } from "./workshop_state.js";

/** The page. */
export async function boardPage(room, id) {
  const [workshop, scenarios, first] = await Promise.all([room.api.workshop(id), room.api.scenarios(), room.api.board(id)]);
  const board = new Board(room, workshop, new Map(scenarios.map((scenario) => [scenario.id, scenario.title])));
  board.heard(first);
  return {
    title: words.board.title(workshop.title),
    element: board.element,
    begin: () => board.polling.start(),
    leave: () => board.polling.stop(),
  };
}

/** The board of one workshop while it is looked at. */
class Board {
  view = { filter: "all", sort: "name", find: "" };
  #people = new Map(); // by id, as last heard
  #rows = new Map();
  #order = []; // ids as they are shown: kept until the person asks for another
  #stuck = new Set();
  #tag = null;
  #ahead = 0; // milliseconds that the server's clock is ahead of this one

  constructor(room, workshop, titles) {
    Object.assign(this, { room, workshop, titles });
    this.polling = new Polling(
      () => room.api.board(workshop.id, this.#tag),
      (answer) => this.heard(answer),
      (since, fault) => this.#troubled(since, fault),
    );
    this.#build();
  }

  #build() {
    const { board } = words;
    this.said = el("p", { class: "told", role: "status" });
    this.trouble = el("p", { class: "told trouble", role: "alert" });
    this.heardOf = el("p", { class: "spoken", role: "status" });
    this.body = el("tbody", { role: "rowgroup" });
    this.table = el("table", { role: "table", class: "board", "aria-label": board.table }, boardHead(Boolean(this.workshop.settings.minutes)), this.body);
    this.nobody = el("div", { class: "empty" });
    this.moved = el("p", { class: "quiet" });
    this.count = el("p", { class: "quiet" });
    this.resort = button(board.resort, { kind: "small", onclick: () => this.sort() });
    this.element = el(
      "div",
      { class: "step wide" },
      workshopHead(this.room, this.workshop, "board", board.heading),
      this.#tools(),
      this.trouble,
      this.said,
      this.#controls(),
      this.table,
      this.nobody,
      this.heardOf,
    );
  }

  /** What concerns all. */
  #tools() {
    const { board, workshop: said } = words;
    const { room, workshop } = this;
    if (stateOf(workshop) === "over") return el("p", { class: "told" }, room.link(`workshop/${workshop.id}`, {}, words.workshops.state.over));
    return el(
      "p",
      { class: "row board-tools" },
      button(board.messageAll, { icon: icon("talk"), kind: "small primary", onclick: () => this.#write(null) }),
      workshop.settings.minutes && button(board.more, { icon: icon("clock"), kind: "small", onclick: () => this.#moreTime() }),
      room.link(`workshop/${workshop.id}/projector`, { class: "button small" }, icon("full"), el("span", {}, board.projector)),
      room.link(`workshop/${workshop.id}/join`, { class: "button small" }, el("span", {}, board.showCode)),
      button(said.end, { icon: icon("finish"), kind: "small", onclick: () => this.#end() }),
    );
  }

  #controls() {
    const { board } = words;
    const [sortId, findId] = [unique("sort"), unique("find")];
    this.chips = Object.keys(FILTERS).map((name) => {
      const number = el("span", { class: "number" });
      const label = name === "all" ? board.all : name === "stuck" ? board.stuck : board.states[name];
      const chip = el(
        "button",
        { type: "button", class: "chip", "aria-pressed": String(name === "all"), onclick: () => this.#look({ filter: name }) },
        el("span", {}, label),
        " ",
        number,
      );
      return { name, chip, number };
    });
    this.find = el("input", { type: "search", id: findId, oninput: () => this.#look({ find: this.find.value }) });
    const sort = el(
      "select",
      { id: sortId, onchange: () => this.#look({ sort: sort.value }) },
      SORT_NAMES.map((name) => el("option", { value: name }, board.sorts[name])),
    );
    this.controls = el(
      "div",
      { class: "board-controls" },
      el("div", { class: "chips", role: "group", "aria-label": board.filter }, this.chips.map(({ chip }) => chip)),
      el("div", { class: "field" }, el("label", { for: findId }, board.find), this.find),
      el("div", { class: "field" }, el("label", { for: sortId }, board.sort), sort),
      el("div", { class: "resort" }, this.count, this.moved, this.resort),
    );
    return this.controls;
  }

  /** The server has told how things stand. */
  heard({ tag, board, at }) {
    this.#ahead = at - Date.now();
    if (board) {
      this.#tag = tag;
      this.#people = new Map(peopleOf(board, this.titles).map((person) => [person.id, person]));
    }
    const first = this.#order.length === 0;
    this.#order = first ? ordered(this.#people.values(), this.view) : keptOrder(this.#order, this.#people, this.view);
    this.#show();
    this.#tellStuck();
  }

  /** Put the rows into the order that is asked for. */
  sort() {
    this.#order = ordered(this.#people.values(), this.view);
    for (const id of this.#order) this.#row(id);
    this.body.replaceChildren(...this.#order.map((id) => this.#rows.get(id).element));
    this.#show();
  }

  #look(changed) {
    Object.assign(this.view, changed);
    for (const { name, chip } of this.chips) chip.setAttribute("aria-pressed", String(name === this.view.filter));
    this.sort();
  }

  #row(id) {
    if (!this.#rows.has(id)) this.#rows.set(id, new BoardRow(this.#people.get(id), Boolean(this.workshop.settings.minutes), (person) => this.#write(person)));
    return this.#rows.get(id);
  }

  #show() {
    const { board } = words;
    const now = Date.now() + this.#ahead;
    const people = [...this.#people.values()];
    for (const [id, row] of this.#rows) if (!this.#people.has(id)) this.#gone(id, row);
    for (const id of this.#order) {
      const row = this.#row(id);
      if (!row.element.isConnected && row.element.parentNode !== this.body) this.body.append(row.element);
      row.show(this.#people.get(id), now, fits(this.#people.get(id), this.view));
    }
    for (const { name, number } of this.chips) put(number, String(people.filter(FILTERS[name]).length));
    const stays = ordered(people, this.view).join() !== this.#order.join();
    put(this.count, board.shown(this.#order.length, people.length));
    put(this.moved, stays ? board.changed : "");
    this.resort.hidden = !stays;
    this.#empty(people.length);
  }

  #gone(id, row) {
    const focused = row.element.contains(document.activeElement);
    row.element.remove();
    this.#rows.delete(id);
    if (focused) this.element.querySelector("h1").focus();
  }

  /** What to do where nobody is shown. */
  #empty(people) {
    const { board } = words;
    const kind = !people ? "nobody" : !this.#order.length ? "filtered" : "";
    this.table.hidden = kind !== "";
    this.controls.hidden = kind === "nobody";
    this.nobody.hidden = kind === "";
    if (this.nobody.dataset.kind === kind) return;
    this.nobody.dataset.kind = kind;
    const { room, workshop } = this;
    if (kind === "nobody") {
      this.nobody.replaceChildren(
        el("h2", {}, board.emptyTitle),
        el("p", {}, board.empty),
        el("p", {}, room.link(`workshop/${workshop.id}/join`, { class: "button primary" }, board.showCode)),
      );
    } else if (kind === "filtered") {
      const all = button(board.showAll, { onclick: () => this.#showAll() });
      this.nobody.replaceChildren(el("p", {}, board.nobodyFits), el("p", {}, all));
    }
  }

  #showAll() {
    this.find.value = "";
    this.#look({ filter: "all", find: "" });
    this.chips[0].chip.focus();
  }

  /** Say who has just become stuck, to those who listen. */
  #tellStuck() {
    const stuck = [...this.#people.values()].filter((person) => person.stuck);
    const fresh = stuck.filter(({ id }) => !this.#stuck.has(id)).map(({ name }) => name);
    this.#stuck = new Set(stuck.map(({ id }) => id));
    if (fresh.length) put(this.heardOf, words.board.nowStuck(fresh));
  }

  #troubled(since, fault) {
    if (fault && !fault.again) put(this.trouble, fault.message);
    else put(this.trouble, since ? words.board.stale(clock(since)) : "");
    if (!since) put(this.heardOf, words.board.fresh);
  }

  async #write(person) {
    const said = await messageDialog(this.room, this.workshop, person);
    if (!said) return;
    put(this.said, said);
    this.polling.now();
  }

  async #moreTime() {
    const said = await timeDialog(this.room, this.workshop);
    if (!said) return;
    put(this.said, said);
    this.polling.now();
  }

  async #end() {
    if (!(await ask(this.room.root, words.workshop.askEnd(this.workshop.title)))) return;
    try {
      await this.room.api.endWorkshop(this.workshop.id);
      this.room.go(`workshop/${this.workshop.id}`);
    } catch (fault) {
      put(this.said, fault.message);
    }
  }
}
