/** The figures of the picture as a table. */

import { DIMENSIONS } from "../chat/scores.js";
import { el } from "../dom.js";
import { texts } from "../texts.js";

/** @param {Array<object>} course a point for each reply */
export function courseTable(course) {
  const { columns, phases, heat, trust } = texts.report;
  const heads = [columns.turn, ...DIMENSIONS.map((dimension) => texts.scores.names[dimension]), heat, trust, columns.phase];
  const row = (point) =>
    el(
      "tr",
      {},
      el("th", { scope: "row" }, String(point.turn)),
      DIMENSIONS.map((dimension) => el("td", {}, String(point[dimension] ?? texts.scores.none))),
      el("td", {}, String(point.heat)),
      el("td", {}, String(point.trust)),
      el("td", {}, phases[point.phase] ?? point.phase),
    );
  return el(
    "details",
    { class: "more" },
    el("summary", {}, texts.report.table),
    el(
      "div",
      { class: "table-holder", tabindex: "0", role: "region", "aria-label": texts.report.table },
      el("table", {}, el("thead", {}, el("tr", {}, heads.map((head) => el("th", { scope: "col" }, head)))), el("tbody", {}, course.map(row))),
    ),
  );
}
