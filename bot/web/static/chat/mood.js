/** How a parent seems, in one word. */

/**
 * How a parent seems: a key of `texts.moods`.
 * @param {{heat: number, trust: number}} state heat and trust from 0 to 10
 * @param {string|null} ended how the conversation ended, if it did
 */
export function moodOf(state, ended = null) {
  if (ended === "walkout") return "gone";
  if (ended === "stalled") return "quiet";
  const { heat, trust } = state;
  if (heat >= 9) return "furious";
  if (heat >= 7) return "angry";
  if (heat >= 5) return "upset";
  if (heat >= 3) return trust >= 5 ? "calmer" : "wary";
  if (trust >= 7) return "at_ease";
  return trust >= 4 ? "calm" : "guarded";
}
