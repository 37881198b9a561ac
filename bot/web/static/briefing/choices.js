/** What one chooses before the meeting: how it is arranged, how hard it is, when the coach speaks. */

import { el, ENGLISH } from "../dom.js";
import { texts } from "../texts.js";

/** Id of the form: the choices stand all over the briefing, away from the button that sends them. */
export const FORM = "start-form";

/** One radio button as a tile. `lang` is the language of the words, where it is not the interface's. */
export function choice(name, value, checked, title, about = null, lang = null) {
  return el(
    "label",
    { class: "choice" },
    el("input", { type: "radio", name, value, checked, form: FORM }),
    el("span", { lang }, about ? [el("strong", {}, title), el("span", { class: "quiet" }, about)] : title),
  );
}

/** How the meeting is arranged; null where there is nothing to arrange. */
export function arrangements(scenario, chosen) {
  const words = texts.briefing;
  if (!scenario.arrangements.length) return null;
  return el(
    "section",
    { class: "arrangements", "aria-labelledby": "arrange" },
    el("h2", { id: "arrange" }, words.arrange),
    el("p", {}, words.arrangeAbout),
    scenario.arrangements.map(({ id, asks, options, citation }) => {
      const taken = options.find((option) => chosen.includes(option.id)) ?? options[0];
      return el(
        "fieldset",
        { class: "arrangement" },
        el("legend", { lang: ENGLISH }, asks),
        options.map((option) => choice(`arrangement-${id}`, option.id, option === taken, option.label, null, ENGLISH)),
        el("p", { class: "quiet" }, words.source(citation)),
      );
    }),
  );
}

/** How hard the parent is played; null where there is only one way. */
export function difficulty(scenario, wanted) {
  const words = texts.briefing;
  if (!scenario.hard) return null;
  return el(
    "fieldset",
    {},
    el("legend", {}, words.difficulty),
    choice("difficulty", "usual", wanted !== "hard", words.usual, words.usualAbout),
    choice("difficulty", "hard", wanted === "hard", words.hard, el("span", { lang: ENGLISH }, scenario.hard.about)),
  );
}

/** When the coach speaks. */
export function coaching(wanted) {
  const words = texts.briefing;
  return el(
    "fieldset",
    {},
    el("legend", {}, words.coaching),
    choice("coaching", "live", wanted === "live", words.live, words.liveAbout),
    choice("coaching", "request", wanted === "request", words.request, words.requestAbout),
    choice("coaching", "end", wanted === "end", words.end, words.endAbout),
  );
}
