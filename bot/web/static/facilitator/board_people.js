/** Participants as the board shows them, from what the server tells. */

/**
 * @param {object} board the server's answer
 * @param {Map<string, string>} titles of the scenarios by id
 * @returns {Array<object>} of each: id, name, state ("joined", "briefing", "talking" or "finished"), stuck, paused,
 *   title, turn, finished, phase, heat, ended, since, until
 */
export function peopleOf(board, titles) {
  return board.participants.map((one) => ({
    ...one,
    state: one.condition,
    title: one.scenario ? titles.get(one.scenario) ?? one.scenario : null,
  }));
}
