/** How sure the trainee felt before the talk and feels after it; asked here if it was not asked yet. */

import { confidenceIn, confidenceQuestions } from "../confidence.js";
import { DIMENSIONS } from "../chat/scores.js";
import { button, el, spoken } from "../dom.js";
import { texts } from "../texts.js";

const STEPS = [1, 2, 3, 4, 5];

function scale(before, after) {
  const kind = (step) => ["step-mark", step === before && "before", step === after && "after"].filter(Boolean).join(" ");
  return el("span", { class: "scale-marks", "aria-hidden": "true" }, STEPS.map((step) => el("span", { class: kind(step) })));
}

function course({ before, after }) {
  const words = texts.report.sureness;
  return el(
    "dl",
    { class: "sure-course" },
    DIMENSIONS.map((dimension) => {
      const [was, is] = [before?.[dimension] ?? null, after?.[dimension] ?? null];
      return el(
        "div",
        {},
        el("dt", {}, texts.scores.long[dimension]),
        el("dd", {}, scale(was, is), el("span", {}, words.course(was, is)), spoken(` ${words.outOf}`)),
      );
    }),
  );
}

/** The card that shows the answers, or asks for them. */
export class Sureness {
  #given;

  /**
   * @param {{before: object|null, after: object|null}|null} given
   * @param {(after: object) => Promise<{before: object|null, after: object}>} keep keeps the answers
   */
  constructor(given, keep) {
    this.#given = given ?? { before: null, after: null };
    this.keep = keep;
    this.element = el("section", { class: "sureness-card" });
    if (this.#given.after) this.#show();
    else this.#ask();
  }

  #heading() {
    return el("h2", { tabindex: "-1" }, texts.report.sureness.title);
  }

  #show() {
    const words = texts.report.sureness;
    this.element.replaceChildren(
      this.#heading(),
      el("p", { class: "quiet" }, this.#given.before ? words.both : words.afterOnly),
      course(this.#given),
      button(words.change, { kind: "tool", onclick: () => this.#ask(true) }),
    );
  }

  #ask(again = false) {
    const words = texts.report.sureness;
    const problem = el("p", { class: "problem", role: "alert" });
    const form = el(
      "form",
      { class: "sure-form", novalidate: true },
      el("p", {}, words.asks),
      confidenceQuestions({ given: this.#given.after }),
      problem,
      el("div", { class: "row" }, button(words.keep, { type: "submit" }), el("span", { class: "quiet" }, words.optional)),
    );
    form.addEventListener("submit", (event) => this.#submitted(event, form, problem));
    this.element.replaceChildren(this.#heading(), form);
    if (again) form.querySelector("input:checked")?.focus();
  }

  async #submitted(event, form, problem) {
    event.preventDefault();
    const after = confidenceIn(new FormData(form));
    if (!after) {
      problem.textContent = texts.report.sureness.incomplete;
      return;
    }
    try {
      this.#given = await this.keep(after);
      this.#show();
      this.element.querySelector("h2").focus({ preventScroll: true });
    } catch (fault) {
      problem.textContent = fault.message;
    }
  }
}
