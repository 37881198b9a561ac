/** The last step: what happened, what one did well, what to try next. Also the look back on an older conversation. */

import { ask } from "../chat/dialog.js";
import { el, ENGLISH, pause } from "../dom.js";
import { icon } from "../icons.js";
import { day } from "../numbers.js";
import { practice } from "../practice.js";
import { keeping } from "../report/keeping.js";
import { reportView } from "../report/report.js";
import { Sureness } from "../report/sureness.js";
import { session } from "../session.js";
import { texts } from "../texts.js";

const PATIENCE = 300; // milliseconds after which waiting is worth a word
const WIDE = 720; // pixels from which there is room to have every part open

/** By what right one may look at a conversation: as the one of this tab, or as one of one's own practice. */
function accessTo(id) {
  if (!id || session.access?.session === id) return session.access;
  return practice.code ? { session: id, token: practice.code } : null;
}

/** All that the summary shows. What only adorns it may fail. */
async function fetched({ api }, access) {
  const [report, kept, scenarios, own] = await Promise.all([
    api.report(access),
    api.restore(access),
    api.scenarios().catch(() => []),
    practice.code ? api.practice(practice.code).catch(() => null) : null,
  ]);
  const now = own?.sessions.find((each) => each.session === access.session);
  return {
    report,
    kept,
    look: scenarios.find((each) => each.id === report.scenario)?.parent.face ?? null,
    when: kept.began_at ?? now?.began_at ?? null,
    suggestion: own?.progress?.suggestion ?? null,
  };
}

/** One summary, and what can be done with it. */
class Summary {
  constructor(journey, access, { report, kept, look, when, suggestion }) {
    Object.assign(this, { journey, access, report, kept, suggestion });
    this.watching = new AbortController();
    this.view = reportView(report, {
      playing: kept.playing,
      state: kept.state,
      look,
      about: [report.title, when && day(when)].filter(Boolean),
      sureness: report.turns > 0 && !kept.playing ? this.#sureness() : null,
      nextWays: this.#nextWays(),
      closing: this.#keeping(),
      wide: journey.element.clientWidth >= WIDE,
      root: () => this.view.element,
    });
  }

  /** The step of the journey. */
  get step() {
    return {
      title: texts.titles.summary,
      element: el("div", { class: "step summary" }, this.#goOn(), this.view.element),
      begin: () => this.view.watch(this.watching.signal),
      leave: () => this.watching.abort(),
    };
  }

  get #mine() {
    return session.access?.session === this.access.session;
  }

  /** A talk that is not over waits. */
  #goOn() {
    if (!this.kept.playing) return null;
    const { access, kept, journey } = this;
    const adopt = () => {
      if (!this.#mine) session.adopt(access, kept);
    };
    return el(
      "div",
      { class: "going-on" },
      el("p", {}, texts.report.goingOn(this.report.parent)),
      journey.link("talk", { class: "button primary", onclick: adopt }, icon("talk"), el("span", {}, texts.report.goOn)),
    );
  }

  #sureness() {
    const keep = async (after) => {
      const told = await this.journey.api.confidence(this.access, after);
      return { before: told.before, after: told.after };
    };
    return new Sureness(this.report.confidence, keep).element;
  }

  #nextWays() {
    const words = texts.report;
    const { journey, report, suggestion } = this;
    const other = suggestion && suggestion.scenario !== report.scenario ? suggestion : null;
    return [
      other &&
        el(
          "p",
          { class: "suggestion" },
          words.suggestion,
          " ",
          journey.link(`briefing/${other.scenario}`, { lang: ENGLISH }, other.title),
          ". ",
          el("span", { lang: ENGLISH }, other.why),
        ),
      el(
        "div",
        { class: "row ways" },
        journey.link(`briefing/${report.scenario}`, { class: "button primary" }, icon("restart"), words.again_same),
        this.#mine && !report.ended && !this.kept.playing && journey.link("talk", { class: "button" }, icon("back"), words.back),
        journey.link("", { class: "button" }, words.other),
        practice.code && journey.link("practice", { class: "button" }, texts.bar.practice),
      ),
    ];
  }

  #keeping() {
    const { journey, access } = this;
    return keeping({
      print: journey.onPage ? () => window.print() : null,
      download: (form) => journey.api.download(access, form),
      remove: () => this.#remove(),
    });
  }

  async #remove() {
    const { journey, access } = this;
    const words = texts.report;
    if (!(await ask(journey.root, texts.ask.remove, { grave: true }))) return;
    try {
      await journey.api.remove(access);
      if (this.#mine) session.forget();
      const way = practice.code ? { words: texts.bar.practice, place: "practice" } : { words: words.other, place: "" };
      journey.present(journey.notice(words.removed, words.removedAbout, way));
    } catch (fault) {
      journey.present(journey.notice(words.heading, fault.message, { words: words.again, act: () => journey.show() }));
    }
  }
}

/** Why there is no summary, in words, and the way on. */
function without(journey, fault) {
  const words = texts.report;
  const elsewhere = practice.code ? { words: texts.bar.practice, place: "practice" } : { words: words.other, place: "" };
  if (fault.gone) return journey.notice(words.none, words.gone, elsewhere);
  if (fault.code === "nothing_to_report") return journey.notice(words.heading, words.none, elsewhere);
  return journey.notice(words.failed, fault.message ?? texts.faults.unforeseen, { words: words.again, act: () => journey.show() });
}

/** What is shown while the summary is put together; `coming` is the step that takes its place. */
function waiting(journey, coming) {
  let left = false;
  const words = texts.report;
  return {
    title: texts.titles.summary,
    element: el(
      "div",
      { class: "step summary waiting", "aria-busy": "true" },
      el("h1", { tabindex: "-1" }, words.heading),
      el("p", { class: "lead", role: "status" }, words.loading),
      el("div", { class: "skeleton", "aria-hidden": "true" }, [1, 2, 3].map(() => el("span", {}))),
    ),
    begin: () => coming.then((step) => left || journey.present(step)),
    leave: () => {
      left = true;
    },
  };
}

/**
 * @param {import("../journey.js").Journey} journey
 * @param {string} id of the conversation; none for the one of this tab
 */
export async function summaryStep(journey, id) {
  const words = texts.report;
  const access = accessTo(id);
  if (!access) {
    return id
      ? journey.notice(words.locked, words.lockedAbout, { words: texts.bar.practice, place: "practice" })
      : journey.notice(words.heading, words.none, { words: words.other, place: "" });
  }
  const coming = fetched(journey, access).then((all) => new Summary(journey, access, all).step, (fault) => without(journey, fault));
  const soon = await Promise.race([coming, pause(PATIENCE)]);
  return soon ?? waiting(journey, coming);
}
