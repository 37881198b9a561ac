/** The coach's scores of a reply beside the group's votes on it, as a table that is its own picture. */

import { DIMENSIONS } from "../../chat/scores.js";
import { el, spoken } from "../../dom.js";
import { texts } from "../../texts.js";
import { said } from "../../texts/debrief.en.js";

const SCORES = [0, 1, 2, 3];

function cell(score, coach, ballot, most) {
  const votes = ballot?.counts[score] ?? 0;
  const given = coach === score;
  const bar = el("span", { class: "vote-bar", "aria-hidden": "true" });
  bar.style.setProperty("--share", String(most ? votes / most : 0));
  return el(
    "td",
    { class: given ? "given" : null },
    bar,
    votes > 0 && el("span", { class: "vote-count" }, String(votes), spoken(` ${said.discuss.group}`)),
    given && el("span", { class: "coach-gave" }, said.discuss.coach),
  );
}

/**
 * @param {object} reply of the wall, its scores revealed
 */
export function ballot({ scores, reasons, votes }) {
  const most = votes ? Math.max(1, ...DIMENSIONS.flatMap((dimension) => votes[dimension].counts)) : 0;
  const row = (dimension) =>
    el(
      "tr",
      {},
      el("th", { scope: "row" }, texts.scores.names[dimension], reasons?.[dimension] && el("span", { class: "quiet" }, reasons[dimension])),
      scores[dimension] === null
        ? el("td", { colspan: 4, class: "none" }, `${texts.scores.none} ${texts.scores.noneLong}`)
        : SCORES.map((score) => cell(score, scores[dimension], votes?.[dimension], most)),
    );
  return el(
    "table",
    { class: "ballot" },
    el("thead", {}, el("tr", {}, el("td", {}), SCORES.map((score) => el("th", { scope: "col" }, String(score), el("span", { class: "quiet" }, texts.scores.words[score]))))),
    el("tbody", {}, DIMENSIONS.map(row)),
  );
}
