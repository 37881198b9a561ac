/** The moments that mattered: the best and the costliest reply, and what two weak ones could have been. */

import { highlighted } from "../chat/highlight.js";
import { scoreList } from "../chat/scores.js";
import { speech } from "../chat/speech.js";
import { el, ENGLISH } from "../dom.js";
import { texts } from "../texts.js";
import { KINDS, replyOf } from "./reading.js";

function turningPoint(kind, turn) {
  return el(
    "section",
    { class: `moment ${KINDS[kind]}` },
    el("h3", {}, texts.report[kind], el("span", { class: "quiet" }, ` · ${texts.report.turn(turn.turn)}`)),
    el("blockquote", { lang: ENGLISH }, turn.words || turn.reply),
    el("p", { lang: ENGLISH }, turn.why),
  );
}

/** The strongest and the costliest reply, where there are such; else null. */
export function turningPoints({ best_turn: best, costliest_turn: costliest }) {
  if (!best && !costliest) return null;
  return el("div", { class: "moments" }, best && turningPoint("best", best), costliest && turningPoint("costliest", costliest));
}

/** What somebody said, under a name. */
export function line(kind, name, ...words) {
  return el("div", { class: `quoted ${kind}` }, el("p", { class: "speaker" }, name), ...words);
}

/** A strategy by name, with what it rests on. */
export function strategyLine(strategy) {
  return el("p", { class: "strategy-line" }, el("span", { lang: ENGLISH }, el("strong", {}, strategy.name), ". ", strategy.about, " "), el("span", { class: "quiet" }, `${texts.feedback.source}: ${strategy.citation}`));
}

function rewritten(report, moment) {
  const words = texts.report.weakest;
  const { moves = [] } = replyOf(report, moment.turn) ?? {};
  const told = report.costliest_turn?.turn === moment.turn; // its why stands with the turning points
  return el(
    "li",
    { class: "rewrite" },
    el("h3", {}, texts.report.turn(moment.turn)),
    line("parent-said", report.parent, moment.parent.split("\n").map((bubble) => el("p", { lang: ENGLISH }, speech(bubble)))),
    line("own-said", words.own, el("p", { lang: ENGLISH }, highlighted(moment.reply, moves)), scoreList(moment.scores), !told && el("p", { class: "quiet", lang: ENGLISH }, moment.why)),
    line("better", words.better, el("p", { class: "wording", lang: ENGLISH }, moment.wording)),
    el("div", { class: "lesson" }, el("p", { lang: ENGLISH }, moment.try_next), strategyLine(moment.strategy)),
  );
}

/** The weakest replies, each beside a reply it could have been. */
export function weakest(report) {
  return [
    el("p", {}, texts.report.weakest.about),
    el("ul", { class: "rewrites", role: "list" }, report.weakest.map((moment) => rewritten(report, moment))),
  ];
}
