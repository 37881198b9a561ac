/** Shows which words of a reply decided its scores. */

import { el, spoken } from "../dom.js";
import { helps, moveName } from "./moves.js";

/**
 * Places of the moves in the text as JavaScript counts it.
 *
 * The server counts characters, JavaScript counts UTF-16 units, and the two differ after an emoji.
 * A place that does not hold the quoted words is looked for; a move that cannot be found has none.
 */
export function placed(text, moves) {
  const units = [0];
  for (const character of text) units.push(units[units.length - 1] + character.length);
  return moves.map((move, index) => {
    let start = units[move.start] ?? -1;
    let end = units[move.end] ?? -1;
    if (start < 0 || text.slice(start, end) !== move.text) {
      start = move.text ? text.indexOf(move.text) : -1;
      end = start < 0 ? -1 : start + move.text.length;
    }
    const whole = start >= 0 && end - start >= text.trim().length && moves.length > 1;
    return { ...move, number: index + 1, start, end, whole, found: start >= 0 && end > start };
  });
}

/**
 * The text as nodes, with the deciding words marked and numbered; the numbers are those of `noticed`.
 * Moves that the whole reply makes are not marked: everything marked is nothing marked.
 */
export function highlighted(text, moves) {
  const spans = placed(text, moves).filter((move) => move.found && !move.whole);
  const cuts = [...new Set([0, text.length, ...spans.flatMap((span) => [span.start, span.end])])].sort((a, b) => a - b);
  const nodes = [];
  for (let i = 0; i + 1 < cuts.length; i += 1) {
    const [from, to] = [cuts[i], cuts[i + 1]];
    const covering = spans.filter((span) => span.start <= from && span.end >= to);
    const words = text.slice(from, to);
    if (!covering.length) {
      nodes.push(words);
      continue;
    }
    const hindering = covering.some((span) => !helps(span.move));
    const closing = covering.filter((span) => span.end === to);
    nodes.push(
      el("mark", { class: hindering ? "hinders" : "helps" }, words),
      closing.map((span) => [
        el("sup", { class: "mark-number", "aria-hidden": "true" }, String(span.number)),
        spoken(` (${moveName(span.move)}) `),
      ]),
    );
  }
  return nodes.flat(Infinity);
}
