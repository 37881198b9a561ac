/**
 * The replies whose scores by the coach have been shown in this tab: who has seen them does not rate blindly.
 * What was revealed for all to see the server knows by itself.
 */

const KEY = "alongside-facilitator-seen";

function read() {
  try {
    return new Set(JSON.parse(window.sessionStorage.getItem(KEY)) ?? []);
  } catch {
    return new Set(); // storage switched off
  }
}

export const seenScores = {
  has: (turn) => read().has(turn),
  /** Note that the scores of these replies are on show. */
  add(turns) {
    try {
      window.sessionStorage.setItem(KEY, JSON.stringify([...new Set([...read(), ...turns])]));
    } catch {
      // Then it is not known after the page is loaded again.
    }
  },
};
