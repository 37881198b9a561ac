/** How long somebody takes to type what they say. */

const BEFORE = 350; // milliseconds before the first word
const A_WORD = 55; // milliseconds for each word
const LONGEST = 2400; // milliseconds for all that is said in one go

/** Milliseconds for each bubble, in proportion to its words and never more than `LONGEST` together. */
export function typingTimes(bubbles) {
  const words = bubbles.map((bubble) => bubble.trim().split(/\s+/).length);
  const all = words.reduce((sum, number) => sum + number, 0);
  const time = Math.min(LONGEST, BEFORE + all * A_WORD);
  return words.map((number) => Math.round((time * number) / all));
}
