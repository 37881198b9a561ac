/** What somebody who has practised before is told: how far they are, what is still open, what comes next. */

import { button, el, ENGLISH } from "../dom.js";
import { icon } from "../icons.js";
import { practice } from "../practice.js";
import { session } from "../session.js";
import { texts } from "../texts.js";

const SHOWN = 3; // unfinished conversations besides this tab's own

/**
 * Where one is, and what comes next; null for somebody new.
 * @param {import("../journey.js").Journey} journey
 * @param {object|null} own all that was practised, as the server tells it
 */
export function whereOneIs(journey, own) {
  const practised = own?.sessions.filter(({ replies }) => replies).length ?? 0;
  if (!practised) return null;
  const { suggestion } = own.progress;
  return el(
    "p",
    { class: "lead" },
    texts.choose.practised(practised),
    suggestion && [
      " ",
      texts.choose.next,
      " ",
      journey.link(`briefing/${suggestion.scenario}`, { lang: ENGLISH }, suggestion.title),
      ". ",
      el("span", { lang: ENGLISH }, suggestion.why),
    ],
  );
}

/** Go on with a conversation of the practice, which may have been begun on another device. */
export function goOn(journey, { session: id, scenario, coaching }) {
  if (session.access?.session !== id) session.adopt({ session: id, token: practice.code }, { scenario, coaching });
  journey.go("talk");
}

function strip(words, title, onGo) {
  return el(
    "li",
    {},
    el("span", {}, words, title && [" ", el("strong", { lang: ENGLISH }, title)]),
    button(texts.choose.runningPick, { icon: icon("talk"), kind: "small", onclick: onGo, "aria-label": title && `${texts.choose.runningPick}: ${title}` }),
  );
}

/**
 * The conversations that are open: this tab's, and the latest of the practice; null where there is none.
 * @param {import("../journey.js").Journey} journey
 * @param {object|null} own all that was practised
 * @param {Array<object>} scenarios
 */
export function openTalks(journey, own, scenarios) {
  const words = texts.choose;
  const { access } = session;
  const mine = own?.sessions.find((each) => each.session === access?.session);
  const others = (own?.sessions ?? []).filter((each) => !each.over && each.replies && each !== mine).slice(0, SHOWN);
  const title = mine?.title ?? scenarios.find(({ id }) => id === session.scenario)?.title;
  const strips = [
    access && !mine?.over && strip(title ? words.running : words.runningCoach, title, () => journey.go("talk")),
    others.map((each) => strip(words.unfinished, each.title, () => goOn(journey, each))),
  ].flat().filter(Boolean);
  return strips.length ? el("ul", { class: "running", role: "list" }, strips) : null;
}
