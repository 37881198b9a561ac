/** The moves of the codebook, as the page shows them. */

import { texts } from "../texts.js";

/** Moves that get in the way, by the score they lower. */
const HINDERING = {
  two_way: ["instruct", "unasked_advice", "lecture", "jargon", "leading_question"],
  empathy: ["dismiss", "blame", "defend", "yes_but"],
  boundaries: ["over_promise", "give_in", "disclose_other", "retaliate", "avoid"],
};

/** Moves that help, by the score they raise. */
const HELPING = {
  two_way: [
    "open_question", "ask_parent_ideas", "reflect_back", "check_understanding",
    "share_decision", "agree_next_step", "offer_choice", "acknowledge_expertise",
  ],
  empathy: ["name_feeling", "validate", "admit_mistake", "appreciate", "positive_about_child", "offer_help"],
  boundaries: ["set_limit", "state_possible", "child_first", "new_appointment", "raise_concern", "keep_confidential"],
};

const IN_THE_WAY = new Set(Object.values(HINDERING).flat());

/** The name of a move in plain words. */
export function moveName(move) {
  return texts.moves[move] ?? move.replaceAll("_", " ");
}

/** Whether a move helps the conversation. */
export function helps(move) {
  return !IN_THE_WAY.has(move);
}

/** Whether a move counts for that score: "two_way", "empathy" or "boundaries". */
export function countsFor(move, dimension) {
  return HINDERING[dimension].includes(move) || HELPING[dimension].includes(move);
}
