/** The third step: the conversation itself. */

import { Chat } from "../chat/chat.js";
import { session } from "../session.js";
import { texts } from "../texts.js";

/** @param {import("../journey.js").Journey} journey */
export async function talkStep(journey) {
  if (!session.access && !journey.wishes) return { place: "" };
  const chat = new Chat(journey);
  return { title: texts.titles.choose, element: chat.element, fills: true, begin: () => chat.begin(), leave: () => chat.stop() };
}
