/** The first look at a finished conversation: how it ended, the averages, the best and the costliest moment. */

import { el } from "../dom.js";
import { DIMENSIONS } from "../chat/scores.js";
import { texts } from "../texts.js";

/** A number with at most one decimal, as people write it. */
function rounded(value) {
  return value === null || value === undefined ? texts.scores.none : new Intl.NumberFormat("en-GB", { maximumFractionDigits: 1 }).format(value);
}

/** The three averages, large. */
export function averages(report) {
  const words = texts.report.figures;
  return el(
    "dl",
    { class: "averages" },
    DIMENSIONS.map((dimension) =>
      el(
        "div",
        {},
        el("dt", {}, texts.scores.long[dimension], el("span", { class: "spoken" }, words.average)),
        el(
          "dd",
          {},
          el("span", { class: "figure" }, rounded(report.averages?.[dimension])),
          report.averages?.[dimension] === null || report.averages?.[dimension] === undefined
            ? el("span", { class: "quiet" }, ` ${texts.scores.noneLong}`)
            : el("span", { class: "quiet" }, ` ${words.outOf}`),
        ),
      ),
    ),
  );
}

function moment(kind, title, turn) {
  return el(
    "section",
    { class: `moment ${kind}` },
    el("h2", {}, title, el("span", { class: "quiet" }, ` · ${texts.report.turn(turn.turn)}`)),
    el("blockquote", {}, turn.words || turn.reply),
    el("p", {}, turn.why),
  );
}

/** The strongest and the costliest reply, where there are such. */
export function moments(report) {
  const { best_turn: best, costliest_turn: costliest } = report;
  if (!best && !costliest) return null;
  return el(
    "div",
    { class: "moments" },
    best && moment("best", texts.report.best, best),
    costliest && moment("costliest", texts.report.costliest, costliest),
  );
}

/** Who spoke how much, against what was observed in schools. */
export function talkShare(share) {
  const words = texts.report;
  const percent = (part) => Math.round(part * 100);
  if (share?.teacher === null || share?.teacher === undefined) return el("p", {}, words.talkNone);
  const bar = (label, part, mine, source) => {
    const fill = el("span", { class: "bar-fill" });
    fill.style.inlineSize = `${percent(part)}%`;
    return el(
      "li",
      { class: mine ? "bar mine" : "bar" },
      el("span", { class: "bar-label" }, label, source && el("span", { class: "quiet" }, ` ${source}`)),
      el("span", { class: "bar-track", "aria-hidden": "true" }, fill),
      el("span", { class: "bar-value" }, `${percent(part)} %`),
    );
  };
  return [
    el("p", {}, words.talkYou(percent(share.teacher)), " ", words.talkAim(percent(share.aim))),
    el(
      "ul",
      { class: "bars", role: "list" },
      bar(words.talkYouLabel, share.teacher, true, null),
      share.field.map((figure) => bar(words.talkField(figure.label), figure.share, false, figure.source)),
    ),
  ];
}
