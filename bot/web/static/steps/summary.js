/** The last step: what happened, what one did well, what to try next. */

import { ask } from "../chat/dialog.js";
import { button, el } from "../dom.js";
import { icon } from "../icons.js";
import { reportView } from "../report/report.js";
import { session } from "../session.js";
import { texts } from "../texts.en.js";

/**
 * The step as an element.
 * @param {{api: import("../api.js").Api, onRemoved: () => void, onFault: (fault: Error) => void}} page
 */
export async function summaryStep({ api, onRemoved, onFault }) {
  const words = texts.report;
  const report = await api.report(session.access);
  const remove = async () => {
    if (!(await ask(document.body, texts.ask.remove, { grave: true }))) return;
    try {
      await api.remove(session.access);
      onRemoved();
    } catch (fault) {
      onFault(fault);
    }
  };
  return el(
    "div",
    { class: "step summary" },
    reportView(report),
    el(
      "div",
      { class: "row ways" },
      !report.ended && el("a", { class: "button", href: "#/talk" }, icon("back"), words.back),
      el("a", { class: "button primary", href: `#/briefing/${report.scenario}` }, icon("restart"), words.again_same),
      el("a", { class: "button", href: "#/" }, words.other),
      button(words.print, { icon: icon("print"), onclick: () => window.print() }),
      button(words.remove, { icon: icon("remove"), kind: "grave", onclick: remove }),
    ),
  );
}
