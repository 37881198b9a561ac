/** What the coach makes of one reply: scores and reasons, what worked, what to try next, and on what it rests. */

import { el, ENGLISH } from "../dom.js";
import { texts } from "../texts.js";
import { scoreList } from "./scores.js";
import { whyNote } from "./why.js";

/** A strategy and its source, to open when wanted. */
export function strategyNote(strategy) {
  return el(
    "details",
    { class: "more strategy" },
    el("summary", {}, el("span", {}, texts.feedback.strategy, el("span", { lang: ENGLISH }, strategy.name))),
    el("p", { lang: ENGLISH }, strategy.about),
    el("p", { class: "quiet" }, `${texts.feedback.source}: `, el("span", { lang: ENGLISH }, strategy.citation)),
  );
}

/**
 * The card for one reply.
 * @param {{number: number, text: string, scores: object, moves: Array, reasons: object, advice: object|null}} turn
 */
export function feedbackCard(turn) {
  const { advice } = turn;
  return el(
    "div",
    { class: "feedback" },
    scoreList(turn.scores, turn.reasons),
    advice && [
      advice.worked &&
        el("section", { class: "worked" }, el("h3", {}, texts.feedback.worked), el("p", { lang: ENGLISH }, advice.worked)),
      el(
        "section",
        { class: "try" },
        el("h3", {}, texts.feedback.next),
        el("p", { lang: ENGLISH }, advice.try_next),
        advice.wording && [
          el("p", { class: "quiet" }, texts.feedback.wording),
          el("blockquote", { class: "wording", lang: ENGLISH }, advice.wording),
        ],
      ),
    ],
    el("div", { class: "on-demand" }, whyNote(turn), advice?.strategy && strategyNote(advice.strategy)),
  );
}
