/** Scoring one reply by the codebook, with the mouse or with the keys 0 to 3. */

import { helps, moveName } from "../../chat/moves.js";
import { DIMENSIONS } from "../../chat/scores.js";
import { button, el } from "../../dom.js";
import { texts } from "../../texts.js";
import { said } from "../../texts/debrief.en.js";
import { unique } from "../form.js";

const NONE = "none"; // the value of "does not apply"
const LONGEST_NOTE = 1000;

/** One of the three scores as a row of five choices at most. */
function scoreRow(dimension, chosen, oninput) {
  const name = unique(dimension);
  const words = said.rating;
  const values = ["0", "1", "2", "3", ...(dimension === "boundaries" ? [NONE] : [])];
  return el(
    "fieldset",
    { class: "rate-row", "data-dimension": dimension },
    el("legend", {}, texts.scores.long[dimension], el("span", { class: "quiet" }, texts.scores.meaning[dimension])),
    el(
      "div",
      { class: "rate-choices" },
      values.map((value) =>
        el(
          "label",
          { class: "rate-choice" },
          el("input", { type: "radio", name, value, checked: value === chosen, oninput }),
          el("span", {}, value === NONE ? el("strong", {}, "–") : el("strong", {}, value), el("span", { class: "quiet" }, value === NONE ? words.none : texts.scores.words[Number(value)])),
        ),
      ),
    ),
  );
}

function moveBoxes(title, moves, found) {
  return el(
    "fieldset",
    { class: "move-boxes" },
    el("legend", {}, title),
    moves.map((move) => el("label", { class: "move-box" }, el("input", { type: "checkbox", value: move, checked: found.includes(move) }), el("span", {}, moveName(move)))),
  );
}

const asChoice = (score) => (score === null ? NONE : String(score));

/**
 * @param {object} reply to rate, with the rating there is
 * @param {(rating: object) => Promise<void>} save
 * @returns {HTMLElement}
 */
export function ratingForm(reply, save) {
  const words = said.rating;
  const { rating } = reply;
  const problem = el("p", { class: "problem", role: "alert" });
  const clear = () => { problem.textContent = ""; };
  const rows = DIMENSIONS.map((dimension) => scoreRow(dimension, rating && asChoice(rating[dimension]), clear));
  const names = Object.keys(texts.moves);
  const found = rating?.moves ?? [];
  const noteId = unique("note");
  const note = el("textarea", { id: noteId, rows: 2, maxlength: LONGEST_NOTE });
  note.value = rating?.note ?? "";
  const moves = el(
    "details",
    { class: "more", open: Boolean(rating?.moves) },
    el("summary", {}, words.moves),
    moveBoxes(words.helping, names.filter(helps), found),
    moveBoxes(words.hurting, names.filter((move) => !helps(move)), found),
  );

  const send = async (event) => {
    event.preventDefault();
    const chosen = rows.map((row) => row.querySelector("input:checked")?.value ?? null);
    const missing = DIMENSIONS.filter((_, at) => chosen[at] === null);
    if (missing.length) {
      problem.textContent = words.missing(missing.map((dimension) => texts.scores.names[dimension]).join(", "));
      rows[DIMENSIONS.indexOf(missing[0])].querySelector("input").focus();
      return;
    }
    const scores = Object.fromEntries(DIMENSIONS.map((dimension, at) => [dimension, chosen[at] === NONE ? null : Number(chosen[at])]));
    const ticked = [...moves.querySelectorAll("input:checked")].map((input) => input.value);
    try {
      await save({ ...scores, moves: moves.open || ticked.length ? ticked : null, note: note.value.trim() || null });
    } catch (fault) {
      problem.textContent = fault.message;
    }
  };
  const key = (event) => {
    const row = event.target.closest(".rate-row");
    if (!row || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter") {
      event.preventDefault();
      event.currentTarget.requestSubmit();
      return;
    }
    const value = event.key === "-" || event.key === "–" ? NONE : event.key;
    const input = row.querySelector(`input[value="${CSS.escape(value)}"]`);
    if (!input) return;
    event.preventDefault();
    input.checked = true;
    clear();
    const next = rows[rows.indexOf(row) + 1];
    (next?.querySelector("input:checked") ?? next?.querySelector("input") ?? input).focus();
  };
  return el(
    "form",
    { class: "rating-form", novalidate: true, onsubmit: send, onkeydown: key },
    rows,
    moves,
    el("div", { class: "field" }, el("label", { for: noteId }, words.note), note),
    problem,
    el("div", { class: "row" }, button(rating ? words.change : words.save, { kind: "primary", type: "submit" })),
  );
}
