/** The words of one reply below the picture: what the parent said, what was answered, and what it did. */

import { highlighted } from "../chat/highlight.js";
import { scoreList } from "../chat/scores.js";
import { speech } from "../chat/speech.js";
import { button, el, ENGLISH } from "../dom.js";
import { icon } from "../icons.js";
import { texts } from "../texts.js";

/** Classes of the two replies that mattered most, by what the report calls them. */
export const KINDS = { best: "strong", costliest: "costly" };

/** What the parent said before a reply, each speaker on their own line. */
export function heardBefore(report, turn) {
  return report.transcript.filter((line) => line.speaker === "parent" && line.turn === turn);
}

/** The reply with that number as it stands in the transcript. */
export function replyOf(report, turn) {
  return report.transcript.find((line) => line.speaker === "teacher" && line.turn === turn);
}

/** One reply in few words. All of them lie on one another and one is seen, so that nothing moves when it changes. */
export class Reading {
  /**
   * @param {object} report
   * @param {number} index of the reply in the course
   * @param {() => void} onTranscript leads to it in the whole conversation
   */
  constructor(report, index, onTranscript) {
    const words = texts.report;
    const point = report.course[index];
    const before = report.course[index - 1] ?? report.began ?? null;
    const reply = replyOf(report, point.turn);
    const kind = ["best", "costliest"].find((each) => report[`${each}_turn`]?.turn === point.turn);
    this.element = el(
      "div",
      { class: "reading", role: "tabpanel", id: `reading-${point.turn}`, "aria-labelledby": `turn-${point.turn}` },
      el("p", { class: "reading-head" }, el("strong", {}, words.turn(point.turn)), kind && el("span", { class: `flag ${KINDS[kind]}` }, words[kind])),
      el(
        "div",
        { class: "exchange" },
        el("div", { class: "parent-said" }, el("p", { class: "clamped", lang: ENGLISH }, heardBefore(report, point.turn).map((line) => speech(line.text.replaceAll("\n", " "))))),
        el("div", { class: "own-said" }, el("p", { class: "clamped", lang: ENGLISH }, highlighted(reply?.text ?? "", reply?.moves ?? []))),
      ),
      el("div", { class: "reading-outcome" }, scoreList(point), el("p", {}, before ? words.felt(before, point) : words.feels(point.heat, point.trust), el("span", { class: "quiet" }, ` ${words.columns.phase}: ${words.phases[point.phase] ?? point.phase}`))),
      button(words.toTranscript, { icon: icon("down"), kind: "tool", onclick: onTranscript }),
    );
  }

  set shown(shown) {
    this.element.classList.toggle("shown", shown);
    this.element.inert = !shown;
  }
}
