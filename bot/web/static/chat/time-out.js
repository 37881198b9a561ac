/** The calm view of a time-out: the parent waits, there is room to breathe, and the coach listens. */

import { button, el, ENGLISH, spoken, svg } from "../dom.js";
import { session } from "../session.js";
import { texts } from "../texts.js";
import { firstName, speech } from "./speech.js";

/** A circle that grows as one breathes in. It can be held still; those who listen hear one sentence. */
function breathing() {
  const words = texts.timeOut;
  const figure = el(
    "div",
    { class: "breathing" },
    el(
      "div",
      { class: "breath", "aria-hidden": "true" },
      svg("svg", { viewBox: "0 0 120 120", focusable: "false" }, [52, 40, 28].map((r) => svg("circle", { cx: 60, cy: 60, r }))),
      el("span", { class: "in" }, words.in),
      el("span", { class: "out" }, words.out),
    ),
    spoken(words.breathe),
  );
  const hold = button(words.hold, {
    kind: "tool hold",
    onclick: () => {
      const held = figure.classList.toggle("held");
      hold.querySelector("span").textContent = held ? words.move : words.hold;
    },
  });
  figure.append(hold);
  return figure;
}

/** A button that shows the conversation under the view, and hides it again. */
function lookingBack(conversation) {
  const look = button(texts.timeOut.look, {
    kind: "small",
    "aria-expanded": "false",
    onclick: () => {
      const seen = conversation.lookBack();
      look.setAttribute("aria-expanded", String(seen));
      look.querySelector("span").textContent = seen ? texts.timeOut.unlook : texts.timeOut.look;
    },
  });
  return look;
}

/**
 * What stands in place of the conversation while it is paused.
 * @param {import("./chat.js").Chat} chat
 * @param {Array<string>} words what the parent said last, in bubbles
 */
export function timeOutView(chat, words) {
  const name = firstName(chat.scenario.parent);
  const why = () => chat.busy || chat.send(texts.timeOut.why, "/why");
  const mayAsk = chat.talk.number > 0 && session.coaching !== "end"; // then scores wait for the summary
  return el(
    "section",
    { class: "time-out", "aria-live": "off", "aria-labelledby": "waits" },
    el("div", { class: "parent-waits" }, chat.head.portrait(), el("h2", { id: "waits" }, texts.timeOut.waits(name))),
    breathing(),
    words.length > 0 &&
      el("div", { class: "last-words" }, el("h3", {}, texts.timeOut.last(name)), el("blockquote", { lang: ENGLISH }, words.map((line) => el("p", {}, speech(line))))),
    el("p", { class: "can" }, texts.timeOut.can),
    el("div", { class: "row" }, lookingBack(chat.conversation), mayAsk && button(texts.timeOut.why, { kind: "small", onclick: why })),
  );
}
