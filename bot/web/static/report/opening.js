/** The first look at a conversation that was had: how it ended and why, the averages, and the goal one had set. */

import { face } from "../chat/face.js";
import { moodOf } from "../chat/mood.js";
import { endWords } from "../chat/ending.js";
import { DIMENSIONS } from "../chat/scores.js";
import { el, ENGLISH } from "../dom.js";
import { rounded } from "../numbers.js";
import { texts } from "../texts.js";

/** How it ended, in the fewest words. */
function endTitle(report, playing) {
  if (report.ended) return endWords(report.ended, report.parent).title;
  return playing ? texts.report.standing : endWords("open", report.parent).title;
}

/**
 * How it ended and why, with the parent's face as it was then.
 * @param {object} report
 * @param {{playing: boolean, state: object|null, look: object|null, about: Array<string>}} circumstances playing:
 *   whether the talk still goes on; state: how the parent feels; look: what they look like; about: what conversation
 *   this was, and when
 */
export function ending(report, { playing, state, look, about }) {
  const mood = state ? moodOf(state, report.ended) : "wary";
  return el(
    "header",
    { class: "report-head" },
    look && el("div", { class: "portrait" }, face(mood, look), el("p", { class: "quiet" }, `${report.parent.split(" ")[0]} ${texts.moods[mood]}`)),
    el(
      "div",
      {},
      el("h1", { tabindex: "-1" }, el("span", { class: "over" }, texts.report.heading, about.map((each) => ` · ${each}`)), endTitle(report, playing)),
      report.turns || playing ? el("p", { class: "lead", lang: ENGLISH }, report.ending) : el("p", { class: "lead" }, texts.report.quiet),
    ),
  );
}

/** The three averages, large. */
export function averages(report) {
  return el(
    "dl",
    { class: "averages" },
    DIMENSIONS.map((dimension) => {
      const mean = report.averages?.[dimension] ?? null;
      return el(
        "div",
        {},
        el("dt", {}, texts.scores.long[dimension]),
        el("dd", {}, el("span", { class: "figure" }, rounded(mean)), el("span", { class: "quiet" }, ` ${mean === null ? texts.scores.noneLong : texts.report.outOf}`)),
      );
    }),
  );
}

/** The strategy one wanted to try, and where it showed, or where it would have fitted. */
export function goal(report) {
  const set = report.goal;
  if (!set) return null;
  const words = texts.report.goal;
  const fitted = report.strategies_missed.find(({ id }) => id === set.strategy.id);
  return el(
    "section",
    { class: set.turns.length ? "own-goal reached" : "own-goal" },
    el("h2", {}, words.title),
    el("p", {}, words.wanted, " ", el("strong", { lang: ENGLISH }, set.strategy.name), ". ", set.turns.length ? words.did(set.turns) : words.didNot),
    [...new Set(set.words)].map((said) => el("blockquote", { lang: ENGLISH }, said)),
    !set.turns.length && fitted?.turn && [
      el("p", {}, words.fitted(fitted.turn)),
      el("blockquote", { class: "wording", lang: ENGLISH }, fitted.wording),
    ],
    el("p", { class: "quiet" }, `${texts.feedback.source}: ${set.strategy.citation}`),
  );
}
