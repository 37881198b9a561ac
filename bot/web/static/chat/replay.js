/** Shows a conversation again that the server kept: after a reload, everything stands where it stood. */

import { texts } from "../texts.js";
import { parentIn } from "./speech.js";

/**
 * Put kept messages back into a conversation.
 * @param {import("./chat.js").Chat} chat
 * @param {{messages: Array, turns: Array, earlier: Array, paused: boolean}} kept the answer of the server
 */
export function replay(chat, kept) {
  const { conversation, talk, tries } = chat;
  const turns = new Map(kept.turns.map((turn) => [turn.turn, turn]));
  const outside = kept.paused ? kept.messages.findLastIndex((message) => message.kind === "pause") : -1;
  let line = []; // what the parent said last
  tries.restore(kept.earlier);
  for (const [at, message] of kept.messages.entries()) {
    if (at === outside) chat.stepOut();
    if (message.speaker === "parent") {
      const before = kept.messages[at - 1]?.speaker === "parent";
      line = before ? [...line, message] : [message];
      conversation.parent(message, { hasten: true });
    } else if (message.speaker === "coach") {
      if (talk.worthShowing([message]).length) chat.coach(message);
    } else {
      const turn = turns.get(message.turn);
      if (turn) triesBefore(chat, turn.turn, line);
      const own = conversation.own(message.text);
      if (turn) {
        talk.number = turn.turn;
        chat.judged(own, turn, answerTo(kept.messages, at));
        chat.verdicts.compare(turn.turn);
      }
    }
  }
  triesBefore(chat, talk.number + 1, line);
}

/** Replies to that line which were taken back, and then the line again. */
function triesBefore(chat, number, line) {
  const earlier = chat.tries.earlier(number);
  if (!earlier.length) return;
  for (const taken of earlier) chat.conversation.earlier(taken.text, taken.answer);
  chat.conversation.remark(texts.chat.retried);
  for (const message of line) chat.conversation.parent(message, { hasten: true });
}

/** What the parent said to the reply at that place. */
function answerTo(messages, at) {
  const next = messages.findIndex((message, index) => index > at && message.speaker === "teacher");
  return parentIn(messages.slice(at + 1, next < 0 ? undefined : next));
}
