/** The documented strategies that showed, and those that would have fitted. */

import { el, ENGLISH } from "../dom.js";
import { texts } from "../texts.js";

function source(strategy) {
  return el("p", { class: "quiet" }, `${texts.feedback.source}: ${strategy.citation}`);
}

/** Strategies the trainee used, each with the words that show it. */
export function used(strategies) {
  if (!strategies.length) return el("p", {}, texts.report.usedNone);
  return el(
    "ul",
    { class: "strategies", role: "list" },
    strategies.map((strategy) =>
      el(
        "li",
        { class: "strategy-used" },
        el("h3", {}, el("span", { lang: ENGLISH }, strategy.name), el("span", { class: "quiet" }, ` · ${texts.report.turns(strategy.turns)}`)),
        [...new Set(strategy.words)].map((words) => el("blockquote", { lang: ENGLISH }, words)),
        source(strategy),
      ),
    ),
  );
}

/** Strategies for next time, with the moment at which each would have fitted. */
export function missed(strategies) {
  if (!strategies.length) return el("p", {}, texts.report.missedNone);
  return el(
    "ul",
    { class: "strategies", role: "list" },
    strategies.map((strategy) =>
      el(
        "li",
        { class: "strategy-missed" },
        el("h3", { lang: ENGLISH }, strategy.name),
        el("p", { lang: ENGLISH }, strategy.about),
        strategy.turn && strategy.parent && [
          el("p", { class: "quiet" }, texts.report.fitted(strategy.turn)),
          el("blockquote", { class: "parent-said", lang: ENGLISH }, strategy.parent),
        ],
        strategy.wording && [
          el("p", { class: "quiet" }, texts.report.say),
          el("blockquote", { class: "wording", lang: ENGLISH }, strategy.wording),
        ],
        source(strategy),
      ),
    ),
  );
}
