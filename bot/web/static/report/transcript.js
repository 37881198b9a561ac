/** The whole conversation on paper: who said what, and how each reply scored. */

import { el } from "../dom.js";
import { speech } from "../chat/speech.js";
import { highlighted } from "../chat/highlight.js";
import { helps, moveName } from "../chat/moves.js";
import { scoreList } from "../chat/scores.js";
import { texts } from "../texts.js";

function moveNames(moves) {
  if (!moves?.length) return null;
  return el(
    "ol",
    { class: "move-names" },
    moves.map((move) => el("li", { class: helps(move.move) ? "helps" : "hinders" }, moveName(move.move),
      el("span", { class: "quiet" }, ` (${helps(move.move) ? texts.feedback.helps : texts.feedback.hinders})`))),
  );
}

/**
 * @param {Array<{speaker: string, name: string|null, text: string, turn: number|null, scores?: object, moves?: Array}>} lines
 * @param {string} parent the parent's name, for lines that name nobody
 */
export function transcript(lines, parent) {
  const names = { parent, teacher: texts.chat.you, coach: texts.chat.coachName };
  return el(
    "ol",
    { class: "transcript", role: "list" },
    lines.map((line) =>
      el(
        "li",
        { class: `said ${line.speaker}` },
        el("h3", {}, line.name ?? names[line.speaker] ?? line.speaker,
          line.speaker === "teacher" && line.turn ? el("span", { class: "quiet" }, ` · ${texts.report.turn(line.turn)}`) : null),
        line.speaker === "teacher"
          ? el("p", { class: "words" }, highlighted(line.text, line.moves ?? []))
          : line.text.split("\n").map((bubble) => el("p", { class: "words" }, speech(bubble))),
        line.scores && scoreList(line.scores),
        moveNames(line.moves),
      ),
    ),
  );
}
