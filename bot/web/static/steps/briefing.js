/** The second step: who one is, who one meets, what one knows, and when the coach speaks. */

import { button, el } from "../dom.js";
import { face } from "../chat/mood.js";
import { icon } from "../icons.js";
import { session } from "../session.js";
import { texts } from "../texts.en.js";

function choice(value, title, about) {
  return el(
    "label",
    { class: "choice" },
    el("input", { type: "radio", name: "coaching", value, checked: session.coaching === value }),
    el("span", {}, el("strong", {}, title), el("span", { class: "quiet" }, about)),
  );
}

/**
 * The step as an element.
 * @param {object} scenario as the server lists it
 * @param {(coaching: "live"|"end") => void} onStart
 */
export function briefingStep(scenario, onStart) {
  const words = texts.briefing;
  const { parent } = scenario;
  const form = el(
    "form",
    { class: "start" },
    el(
      "fieldset",
      {},
      el("legend", {}, words.coaching),
      choice("live", words.live, words.liveAbout),
      choice("end", words.end, words.endAbout),
    ),
    button(words.start, { kind: "primary large", type: "submit" }),
    el("p", { class: "quiet" }, words.privacy),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    onStart(new FormData(form).get("coaching"));
  });
  return el(
    "div",
    { class: "step briefing" },
    el("p", { class: "eyebrow" }, el("a", { href: "#/" }, icon("back"), words.back)),
    el("h1", { tabindex: "-1" }, el("span", { class: "over" }, words.eyebrow), scenario.title),
    el(
      "div",
      { class: "columns" },
      el(
        "div",
        { class: "main-column" },
        el(
          "div",
          { class: "who-card" },
          face("wary", parent.name),
          el(
            "div",
            {},
            el("p", {}, words.you(scenario.teacher.name, scenario.teacher.role)),
            el("p", {}, words.they(parent)),
          ),
        ),
        el("h2", {}, words.knows),
        scenario.briefing.map((paragraph) => el("p", {}, paragraph)),
        scenario.content_note &&
          el("div", { class: "content-note" }, el("p", {}, el("strong", {}, words.note), ": ", scenario.content_note, " ", words.noteAfter)),
      ),
      el(
        "div",
        { class: "side-column" },
        el("h2", {}, words.goals),
        el("ul", {}, scenario.goals.map((goal) => el("li", {}, goal))),
        el(
          "details",
          { class: "more" },
          el("summary", {}, words.strategies),
          el("ul", {}, scenario.strategies.map((name) => el("li", {}, name))),
        ),
        form,
      ),
    ),
  );
}
