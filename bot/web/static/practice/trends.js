/** Each score over one's conversations: a small line, the same in words, and as a table. */

import { DIMENSIONS } from "../chat/scores.js";
import { el, ENGLISH, svg } from "../dom.js";
import { day, rounded } from "../numbers.js";
import { texts } from "../texts.js";

const MOST = 3; // the highest score
const SHOWN = 20; // conversations in the line: the latest

/** Place of the conversation with that number, in percent of the width. */
const across = (index, count) => (count === 1 ? 50 : 3 + (94 * index) / (count - 1));

function dot(x, value) {
  const placed = el("span", { class: "trend-dot" });
  placed.style.setProperty("--x", x.toFixed(1));
  placed.style.setProperty("--y", (100 * (1 - value / MOST)).toFixed(1));
  return placed;
}

/** A conversation without that score breaks nothing: the line goes on to the next that has it. */
function line(values) {
  const points = values.map((value, index) => [across(index, values.length), value]).filter(([, value]) => value !== null);
  const d = points.map(([x, value], index) => `${index ? "L" : "M"}${x.toFixed(1)} ${(MOST - value).toFixed(2)}`).join("");
  return [
    svg(
      "svg",
      { viewBox: `0 0 100 ${MOST}`, preserveAspectRatio: "none", "aria-hidden": "true" },
      [0, 1, 2, 3].map((y) => svg("line", { class: "trend-grid", x1: 0, x2: 100, y1: y, y2: y, "vector-effect": "non-scaling-stroke" })),
      svg("path", { class: "trend-line", d, "vector-effect": "non-scaling-stroke" }),
    ),
    points.map(([x, value]) => dot(x, value)),
  ];
}

function trend(dimension, scores) {
  const words = texts.practice;
  const values = scores.map((point) => point[dimension]);
  const given = values.filter((value) => value !== null);
  const name = texts.scores.long[dimension];
  return el(
    "figure",
    { class: "trend" },
    el("figcaption", {}, el("strong", {}, name), el("span", { class: "quiet" }, given.length > 1 ? words.fromTo(rounded(given[0]), rounded(given.at(-1))) : "")),
    given.length
      ? el(
          "div",
          { class: "trend-plot", role: "img", "aria-label": words.trend(name, given.map(rounded).join("; ")) },
          el("span", { class: "trend-axis", "aria-hidden": "true" }, [3, 2, 1, 0].map((step) => el("span", {}, String(step)))),
          el("div", { class: "trend-field", "aria-hidden": "true" }, line(values)),
        )
      : el("p", { class: "quiet" }, words.notScored),
  );
}

function table(scores, titles) {
  const words = texts.practice;
  const heads = [words.columns.day, words.columns.talk, ...DIMENSIONS.map((dimension) => texts.scores.names[dimension])];
  return el(
    "details",
    { class: "more" },
    el("summary", {}, texts.report.table),
    el(
      "div",
      { class: "table-holder", tabindex: "0", role: "region", "aria-label": `${words.progress}: ${texts.report.table}` },
      el(
        "table",
        {},
        el("thead", {}, el("tr", {}, heads.map((head) => el("th", { scope: "col" }, head)))),
        el("tbody", {}, scores.map((point) =>
          el(
            "tr",
            {},
            el("th", { scope: "row" }, day(point.at)),
            el("td", { lang: ENGLISH }, titles.get(point.session) ?? point.scenario),
            DIMENSIONS.map((dimension) => el("td", {}, rounded(point[dimension]))),
          ))),
      ),
    ),
  );
}

/** @param {import("./page.js").PracticePage} page */
export function trends({ own }) {
  const words = texts.practice;
  const { scores } = own.progress;
  if (!scores.length) return null;
  const titles = new Map(own.sessions.map(({ session, title }) => [session, title]));
  return el(
    "section",
    { "aria-labelledby": "progress-title" },
    el("h2", { id: "progress-title" }, words.progress),
    el("p", {}, scores.length > 1 ? words.progressAbout : words.progressFirst),
    el("div", { class: "trends" }, DIMENSIONS.map((dimension) => trend(dimension, scores.slice(-SHOWN)))),
    table(scores, titles),
  );
}
