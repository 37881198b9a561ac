/** Coming back with the code of a practice, in any spelling. */

import { remember } from "../briefing/remember.js";
import { button, el, onSubmit } from "../dom.js";
import { practice } from "../practice.js";
import { preferences } from "../preferences.js";
import { texts } from "../texts.js";

const LENGTH = 12;
const LOOKALIKES = { I: "1", L: "1", O: "0" };

/** A code as it is written, "K7QF-2M9X-4TWD", from what somebody typed; null if it cannot be one. */
export function codeIn(typed) {
  const signs = typed.toUpperCase().replace(/[\s\-–—_.]/g, "").replace(/[ILO]/g, (sign) => LOOKALIKES[sign]);
  return signs.length === LENGTH && /^[0-9A-HJKMNP-TV-Z]+$/.test(signs) ? signs.match(/.{4}/g).join("-") : null;
}

/**
 * The form for the code.
 * @param {import("../journey.js").Journey} journey
 * @param {boolean} usual whether the box to remember the practice starts ticked
 * @param {() => Promise<boolean>} allowed asked before another practice takes the place of the one that is here
 * @param {() => void} onTaken called when the practice has been found and taken
 */
export function codeEntry(journey, usual, allowed, onTaken) {
  const words = texts.practice;
  const box = el("input", {
    type: "text", name: "code", id: "practice-code", autocomplete: "off", autocapitalize: "characters", spellcheck: "false",
    maxlength: 40, required: true, "aria-describedby": "practice-code-about practice-code-problem",
  });
  const problem = el("p", { id: "practice-code-problem", class: "problem", role: "alert" });
  const send = button(words.entry.fetch, { kind: "primary", type: "submit" });
  const form = el(
    "form",
    { class: "code-entry", novalidate: true },
    el("label", { for: box.id }, words.entry.label),
    box,
    el("p", { id: "practice-code-about", class: "quiet" }, words.entry.about),
    problem,
    remember(usual, null),
    send,
  );
  const refuse = (message) => {
    problem.textContent = message;
    box.setAttribute("aria-invalid", "true");
    box.focus();
  };
  onSubmit(form, send, async () => {
    problem.textContent = "";
    box.removeAttribute("aria-invalid");
    const code = codeIn(box.value);
    if (!code) return refuse(words.entry.unlike);
    try {
      await journey.api.practice(code);
      if (!(await allowed(code))) return;
      const remembered = form.elements.remember.checked;
      preferences.set("remember", remembered);
      practice.take(code, remembered);
      onTaken();
    } catch (fault) {
      refuse(fault.message);
    }
  });
  return form;
}
