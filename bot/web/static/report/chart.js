/** Courses as drawings that can also be read: inline SVG with words, and a table with the same figures. */

import { el, svg } from "../dom.js";
import { DIMENSIONS } from "../chat/scores.js";
import { texts } from "../texts.js";

const WIDTH = 360; // units of the drawing; about pixels on a phone
const LEFT = 26;
const RIGHT = 12;
const TOP = 10;

function across(index, count) {
  const room = WIDTH - LEFT - RIGHT;
  return count === 1 ? LEFT + room / 2 : LEFT + 8 + ((room - 16) * index) / (count - 1);
}

/** Pieces of a line: where a value is missing the line is broken. */
function path(points) {
  let d = "";
  let down = false;
  for (const point of points) {
    if (point) d += `${down ? "L" : "M"}${point[0].toFixed(1)} ${point[1].toFixed(1)}`;
    down = Boolean(point);
  }
  return d;
}

function grid(most, steps, height, turns) {
  const every = Math.ceil(turns.length / 12);
  return [
    steps.map((step) => {
      const y = TOP + height * (1 - step / most);
      return [
        svg("line", { class: "grid", x1: LEFT, x2: WIDTH - RIGHT, y1: y, y2: y }),
        svg("text", { class: "tick", x: LEFT - 8, y: y + 3.5, "text-anchor": "end" }, String(step)),
      ];
    }),
    turns.map((turn, index) =>
      index % every ? null : svg("text", { class: "tick", x: across(index, turns.length), y: TOP + height + 17, "text-anchor": "middle" }, String(turn)),
    ),
  ];
}

function marker(kind, x, y) {
  if (kind === "square") return svg("rect", { class: `dot ${kind}`, x: x - 3.5, y: y - 3.5, width: 7, height: 7 });
  return svg("circle", { class: `dot ${kind}`, cx: x, cy: y, r: 4 });
}

function series(values, kind, most, height) {
  const points = values.map((value, index) =>
    value === null || value === undefined ? null : [across(index, values.length), TOP + height * (1 - value / most)],
  );
  return [svg("path", { class: `line ${kind}`, d: path(points) }), points.map((point) => point && marker(kind, ...point))];
}

function drawing(label, height, ...content) {
  return svg(
    "svg",
    { class: "chart", viewBox: `0 0 ${WIDTH} ${TOP + height + 24}`, role: "img", "aria-label": label },
    ...content,
  );
}

function spokenValues(values) {
  return values.map((value) => value ?? texts.scores.none).join(", ");
}

/** One small drawing for each of the three scores. */
export function scoreCharts(course) {
  const turns = course.map((point) => point.turn);
  return el(
    "div",
    { class: "charts" },
    DIMENSIONS.map((dimension) => {
      const values = course.map((point) => point[dimension]);
      const name = texts.scores.long[dimension];
      return el(
        "figure",
        {},
        el("figcaption", {}, name),
        drawing(
          texts.report.chart(name, spokenValues(values)),
          66,
          grid(3, [0, 1, 2, 3], 66, turns),
          series(values, "circle", 3, 66),
          values.every((value) => value === null) &&
            svg("text", { class: "nothing", x: (WIDTH + LEFT) / 2, y: TOP + 37, "text-anchor": "middle" }, texts.scores.noneLong),
        ),
      );
    }),
  );
}

/** Anger and trust of the parent in one drawing, told apart by line and mark as well as by colour. */
export function parentChart(course) {
  const turns = course.map((point) => point.turn);
  const heat = course.map((point) => point.heat);
  const trust = course.map((point) => point.trust);
  const label = [texts.report.chart(texts.report.heat, spokenValues(heat)), texts.report.chart(texts.report.trust, spokenValues(trust))].join(" ");
  const key = (kind, word) =>
    el("span", { class: "key" }, svg("svg", { class: "chart sample", viewBox: "0 0 30 12", "aria-hidden": "true" },
      svg("path", { class: `line ${kind}`, d: "M1 6L29 6" }), marker(kind, 15, 6)), word);
  return el(
    "figure",
    { class: "wide-chart" },
    el("figcaption", {}, key("circle", texts.report.trust), key("square", texts.report.heat)),
    drawing(label, 120, grid(10, [0, 5, 10], 120, turns), series(heat, "square", 10, 120), series(trust, "circle", 10, 120)),
  );
}

/** The figures of both drawings as a table. */
export function courseTable(course) {
  const { columns, phases, heat, trust } = texts.report;
  const heads = [columns.turn, ...DIMENSIONS.map((dimension) => texts.scores.names[dimension]), heat, trust, columns.phase];
  return el(
    "div",
    { class: "table-holder", tabindex: "0", role: "region", "aria-label": texts.report.course },
    el(
      "table",
      {},
      el("thead", {}, el("tr", {}, heads.map((head) => el("th", { scope: "col" }, head)))),
      el(
        "tbody",
        {},
        course.map((point) =>
          el(
            "tr",
            {},
            el("th", { scope: "row" }, String(point.turn)),
            DIMENSIONS.map((dimension) => el("td", {}, String(point[dimension] ?? texts.scores.none))),
            el("td", {}, String(point.heat)),
            el("td", {}, String(point.trust)),
            el("td", {}, phases[point.phase] ?? point.phase),
          ),
        ),
      ),
    ),
  );
}
