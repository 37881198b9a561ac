/** What one can do with the wall as a whole: sort, choose, reveal, discuss. */

import { moveName } from "../../chat/moves.js";
import { button, el } from "../../dom.js";
import { texts } from "../../texts.js";
import { said } from "../../texts/debrief.en.js";
import { icon } from "./icons.js";
import { chooser } from "./page.js";
import { letterKeys } from "./wall_keys.js";

const UNTOLD = ["mixed", "length"]; // orders that give no score away
const SCORES = ["total", "two_way", "empathy", "boundaries"];

function byName(moves) {
  return moves.map((move) => [move, moveName(move)]).sort(([, a], [, b]) => a.localeCompare(b));
}

/**
 * @param {object} view how the wall is looked at: `{by, lowest_first, which, look, move, revealed}`
 * @param {object} wall as the server gave it
 * @param {(change: object) => void} change look at it otherwise
 * @param {{discuss: () => void, again: () => void, large: () => void}} acts
 */
export function wallTools(view, wall, change, { discuss, again, large }) {
  const words = said.wall;
  const covered = !view.revealed;
  const moves = byName(Object.keys(texts.moves));
  return el(
    "div",
    { class: "wall-tools", role: "group", "aria-label": words.title },
    el(
      "div",
      { class: "row main-tools" },
      button(covered ? words.reveal : words.conceal, {
        icon: icon(covered ? "eye" : "hide"),
        kind: covered ? "primary" : "plain",
        id: "reveal",
        onclick: () => change({ revealed: covered }),
      }),
      wall.picked > 0 && button(words.discuss(wall.picked), { icon: icon("talk"), onclick: discuss }),
      button(words.large, { icon: icon("full"), kind: "tool", onclick: large }),
      button(words.again, { icon: icon("restart"), kind: "tool", onclick: again }),
    ),
    el(
      "div",
      { class: "row choosers" },
      chooser(
        words.sort,
        [
          ...UNTOLD.map((order) => [order, words.orders[order]]),
          ...SCORES.map((order) => [order, words.orders[order], covered]),
          { group: words.orderMove, options: moves.map(([move, name]) => [move, name, covered]) },
        ],
        covered && !UNTOLD.includes(view.by) ? "mixed" : view.by,
        (by) => change({ by }),
      ),
      view.by !== "mixed" &&
        button(words.lowest, { kind: "small", id: "turn-round", "aria-pressed": String(view.lowest_first), onclick: () => change({ lowest_first: !view.lowest_first }) }),
      chooser(words.which, Object.entries(words.whichOptions), view.which, (which) => change({ which })),
      chooser(words.show, Object.entries(words.look), view.look, (look) => change({ look })),
      !covered && chooser(words.move, [["", words.anyMove], ...moves], view.move, (move) => change({ move })),
    ),
    covered && el("p", { class: "quiet" }, words.needsReveal),
  );
}

/** The line that tells of the keys, with the switch for the letters among them. */
export function keysHelp() {
  const words = said.wall;
  const input = el("input", { type: "checkbox", checked: letterKeys.on, onchange: (event) => { letterKeys.on = event.target.checked; } });
  return el("p", { class: "keys-help" }, el("span", {}, words.keysHelp), el("label", {}, input, el("span", {}, words.keysOn)));
}
