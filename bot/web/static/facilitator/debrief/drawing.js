/**
 * Forms from which the pictures of a group are drawn. Colours stand in attributes, so that a picture that is saved has
 * them; on the page the sheet overrules them, in the dark for instance.
 */

import { svg } from "../../dom.js";

export const WIDTH = 760; // of every picture, in its own units
const LABELS = 270; // of the column of labels
const LINE = 16; // height of a line of a label
const PER_LINE = 33; // letters in a line of a label

const FILLS = { main: "#1d5c57", other: "#e2c48f", warm: "#a5472a", quiet: "#ded3c3", before: "#fffdf9" };
const EDGES = { main: "#1d5c57", other: "#6b5210", warm: "#a5472a", quiet: "#8d8173", before: "#1d5c57" };
const INK = "#29272b";

/** Words in a picture. */
export function words(x, y, text, { anchor = "start", bold = false, quiet = false, size = 13 } = {}) {
  return svg(
    "text",
    { x, y, class: quiet ? "quiet-ink" : "ink", fill: quiet ? "#5d5853" : INK, "font-size": size, "font-family": "system-ui, sans-serif", "font-weight": bold ? 600 : null, "text-anchor": anchor },
    text,
  );
}

/** A box of one kind: "main", "other", "warm", "quiet" or "before". */
export function box(kind, x, y, width, height) {
  return svg("rect", { class: `shape ${kind}`, x, y, width: Math.max(0, width), height: Math.max(0, height), fill: FILLS[kind], stroke: EDGES[kind], "stroke-width": 1.2 });
}

export function line(kind, x1, y1, x2, y2, dashes = null) {
  return svg("line", { class: `line ${kind}`, x1, y1, x2, y2, stroke: EDGES[kind], "stroke-width": kind === "quiet" ? 1 : 2.25, "stroke-dasharray": dashes });
}

export function dot(kind, cx, cy, r = 5) {
  return svg("circle", { class: `shape ${kind}`, cx, cy, r, fill: FILLS[kind], stroke: EDGES[kind], "stroke-width": 2 });
}

export function path(kind, d, filled = false) {
  return svg("path", { class: filled ? `shape ${kind}` : `line ${kind}`, d, fill: filled ? FILLS[kind] : "none", stroke: filled ? "none" : EDGES[kind], "stroke-width": 2.25, "stroke-linejoin": "round" });
}

/** A whole picture of that height. */
export function picture(height, ...parts) {
  return svg("svg", { class: "picture", viewBox: `0 0 ${WIDTH} ${height}`, role: "img" }, parts);
}

/** What the kinds in a picture stand for. */
export function legend(kinds, y = 12) {
  let x = 0;
  return kinds.map(([kind, label]) => {
    const at = x;
    x += 34 + label.length * 7.4;
    return [box(kind, at, y - 10, 12, 12), words(at + 18, y, label, { quiet: true })];
  });
}

function wrapped(text) {
  const lines = [""];
  for (const word of String(text).split(" ")) {
    const longer = lines.at(-1) ? `${lines.at(-1)} ${word}` : word;
    if (longer.length <= PER_LINE || !lines.at(-1)) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/**
 * Rows with a label each; `draw` draws one of them in the room right of the labels.
 * @param {Array<{label: string, bold?: boolean}>} rows
 * @param {(row: object, x: number, y: number, width: number) => Array} draw y is the middle of the row
 * @param {{top?: number, gap?: number, right?: number}} room right: kept free for figures
 * @returns {{parts: Array, bottom: number, x: number, width: number}}
 */
export function labelled(rows, draw, { top = 0, gap = 12, right = 70 } = {}) {
  const width = WIDTH - LABELS - right;
  let y = top;
  const parts = rows.map((row) => {
    const lines = wrapped(row.label);
    const height = Math.max(22, lines.length * LINE) + gap;
    const middle = y + height / 2;
    const first = middle - ((lines.length - 1) * LINE) / 2 + 4.5;
    y += height;
    return [lines.map((text, at) => words(LABELS - 14, first + at * LINE, text, { anchor: "end", bold: row.bold })), draw(row, LABELS, middle, width)];
  });
  return { parts, bottom: y, x: LABELS, width };
}

/** Panels beside each other, each with a title. `draw` gets the left edge and the width of one. */
export function panels(all, draw, { top = 0, gap = 36 } = {}) {
  const width = (WIDTH - gap * (all.length - 1)) / all.length;
  return all.map((panel, at) => {
    const x = at * (width + gap);
    return [words(x, top + 12, panel.title, { bold: true, size: 14 }), draw(panel, x, width)];
  });
}
