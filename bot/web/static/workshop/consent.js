/** What somebody allows: a box for each, none ticked beforehand; and how to change it later. */

import { ask } from "../chat/dialog.js";
import { button, el, onSubmit } from "../dom.js";
import { practice } from "../practice.js";
import { texts } from "../texts.js";
import { allow, leave } from "./calls.js";

const KINDS = ["read", "show", "improve", "tell"];

/** The boxes. `given` is what is allowed so far; `tells` whether there is a Learning Record Store to be asked about. */
export function consentBoxes(tells, given = {}) {
  const words = texts.workshop.consent;
  return KINDS.filter((kind) => kind !== "tell" || tells).map((kind) =>
    el(
      "label",
      { class: "choice" },
      el("input", { type: "checkbox", name: kind, checked: Boolean(given[kind]) }),
      el("span", {}, el("strong", {}, words[kind]), el("span", { class: "quiet" }, words[`${kind}About`])),
    ),
  );
}

/** What is ticked in a form: `{read, show, improve, tell}`. */
export function consentIn(form) {
  return Object.fromEntries(KINDS.map((kind) => [kind, form.elements[kind]?.checked ?? false]));
}

/** What is allowed, in a sentence. */
export function consentWords(given) {
  const words = texts.workshop.allow;
  return words.sum(KINDS.filter((kind) => given[kind]).map((kind) => words.short[kind]).join(", ") || words.none);
}

/**
 * The form to see and change what one allows, and to leave.
 * @param {import("../journey.js").Journey} journey
 * @param {object} part the workshop as one who takes part sees it
 * @param {(words: string) => void} onLeft called when the workshop has been left
 */
export function allowing(journey, part, onLeft) {
  const words = texts.workshop.allow;
  const told = el("p", { class: "problem", role: "status" });
  const tell = (text, fault = false) => {
    told.classList.toggle("problem", fault);
    told.textContent = text;
  };
  const save = button(words.save, { kind: "primary small", type: "submit" });
  const form = el(
    "form",
    { class: "allowing" },
    el("fieldset", {}, el("legend", { class: "spoken" }, texts.workshop.consent.title), consentBoxes(part.workshop.tells, part.participant.consent)),
    el("div", { class: "row" }, save, told),
    el("p", { class: "quiet" }, words.leaveAbout),
    el("div", { class: "row" }, button(words.leave, { kind: "small grave", onclick: () => goAway() })),
  );
  form.addEventListener("input", () => tell(""));
  onSubmit(form, save, async () => {
    try {
      const given = consentIn(form);
      await allow(journey.api, part.workshop.id, given);
      part.participant.consent = given;
      tell(words.saved);
      form.dispatchEvent(new CustomEvent("alongside:allowed"));
    } catch (fault) {
      tell(fault.message, true);
    }
  });
  const goAway = async () => {
    if (!(await ask(journey.root, words.ask, { grave: true }))) return;
    try {
      await leave(journey.api, part.workshop.id);
    } catch (fault) {
      if (!fault.gone) return tell(fault.message, true);
    }
    if (practice.workshop === part.workshop.id) practice.attend(null);
    await (await journey.attending())?.ask();
    onLeft(words.left);
  };
  return form;
}
