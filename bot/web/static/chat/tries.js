/** The replies to one line of the parent, side by side: what was said before it was taken back, and what is said now. */

import { el, ENGLISH, spoken } from "../dom.js";
import { texts } from "../texts.js";
import { highlighted } from "./highlight.js";
import { DIMENSIONS, scoreWords } from "./scores.js";
import { parentIn, speech } from "./speech.js";
import { scoreStrip } from "./strip.js";

/** All tries at each line: those taken back, and the one that counts. */
export class Tries {
  #standing = new Map();
  #earlier = new Map();

  clear() {
    this.#standing.clear();
    this.#earlier.clear();
  }

  /** A reply was answered. `turn` is the reply as it was judged, `answer` what the parent said. */
  answered(turn, answer) {
    this.#standing.set(turn.number, { ...turn, answer });
  }

  /** That reply is taken back. */
  takeBack(number) {
    const taken = this.#standing.get(number);
    this.#standing.delete(number);
    if (taken) this.#earlier.set(number, [...this.earlier(number), taken]);
  }

  /** What the server kept of replies that were taken back. */
  restore(earlier) {
    for (const { turn, reply, answer, ...rest } of earlier ?? []) {
      const kept = { ...rest, number: turn, text: reply, answer: parentIn(answer) };
      this.#earlier.set(turn, [...this.earlier(turn), kept]);
    }
  }

  earlier(number) {
    return this.#earlier.get(number) ?? [];
  }

  /** Earlier tries and the one that counts, or null if the reply was not taken again. */
  of(number) {
    const [standing, earlier] = [this.#standing.get(number), this.earlier(number)];
    return standing && earlier.length ? [...earlier, standing] : null;
  }
}

function column(name, trial) {
  return el(
    "section",
    { class: "trial" },
    el("h3", {}, name),
    el("p", { class: "bubble mine" }, highlighted(trial.text, trial.moves ?? [])),
    trial.scores && [spoken(scoreWords(trial.scores)), scoreStrip(trial.scores)],
    trial.answer.map((message) =>
      el(
        "div",
        { class: "theirs", lang: ENGLISH },
        el("h4", { class: "who" }, message.name ?? ""),
        (message.bubbles ?? [message.text]).map((bubble) => el("p", { class: "bubble" }, speech(bubble))),
      ),
    ),
  );
}

/** What has changed in a few words: "Empathy 0 → 2, Two-way 1 → 2". */
function change(before, after) {
  const parts = DIMENSIONS.filter((dimension) => before.scores && after.scores && before.scores[dimension] !== after.scores[dimension]);
  if (!parts.length) return texts.tries.same;
  const value = (scores, dimension) => scores[dimension] ?? texts.scores.none;
  return parts
    .map((dimension) => texts.tries.change(texts.scores.names[dimension], value(before.scores, dimension), value(after.scores, dimension)))
    .join(", ");
}

/** The tries side by side, to open and close. */
export function triesCard(tries, open) {
  const last = tries.length - 1;
  const name = (index) => (index === last ? texts.tries.now : last === 1 ? texts.tries.before : texts.tries.try(index + 1));
  return el(
    "details",
    { class: "more tries", "aria-live": "off", open },
    el("summary", {}, el("span", {}, texts.tries.title, el("span", { class: "change" }, change(tries[last - 1], tries[last])))),
    el("div", { class: "trials" }, tries.map((trial, index) => column(name(index), trial))),
  );
}
