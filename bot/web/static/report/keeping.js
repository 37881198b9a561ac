/** The end of the summary: print it, take it along, or delete it. */

import { button, el } from "../dom.js";
import { save } from "../download.js";
import { icon } from "../icons.js";
import { texts } from "../texts.js";

/**
 * @param {{download: (form: string) => Promise<object>, remove: () => void, print: (() => void)|null}} does what each
 *   button does; print is null where printing would print somebody else's page
 */
export function keeping({ download, remove, print }) {
  const words = texts.report.keeping;
  const told = el("p", { role: "status" });
  const fetching = (form) => async () => {
    told.textContent = words.fetching;
    try {
      const file = await download(form);
      save(file);
      told.textContent = words.saved(file.name);
    } catch (fault) {
      told.textContent = fault.message;
    }
  };
  return el(
    "section",
    { class: "chapter keeping", id: "keeping", "aria-labelledby": "keeping-title", tabindex: "-1" },
    el("h2", { id: "keeping-title" }, words.title),
    el("p", {}, print ? words.about : words.aboutWithoutPrint),
    el(
      "div",
      { class: "row" },
      print && button(words.print, { icon: icon("print"), onclick: print }),
      button(words.text, { icon: icon("download"), onclick: fetching("text") }),
      button(words.json, { icon: icon("download"), onclick: fetching("json") }),
    ),
    told,
    el("p", { class: "quiet" }, words.removeAbout),
    el("div", { class: "row" }, button(words.remove, { icon: icon("remove"), kind: "grave", onclick: remove })),
  );
}
