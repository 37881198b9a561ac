/** The moves of the codebook, as the page shows them. */

import { texts } from "../texts.js";

/** Moves that get in the way; all others help. */
const HINDERING = new Set([
  "instruct", "unasked_advice", "lecture", "jargon", "leading_question",
  "dismiss", "blame", "defend", "yes_but",
  "over_promise", "give_in", "disclose_other", "retaliate", "avoid",
]);

/** The name of a move in plain words. */
export function moveName(move) {
  return texts.moves[move] ?? move.replaceAll("_", " ");
}

/** Whether a move helps the conversation. */
export function helps(move) {
  return !HINDERING.has(move);
}
