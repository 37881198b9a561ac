/** Forms: a label for every field, a word where something is missing, and nothing typed that is ever lost. */

import { button, el, onSubmit } from "../dom.js";
import { words } from "../texts/facilitator.en.js";

let made = 0;

/** A name that no other element has. */
export function unique(name) {
  made += 1;
  return `${name}-${made}`;
}

/**
 * One field with its label.
 * @param {{label: string, hint?: string, type?: string, missing?: string, check?: (value: string) => string|null}} about
 *   missing: what to say if nothing is typed; check: what to say against what is typed, or null
 * @param {object} attributes of the input
 * @returns {{element: HTMLElement, input: HTMLElement, value: string, faulty: () => boolean}}
 */
export function field({ label, hint = null, type = "text", missing = null, check = () => null, rows = null }, attributes = {}) {
  const id = unique("field");
  const [hintId, problemId] = [`${id}-hint`, `${id}-problem`];
  const problem = el("p", { class: "problem", id: problemId });
  const describedBy = [hint && hintId, problemId].filter(Boolean).join(" ");
  const { value, ...others } = attributes;
  const shared = { id, "aria-describedby": describedBy, required: missing !== null, ...others };
  const input = type === "textarea" ? el("textarea", { rows, ...shared }) : el("input", { type, ...shared });
  input.value = value ?? "";
  const say = (text) => {
    problem.textContent = text ?? "";
    if (text) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  };
  input.addEventListener("input", () => say(null));
  return {
    element: el(
      "div",
      { class: "field" },
      el("label", { for: id }, label),
      hint && el("p", { class: "quiet", id: hintId }, hint),
      type === "password" ? el("div", { class: "secret" }, input, reveal(input, label)) : input,
      problem,
    ),
    input,
    get value() {
      return input.value;
    },
    /** Whether it cannot be sent as it is; says why. */
    faulty() {
      const fault = missing !== null && !input.value.trim() ? missing : check(input.value);
      say(fault);
      return Boolean(fault);
    },
  };
}

/** A button that shows what is typed as a password. */
function reveal(input, label) {
  const shows = button(words.form.show, {
    kind: "small",
    "aria-pressed": "false",
    "aria-label": words.form.showFor(label),
    onclick: () => {
      const shown = input.type === "text";
      input.type = shown ? "password" : "text";
      shows.setAttribute("aria-pressed", String(!shown));
    },
  });
  return shows;
}

/** A box to tick. */
export function box(label, checked, { hint = null, ...attributes } = {}) {
  const id = unique("box");
  const input = el("input", { type: "checkbox", id, checked, "aria-describedby": hint && `${id}-hint`, ...attributes });
  const element = el(
    "div",
    { class: "box" },
    input,
    el("div", {}, el("label", { for: id }, label), hint && el("p", { class: "quiet", id: `${id}-hint` }, hint)),
  );
  return { element, input, get value() { return input.checked; } };
}

/**
 * One of several.
 * @param {string} legend
 * @param {Array<{value: string, label: string, hint?: string}>} options
 * @param {string} chosen
 */
export function choice(legend, options, chosen, { hint = null, onchange = null, fixed = false } = {}) {
  const name = unique("choice");
  const element = el(
    "fieldset",
    { class: "choice-of", disabled: fixed },
    el("legend", {}, legend),
    hint && el("p", { class: "quiet" }, hint),
    options.map(({ value, label, hint: about }) => {
      const id = unique("option");
      return el(
        "div",
        { class: "box" },
        el("input", { type: "radio", id, name, value, checked: value === chosen, "aria-describedby": about && `${id}-hint`, onchange }),
        el("div", {}, el("label", { for: id }, label), about && el("p", { class: "quiet", id: `${id}-hint` }, about)),
      );
    }),
  );
  return { element, get value() { return element.querySelector("input:checked").value; } };
}

/**
 * A form that is sent once at a time. What goes wrong is said above the button, and what is typed stays.
 * @param {Array<{element: HTMLElement, input?: HTMLElement, faulty?: () => boolean}|HTMLElement>} parts
 * @param {{send: string, act: () => Promise<void>, others?: Array<HTMLElement>, label?: string}} about
 */
export function form(parts, { send, act, others = [], label = null, kind = "primary" }) {
  const problem = el("p", { class: "problem form-problem", role: "alert" });
  const sends = button(send, { kind, type: "submit" });
  const submit = async () => {
    problem.textContent = "";
    const faulty = parts.filter((part) => part.faulty?.());
    if (faulty.length) {
      (faulty[0].input ?? faulty[0].element).focus();
      return;
    }
    try {
      await act();
    } catch (fault) {
      problem.textContent = fault.message;
    }
  };
  const element = el(
    "form",
    { class: "form", novalidate: true, "aria-label": label },
    parts.map((part) => part.element ?? part),
    problem,
    el("div", { class: "row form-foot" }, sends, others),
  );
  onSubmit(element, sends, submit);
  return { element, say: (text) => { problem.textContent = text; } };
}
