/** What the meeting itself brought: what was agreed, what came of the arrangements, what was told and kept back. */

import { scoreList } from "../chat/scores.js";
import { el, ENGLISH } from "../dom.js";
import { percent } from "../numbers.js";
import { texts } from "../texts.js";

/** The steps both hold each other to. */
export function agreed({ agreed: { steps, meeting, own_words: own }, parent }) {
  const words = texts.report;
  const theirs = meeting ? [...steps, meeting] : steps;
  if (!theirs.length && !own.length) return el("p", {}, words.agreedNone);
  const said = theirs.length ? theirs : own.map((each) => `“${each}”`);
  return [
    el("p", { class: "quiet" }, theirs.length ? words.agreedParent(parent) : words.agreedOwn),
    el("ul", { class: "agreed", lang: ENGLISH }, said.map((each) => el("li", {}, each))),
  ];
}

/** What was chosen before the meeting, and what came of it; first what was not as planned. */
export function arranged({ arrangements, difficulty }) {
  const words = texts.report;
  const choices = [...arrangements].sort((one, other) => Number(one.as_planned) - Number(other.as_planned));
  return [
    difficulty === "hard" && el("p", {}, words.harder),
    el(
      "ul",
      { class: "arranged", role: "list" },
      choices.map((each) =>
        el(
          "li",
          { class: each.as_planned ? "planned" : null },
          el("h3", {}, el("span", { lang: ENGLISH }, each.asks), each.as_planned && el("span", { class: "quiet" }, ` · ${words.asPlanned}`)),
          el("p", { lang: ENGLISH }, each.label),
          each.effect && el("p", { class: "effect", lang: ENGLISH }, each.effect),
          each.citation && el("p", { class: "quiet" }, `${texts.feedback.source}: ${each.citation}`),
        ),
      ),
    ),
  ];
}

/** The moments that come up for everybody, and how each was met. */
export function probes(report) {
  return [
    el("p", {}, texts.report.probesAbout),
    el(
      "ul",
      { class: "probes", role: "list" },
      report.probes.map((probe) =>
        el(
          "li",
          {},
          el("h3", {}, el("span", { class: "about", lang: ENGLISH }, probe.about), probe.turn ? el("span", { class: "quiet" }, ` · ${texts.report.turn(probe.turn)}`) : null),
          probe.scores ? scoreList(probe.scores) : el("p", { class: "quiet" }, texts.report.probeUnmet),
        ),
      ),
    ),
  ];
}

/** What the parent came out with. */
export function told({ told: disclosures }) {
  if (!disclosures.length) return el("p", {}, texts.report.toldNone);
  return el(
    "ul",
    {},
    disclosures.map(({ about, turn }) =>
      el("li", {}, el("span", { lang: ENGLISH }, about), el("span", { class: "quiet" }, ` ${turn ? texts.report.afterReply(turn) : texts.report.fromTheStart}`)),
    ),
  );
}

/** What the parent kept back: not to be seen as long as the talk goes on. */
export function untold({ untold: kept }, playing) {
  if (playing) return el("p", {}, texts.report.untoldLater);
  if (!kept.length) return el("p", {}, texts.report.untoldNone);
  return el("ul", { lang: ENGLISH }, kept.map(({ about, learn }) => el("li", {}, about, el("span", { class: "learn quiet" }, learn))));
}

function bar(name, share, source = null) {
  const filled = el("span", { class: "bar-fill" });
  filled.style.inlineSize = `${Math.round(share * 100)}%`;
  return el(
    "li",
    { class: source ? "bar-line" : "bar-line mine" },
    el("span", { class: "bar-label" }, name, source && el("span", { class: "quiet" }, ` ${source}`)),
    el("span", { class: "bar-value" }, percent(share)),
    el("span", { class: "bar-track", "aria-hidden": "true" }, filled),
  );
}

/** Who spoke how much, beside what was observed in schools. */
export function talkShare({ share_of_talk: share }) {
  const words = texts.report;
  if (share.teacher === null) return el("p", {}, words.talkNone);
  return [
    el("p", {}, words.talkYou(Math.round(share.teacher * 100)), " ", words.talkAim(Math.round(share.aim * 100))),
    el(
      "ul",
      { class: "bars", role: "list" },
      bar(words.talkYouLabel, share.teacher),
      share.field.map((figure) => bar([words.talkField, " ", el("span", { lang: ENGLISH }, figure.label)], figure.share, figure.source)),
    ),
  ];
}
