/**
 * The course of a conversation as one picture: how the parent felt and how each reply scored, reply by reply.
 *
 * Drawn with boxes and percentages, so that it fits any width and prints. Each reply is a column, which one reaches
 * with the pointer or the arrow keys; below the picture its words are shown. The figures are also there as a table.
 */

import { DIMENSIONS, scoreWords } from "../chat/scores.js";
import { el, spoken, svg } from "../dom.js";
import { texts } from "../texts.js";
import { KINDS, Reading } from "./reading.js";

const LEVELS = 10; // heat and trust run from 0 to this
const PIPS = [3, 2, 1];
const ROOM = 0.4; // share of the width that two flags need beside each other

/** Middle of a reply's column, as a share of the whole width. */
const middle = (index, count) => (index + 0.5) / count;

/** Set a place in the picture, in percent. */
function at(node, x, y = null) {
  node.style.setProperty("--x", String(Math.round(x * 1000) / 10));
  if (y !== null) node.style.setProperty("--y", String(Math.round(y * 1000) / 10));
  return node;
}

function curve(kind, levels, began) {
  const points = levels.map((level, index) => [middle(index, levels.length) * 100, LEVELS - level]);
  if (began !== null) points.unshift([0, LEVELS - began]);
  const d = points.map(([x, y], index) => `${index ? "L" : "M"}${x.toFixed(2)} ${y}`).join("");
  return svg("path", { class: `curve ${kind}`, d, "vector-effect": "non-scaling-stroke" });
}

function dots(kind, levels, began) {
  const placed = levels.map((level, index) => at(el("span", { class: `dot ${kind}` }), middle(index, levels.length), 1 - level / LEVELS));
  return began === null ? placed : [at(el("span", { class: `dot ${kind}` }), 0, 1 - began / LEVELS), ...placed];
}

function key(kind, word) {
  return el("span", { class: `key ${kind}` }, el("span", { class: "key-line", "aria-hidden": "true" }, el("span", { class: `dot ${kind}` })), word);
}

/** Anger and trust: two lines, told apart by stroke and mark as well as by colour. */
function feelings({ course, began }) {
  const words = texts.report;
  const [heat, trust] = ["heat", "trust"].map((name) => course.map((point) => point[name]));
  const label = [words.chart(words.heat, heat.join(", ")), words.chart(words.trust, trust.join(", "))].join(" ");
  const lines = [0, 5, LEVELS].map((y) => svg("line", { class: "grid", x1: 0, x2: 100, y1: y, y2: y, "vector-effect": "non-scaling-stroke" }));
  return el(
    "div",
    { class: "lane feelings" },
    el("h3", {}, words.courseParent, el("span", { class: "course-keys" }, key("trust", words.trust), key("heat", words.heat))),
    el(
      "div",
      { class: "plot", role: "img", "aria-label": label },
      el("span", { class: "axis" }, [LEVELS, LEVELS / 2, 0].map((level) => el("span", {}, String(level)))),
      svg("svg", { viewBox: `0 0 100 ${LEVELS}`, preserveAspectRatio: "none" }, lines, curve("heat", heat, began?.heat ?? null), curve("trust", trust, began?.trust ?? null)),
      dots("heat", heat, began?.heat ?? null),
      dots("trust", trust, began?.trust ?? null),
    ),
  );
}

/** One score: three pips above each other for every reply, filled from below. */
function scores(course, dimension) {
  const values = course.map((point) => point[dimension] ?? null);
  const name = texts.scores.long[dimension];
  const label = texts.report.chart(name, values.map((value) => value ?? texts.scores.none).join(", "));
  return el(
    "div",
    { class: "lane" },
    el("h3", {}, name),
    el(
      "div",
      { class: "plot pipped", role: "img", "aria-label": label },
      values.map((value) =>
        el("span", { class: "stack" }, value === null ? texts.scores.none : PIPS.map((step) => el("span", { class: step <= value ? "pip full" : "pip" }))),
      ),
    ),
  );
}

