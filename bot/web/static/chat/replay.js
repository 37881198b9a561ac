/** Shows a conversation again that the server kept: after a reload, everything stands where it stood. */

/**
 * Put kept messages back into a conversation.
 * @param {import("./conversation.js").Conversation} conversation
 * @param {import("./talk.js").Talk} talk
 * @param {{messages: Array, turns: Array}} kept the answer of the server
 * @param {(own: object, turn: object) => void} onTurn what to do with a scored reply
 */
export function replay(conversation, talk, kept, onTurn) {
  const turns = new Map(kept.turns.map((turn) => [turn.turn, turn]));
  for (const message of kept.messages) {
    if (message.speaker === "parent") {
      conversation.parent(message, { hasten: true });
    } else if (message.speaker === "coach") {
      if (talk.worthShowing([message]).length) conversation.coach(message);
    } else {
      const own = conversation.own(message.text);
      const turn = turns.get(message.turn);
      if (!turn) continue;
      talk.number = turn.turn;
      onTurn(own, turn);
    }
  }
}
