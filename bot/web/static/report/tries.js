/** Replies that were taken again: the first try and the second, side by side. */

import { highlighted } from "../chat/highlight.js";
import { DIMENSIONS, scoreList } from "../chat/scores.js";
import { speech } from "../chat/speech.js";
import { el, ENGLISH } from "../dom.js";
import { texts } from "../texts.js";
import { line } from "./moments.js";

/** How the points changed, in words. */
function change({ before, after }) {
  const sum = ({ scores }) => DIMENSIONS.reduce((all, dimension) => all + (scores[dimension] ?? 0), 0);
  const words = texts.report.tries;
  const difference = sum(after) - sum(before);
  if (difference > 0) return words.better;
  return difference < 0 ? words.worse : words.same;
}

function side(name, tried, parent) {
  return el(
    "section",
    { class: "side" },
    el("h4", {}, name),
    el("p", { class: "own-said", lang: ENGLISH }, highlighted(tried.reply, tried.moves)),
    scoreList(tried.scores),
    tried.answer.length > 0 && line("parent-said", parent, tried.answer.map((bubble) => el("p", { lang: ENGLISH }, speech(bubble)))),
  );
}

/** @param {object} report */
export function tries(report) {
  const words = texts.report.tries;
  return el(
    "ul",
    { class: "retaken", role: "list" },
    report.tries.map((retaken) =>
      el(
        "li",
        {},
        el("h3", {}, texts.report.turn(retaken.turn), el("span", { class: "quiet" }, ` · ${change(retaken)}`)),
        line("parent-said", report.parent, retaken.parent.split("\n").map((bubble) => el("p", { lang: ENGLISH }, speech(bubble)))),
        el("div", { class: "sides" }, side(words.before, retaken.before, report.parent), side(words.after, retaken.after, report.parent)),
      ),
    ),
  );
}
