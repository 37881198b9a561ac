/** All one's conversations, the latest first: when, which, how it ended, the averages, and the way on. */

import { ask } from "../chat/dialog.js";
import { DIMENSIONS } from "../chat/scores.js";
import { goOn } from "../choose/coming_back.js";
import { button, el, ENGLISH, spoken } from "../dom.js";
import { icon } from "../icons.js";
import { dayAndTime, rounded } from "../numbers.js";
import { practice } from "../practice.js";
import { session } from "../session.js";
import { texts } from "../texts.js";

const SHOWN = 6; // the latest; the rest can be opened

/** How a conversation stands, in a few words. */
export function endOf({ ended, over }) {
  if (ended) return texts.ends.label[ended];
  return over ? texts.practice.stopped : texts.practice.unfinished;
}

/** An average as three pips, filled to the nearest half, and a figure. */
function average(dimension, value) {
  const none = value === null;
  const pips = [1, 2, 3].map((step) => {
    const full = value >= step - 0.25;
    return el("span", { class: full ? "pip full" : value >= step - 0.75 ? "pip half" : "pip" });
  });
  return el(
    "li",
    {},
    el("span", { "aria-hidden": "true" }, texts.scores.names[dimension]),
    none ? null : el("span", { class: "pips", "aria-hidden": "true" }, pips),
    el("span", { class: "figure-small", "aria-hidden": "true" }, rounded(value)),
    spoken(none ? texts.scores.spokenNone(texts.scores.long[dimension]) : texts.practice.average(texts.scores.long[dimension], rounded(value))),
  );
}

function about(talk) {
  const words = texts.practice;
  return [
    dayAndTime(talk.began_at),
    endOf(talk),
    talk.replies ? words.replies(talk.replies) : words.noReplies,
    words.coaching[talk.coaching],
    talk.difficulty === "hard" && texts.briefing.hard,
  ].filter(Boolean).join(" · ");
}

async function remove(page, talk) {
  if (!(await ask(page.journey.root, texts.ask.remove, { grave: true }))) return;
  try {
    await page.journey.api.remove({ session: talk.session, token: practice.code });
  } catch (fault) {
    if (!fault.gone) {
      page.tell(fault.message);
      return;
    }
  }
  if (session.access?.session === talk.session) session.forget();
  page.show(texts.report.removed);
}

function item(page, talk) {
  const { journey } = page;
  const words = texts.practice;
  const which = `${talk.title}, ${dayAndTime(talk.began_at)}`;
  return el(
    "li",
    { class: "card talk-kept" },
    el("h3", { lang: ENGLISH }, talk.title),
    el("p", { class: "quiet" }, about(talk)),
    talk.replies > 0 && el("ul", { class: "kept-averages", role: "list" }, DIMENSIONS.map((dimension) => average(dimension, talk.averages[dimension]))),
    el(
      "div",
      { class: "row" },
      !talk.over && button(words.goOn, { icon: icon("talk"), kind: "small primary", onclick: () => goOn(journey, talk), "aria-label": `${words.goOn}: ${which}` }),
      talk.replies > 0 && journey.link(`summary/${talk.session}`, { class: "button small", "aria-label": `${words.lookBack}: ${which}` }, words.lookBack),
      button(words.remove, { kind: "small quiet-button", onclick: () => remove(page, talk), "aria-label": `${words.remove}: ${which}` }),
    ),
  );
}

/** @param {import("./page.js").PracticePage} page */
export function talks(page) {
  const words = texts.practice;
  const items = page.own.sessions.map((talk) => item(page, talk));
  return el(
    "section",
    { "aria-labelledby": "talks-title" },
    el("h2", { id: "talks-title" }, words.talks),
    el("ul", { class: "talks-kept", role: "list" }, items.slice(0, SHOWN)),
    items.length > SHOWN &&
      el("details", { class: "more" }, el("summary", {}, words.earlier(items.length - SHOWN)), el("ul", { class: "talks-kept", role: "list" }, items.slice(SHOWN))),
  );
}
