/** The summary as one reads it, from how it ended to every word. */

import { el } from "../dom.js";
import { endWords } from "../chat/ending.js";
import { scoreList, scoreMeaning } from "../chat/scores.js";
import { texts } from "../texts.js";
import { courseTable, parentChart, scoreCharts } from "./chart.js";
import { averages, moments, talkShare } from "./figures.js";
import { missed, used } from "./strategies.js";
import { transcript } from "./transcript.js";

let sections = 0;

function section(title, ...content) {
  const id = `section-${(sections += 1)}`;
  return el("section", { class: "report-section", "aria-labelledby": id }, el("h2", { id }, title), ...content);
}

function told(disclosures) {
  if (!disclosures.length) return el("p", {}, texts.report.toldNone);
  return el(
    "ul",
    {},
    disclosures.map(({ about, turn }) =>
      el("li", {}, about, el("span", { class: "quiet" }, ` ${turn ? texts.report.afterReply(turn) : texts.report.fromTheStart}`)),
    ),
  );
}

function untold(kept, ended) {
  if (!kept.length) return el("p", {}, ended ? texts.report.untoldNone : texts.report.untoldLater);
  return el("ul", {}, kept.map(({ about, learn }) => el("li", {}, about, el("span", { class: "learn quiet" }, learn))));
}

function agreed({ agreed: { steps, meeting, own_words: own } }, parent) {
  const words = texts.report;
  const theirs = meeting ? [...steps, meeting] : steps;
  if (!theirs.length && !own.length) return el("p", {}, words.agreedNone);
  return [
    el("p", { class: "quiet" }, theirs.length ? words.agreedParent(parent) : words.agreedOwn),
    el("ul", { class: "agreed" }, (theirs.length ? theirs : own.map((each) => `“${each}”`)).map((each) => el("li", {}, each))),
  ];
}

function arranged(report) {
  const words = texts.report;
  const chosen = report.arrangements.filter((each) => !each.as_planned);
  const planned = report.arrangements.filter((each) => each.as_planned);
  return [
    report.difficulty === "hard" && el("p", {}, words.harder),
    el(
      "ul",
      { class: "arranged", role: "list" },
      [...chosen, ...planned].map((each) =>
        el(
          "li",
          { class: each.as_planned ? "planned" : null },
          el("h3", {}, each.asks, each.as_planned && el("span", { class: "quiet" }, ` · ${words.asPlanned}`)),
          el("p", {}, each.label),
          each.effect && el("blockquote", {}, each.effect),
          each.citation && el("p", { class: "quiet" }, `${texts.feedback.source}: ${each.citation}`),
        ),
      ),
    ),
  ];
}

function probes(report) {
  return [
    el("p", { class: "quiet" }, texts.report.probesAbout),
    el(
      "ul",
      { class: "probes", role: "list" },
      report.probes.map((probe) =>
        el(
          "li",
          {},
          el("h3", {}, probe.about, probe.turn ? el("span", { class: "quiet" }, ` · ${texts.report.turn(probe.turn)}`) : null),
          probe.scores ? scoreList(probe.scores) : el("p", { class: "quiet" }, texts.report.probeUnmet),
        ),
      ),
    ),
  ];
}

function course(report) {
  const words = texts.report;
  return section(
    words.course,
    el("h3", {}, words.courseScores),
    scoreCharts(report.course),
    el("h3", {}, words.courseParent),
    parentChart(report.course),
    el("details", { class: "more" }, el("summary", {}, words.table), courseTable(report.course)),
    scoreMeaning(),
  );
}

/** The report of the server as an element. A conversation without replies has a shorter one. */
export function reportView(report) {
  const words = texts.report;
  const ending = report.ended ? endWords(report.ended, report.parent) : { title: words.standing, text: "" };
  const spoken = report.turns > 0;
  return el(
    "article",
    { class: "report" },
    el(
      "header",
      { class: "report-head" },
      el("h1", { tabindex: "-1" }, el("span", { class: "over" }, `${words.heading} · ${report.title}`), ending.title),
      el("p", { class: "lead" }, report.ending || ending.text),
    ),
    spoken
      ? [
          averages(report),
          moments(report),
          section(words.agreed, agreed(report, report.parent)),
          course(report),
          (report.arrangements.length > 0 || report.difficulty === "hard") && section(words.arranged, arranged(report)),
        ]
      : el("p", { class: "empty" }, words.quiet),
    el(
      "div",
      { class: "halves" },
      spoken && section(words.used, used(report.strategies_used)),
      section(words.missed, missed(report.strategies_missed)),
    ),
    spoken && [
      section(words.talk, talkShare(report.share_of_talk)),
      section(words.probes, probes(report)),
      el(
        "div",
        { class: "halves" },
        section(words.told, told(report.told)),
        section(words.untold, untold(report.untold, report.ended)),
      ),
    ],
    report.next && section(words.next, [report.next].flat().map((line) => el("p", {}, line))),
    spoken &&
      section(
        words.transcript,
        el("details", { class: "more transcript-holder", open: true }, el("summary", {}, words.transcriptOpen), transcript(report.transcript, report.parent)),
      ),
  );
}
