/** Taking a picture or its figures along: as SVG, as PNG, or as CSV for a spreadsheet. */

import { save } from "../../download.js";
import { svg } from "../../dom.js";
import { WIDTH, words } from "./drawing.js";

const EDGE = 24; // around a picture that stands by itself
const HEAD = 44; // for its title
const SHARPNESS = 2; // pixels of a PNG for each unit
const RISKY = /^[=+\-@\t\r]/; // what a spreadsheet would take for a formula

/** The picture as a document of its own, on white, with its title. */
function standing(picture, title) {
  const [, , , height] = picture.getAttribute("viewBox").split(" ").map(Number);
  const [wide, tall] = [WIDTH + EDGE * 2, height + HEAD + EDGE * 2];
  const whole = svg("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${wide} ${tall}`, width: wide, height: tall }, svg("title", {}, title), svg("rect", { width: wide, height: tall, fill: "#ffffff" }));
  const inner = svg("g", { transform: `translate(${EDGE} ${EDGE + HEAD})` });
  inner.append(...[...picture.childNodes].map((node) => node.cloneNode(true)));
  whole.append(words(EDGE, EDGE + 16, title, { bold: true, size: 18 }), inner);
  return { text: new XMLSerializer().serializeToString(whole), wide, tall };
}

/** As SVG. */
export function saveSvg(picture, title, name) {
  const { text } = standing(picture, title);
  save({ content: new Blob([text], { type: "image/svg+xml" }), name: `${name}.svg` });
}

/** As PNG. Rejects where the browser cannot draw it. */
export async function savePng(picture, title, name) {
  const { text, wide, tall } = standing(picture, title);
  const image = new Image(wide, tall);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [wide * SHARPNESS, tall * SHARPNESS];
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  const content = await new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png"));
  save({ content, name: `${name}.png` });
}

function cell(value) {
  if (value === null) return "";
  if (typeof value !== "string") return String(value);
  const harmless = RISKY.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** The figures as CSV: with a mark that tells spreadsheets that it is UTF-8, and no cell that they would take for a formula. */
export function csvOf(table) {
  const lines = [table.columns.map((column) => column.label), ...table.rows];
  return `\ufeff${lines.map((line) => `${line.map(cell).join(",")}\r\n`).join("")}`;
}

export function saveCsv(table, name) {
  save({ content: new Blob([csvOf(table)], { type: "text/csv;charset=utf-8" }), name: `${name}.csv` });
}
