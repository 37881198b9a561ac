/** One step of a replay: what the parent said, what the teacher replied, and what came of it. */

import { face } from "../../chat/face.js";
import { highlighted } from "../../chat/highlight.js";
import { moodOf } from "../../chat/mood.js";
import { scoreList } from "../../chat/scores.js";
import { speech } from "../../chat/speech.js";
import { el, ENGLISH } from "../../dom.js";
import { texts } from "../../texts.js";
import { said } from "../../texts/debrief.en.js";
import { comments } from "./comments.js";
import { moveList } from "./wall_card.js";

/** What was said on the parent's side, each speaker apart. */
export function speeches(parent, all) {
  return all.map((one) => [
    one.name !== parent && el("p", { class: "speaker" }, one.name),
    one.bubbles.map((bubble) => el("p", { class: "as-said", lang: ENGLISH }, speech(bubble))),
  ]);
}

/** How the parent is at a moment: face, bars and words. */
export function feeling(felt, look, ended = null) {
  const words = said.replay;
  const mood = moodOf(felt, ended);
  const bar = (kind, value) => {
    const fill = el("span", { class: `level-fill ${kind}` });
    fill.style.setProperty("--level", String(value / 10));
    return el("span", { class: "level-bar", "aria-hidden": "true" }, fill);
  };
  return el(
    "div",
    { class: "feeling" },
    look && face(mood, look),
    el(
      "div",
      {},
      el("p", { class: "mood-word" }, texts.moods[mood]),
      el("p", { class: "levels" }, bar("heat", felt.heat), bar("trust", felt.trust), el("span", {}, words.state(felt.heat, felt.trust)), el("span", { class: "quiet" }, words.phases[felt.phase])),
    ),
  );
}

function coach(step, open, onToggle) {
  const { advice } = step;
  const words = texts.feedback;
  return el(
    "details",
    { class: "more coachs", open, ontoggle: (event) => onToggle(event.target.open) },
    el("summary", {}, said.replay.coach),
    scoreList(step.scores, step.reasons),
    moveList(step.moves),
    advice.worked && el("p", {}, el("strong", {}, `${words.worked}: `), el("span", { lang: ENGLISH }, advice.worked)),
    el("p", {}, el("strong", {}, `${words.next}: `), el("span", { lang: ENGLISH }, advice.try_next)),
    advice.wording && el("p", { class: "wording", lang: ENGLISH }, `“${advice.wording}”`),
  );
}

/**
 * @param {object} step
 * @param {object} talk the replay it is part of
 * @param {{look: object, highlight: boolean, coachOpen: boolean, onCoach: (open: boolean) => void, server: object, tell: (text: string) => void}} how
 */
export function stepOf(step, talk, { look, highlight, coachOpen, onCoach, server, tell }) {
  const words = said.replay;
  return el(
    "div",
    { class: step.taken_back ? "replay-step taken" : "replay-step" },
    step.probe && el("p", { class: "mark-word" }, words.probe),
    step.taken_back && el("p", { class: "mark-word" }, words.taken),
    feeling(step.before, look),
    el("div", { class: "said-step parent" }, el("h3", {}, talk.parent), speeches(talk.parent, step.parent)),
    el(
      "div",
      { class: "said-step own" },
      el("h3", {}, words.teacher),
      el("p", { class: "as-said", lang: ENGLISH }, highlight ? highlighted(step.reply, step.moves) : step.reply),
    ),
    coach(step, coachOpen, onCoach),
    comments(step, server, tell),
    feeling(step.after, look, step.ended),
    el("div", { class: "said-step parent" }, el("h3", {}, talk.parent), speeches(talk.parent, step.answer)),
    step.ended && el("p", { class: "ended-word" }, words.ended[step.ended]),
  );
}