/** The picture, the words of one reply below it, and the table. */
export class Course {
  #chosen = -1;
  #pointer = null; // where the mouse last was

  /**
   * @param {object} report
   * @param {(turn: number) => void} onTranscript leads to that reply in the whole conversation
   */
  constructor(report, onTranscript) {
    this.report = report;
    const { course } = report;
    this.readings = course.map((point, index) => new Reading(report, index, () => onTranscript(point.turn)));
    this.tabs = course.map((point, index) => this.#tab(point, index));
    const picture = el(
      "div",
      { class: "course-picture" },
      el("div", { class: "turns", role: "tablist", "aria-label": texts.report.replies, onkeydown: (event) => this.#key(event) }, this.tabs),
      this.#flags(),
      feelings(report),
      DIMENSIONS.map((dimension) => scores(course, dimension)),
    );
    picture.style.setProperty("--turns", String(course.length));
    this.element = el(
      "div",
      { class: "course" },
      el("p", {}, this.#inWords(), " ", el("span", { class: "on-screen" }, texts.report.choose)),
      el("div", { class: "picture-holder" }, picture),
      el("div", { class: "readings" }, this.readings.map((reading) => reading.element)),
    );
    this.choose(Math.max(0, course.findIndex((point) => point.turn === (report.best_turn ?? report.costliest_turn)?.turn)));
  }

  #inWords() {
    const { course, began } = this.report;
    const [first, last] = [began ?? course[0], course.at(-1)];
    return texts.report.courseWords(first, last);
  }

  #is(kind, turn) {
    return this.report[`${kind}_turn`]?.turn === turn;
  }

  #tab(point, index) {
    const kinds = Object.keys(KINDS).filter((kind) => this.#is(kind, point.turn));
    const feels = texts.report.feels(point.heat, point.trust);
    return el(
      "button",
      {
        type: "button",
        class: ["turn", ...kinds.map((kind) => KINDS[kind])].join(" "),
        role: "tab",
        id: `turn-${point.turn}`,
        "aria-controls": this.readings[index].element.id,
        onclick: () => this.choose(index),
        onpointermove: (event) => this.#pointed(event, index),
      },
      spoken(`${texts.report.turn(point.turn)}. ${scoreWords(point)}. ${feels} ${kinds.map((kind) => texts.report[kind]).join(". ")}`),
      el("span", { class: "turn-number", "aria-hidden": "true" }, String(point.turn)),
    );
  }

  /** The two replies that mattered most, above their columns; above each other where they would collide. */
  #flags() {
    const { course } = this.report;
    const flags = Object.keys(KINDS).flatMap((kind) => {
      const index = course.findIndex((point) => this.#is(kind, point.turn));
      return index < 0 ? [] : [{ kind, x: middle(index, course.length) }];
    });
    const near = flags.length > 1 && Math.abs(flags[0].x - flags[1].x) < ROOM;
    return el(
      "div",
      { class: near ? "flags stacked" : "flags", "aria-hidden": "true" },
      flags.map(({ kind, x }) => at(el("span", { class: `flag ${KINDS[kind]}` }, texts.report.flags[kind]), x)),
    );
  }

  /** The mouse is on a column. When the page moves under a mouse that rests, nobody is pointing. */
  #pointed({ pointerType, clientX, clientY }, index) {
    const place = `${clientX} ${clientY}`;
    if (pointerType !== "mouse" || place === this.#pointer) return;
    this.#pointer = place;
    this.choose(index);
  }

  /** Show the words of one reply. */
  choose(index) {
    if (index === this.#chosen) return;
    this.#chosen = index;
    this.tabs.forEach((tab, each) => {
      tab.setAttribute("aria-selected", String(each === index));
      tab.tabIndex = each === index ? 0 : -1;
      this.readings[each].shown = each === index;
    });
  }

  #key(event) {
    const last = this.tabs.length - 1;
    const to = { ArrowRight: this.#chosen + 1, ArrowLeft: this.#chosen - 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.choose(Math.min(last, Math.max(0, to)));
    this.tabs[this.#chosen].focus();
  }
}
