/** The last step: what happened, what one did well, what to try next. */

import { ask } from "../chat/dialog.js";
import { button, el } from "../dom.js";
import { icon } from "../icons.js";
import { reportView } from "../report/report.js";
import { session } from "../session.js";
import { texts } from "../texts.js";

/** @param {import("../journey.js").Journey} journey */
export async function summaryStep(journey) {
  const words = texts.report;
  const { access } = session;
  if (!access) return journey.notice(words.heading, words.none, { words: words.other, place: "" });
  const report = await journey.api.report(access);
  const remove = async () => {
    if (!(await ask(journey.root, texts.ask.remove, { grave: true }))) return;
    try {
      await journey.api.remove(access);
      session.forget();
      journey.present(journey.notice(words.heading, words.removed, { words: words.other, place: "" }));
    } catch (fault) {
      journey.present(journey.notice(words.heading, fault.message, { words: words.again, act: () => journey.show() }));
    }
  };
  const element = el(
    "div",
    { class: "step summary" },
    reportView(report),
    el(
      "div",
      { class: "row ways" },
      !report.ended && journey.link("talk", { class: "button" }, icon("back"), words.back),
      journey.link(`briefing/${report.scenario}`, { class: "button primary" }, icon("restart"), words.again_same),
      journey.link("", { class: "button" }, words.other),
      button(words.print, { icon: icon("print"), onclick: () => window.print() }),
      button(words.remove, { icon: icon("remove"), kind: "grave", onclick: remove }),
    ),
  );
  return { title: texts.titles.summary, element };
}
