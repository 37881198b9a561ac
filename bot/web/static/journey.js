/** The way from choosing a conversation to looking back on it: which step is shown, and where the focus goes. */

import { Fault } from "./api.js";
import { workshops } from "./attending.js";
import { Bar } from "./bar.js";
import { el } from "./dom.js";
import { practice } from "./practice.js";
import { preferences } from "./preferences.js";
import { session } from "./session.js";
import { briefingStep } from "./steps/briefing.js";
import { chooseStep } from "./steps/choose.js";
import { noticeStep } from "./steps/notice.js";
import { practiceStep } from "./steps/practice.js";
import { summaryStep } from "./steps/summary.js";
import { talkStep } from "./steps/talk.js";
import { language, speak, texts } from "./texts.js";

/** What each step is made by: each gets the journey and what follows its name in the place. */
const STEPS = {
  "": chooseStep,
  briefing: briefingStep,
  talk: talkStep,
  summary: summaryStep,
  practice: practiceStep,
  join: async (journey, rest) => (await workshops(journey.root)).joining(journey, rest),
  workshop: async (journey, rest) => (await workshops(journey.root)).page(journey, rest),
};

const PATIENCE = 350; // milliseconds after which waiting is worth a word

/**
 * One person's way through the practice.
 *
 * A step is `{title, element, fills, begin, leave}`: the title of the page, what is shown, whether it takes the whole
 * height, and what is to be done once it is on show and when it no longer is.
 * A step may also be `{place}`: then one goes on to that place instead.
 */
export class Journey {
  /** What was wished for the talk that is about to begin: `{scenario, coaching, difficulty, chosen, goal, confidence, words}`. */
  wishes = null;
  /** The place from which the person came to the one that is shown now; null for the first. */
  before = null;
  #here = null;
  #shown = 0; // counts the steps, so that a slow one does not come in over a later one
  #first = true;
  #leave = null;
  #attending = null;

  /**
   * @param {object} parts host: the element; root: its shadow root; api; places; onPage: whether this is the product's
   *   own page; coaching: when the coach speaks unless the person says otherwise
   */
  constructor({ host, root, api, places, onPage, coaching }) {
    Object.assign(this, { host, root, api, places, onPage });
    if (coaching && !session.access) session.prefer(coaching, session.arranged);
    // Somebody else's page has its own main part.
    this.content = el(onPage ? "main" : "div", { class: "content", id: "content", tabindex: "-1" });
    this.bar = new Bar(this);
    this.element = el("div", { class: onPage ? "journey on-page" : "journey embedded" }, this.bar.element, this.content);
    this.stopping = new AbortController();
    root.append(this.element);
    root.addEventListener("click", (event) => this.#followed(event), { signal: this.stopping.signal });
    this.#openWhilePrinting();
    this.attending();
    /** Settles once the coach is awake. */
    this.awake = import("./waking.js").then(({ waking }) => waking(this.bar.element, `${api.base}/awake`, () => language), () => {});
  }

  /** The workshop that one takes part in, as `workshop/attendance.js` knows it; null for none, or if it is out of reach. */
  async attending() {
    if (!practice.workshop) return null;
    this.#attending ??= workshops(this.root).then((all) => all.attend(this));
    try {
      return await this.#attending;
    } catch {
      this.#attending = null; // so that the next to ask asks again
      return null;
    }
  }

  stop() {
    this.#leave?.();
    this.stopping.abort();
    this.places.stop();
  }

  /** A link to a place. */
  link(place, attributes, ...children) {
    return el("a", { ...attributes, href: this.places.href(place), "data-place": place }, ...children);
  }

  go(place) {
    this.places.go(place);
  }

  /** Show the step for the place where the person is. */
  async show() {
    const [name, ...rest] = this.places.here.split("/");
    const mine = (this.#shown += 1);
    [this.before, this.#here] = [this.#here, this.places.here];
    this.content.setAttribute("aria-busy", "true");
    const slow = setTimeout(() => mine === this.#shown && this.#wait(), PATIENCE);
    let step;
    try {
      step = await (STEPS[name] ?? chooseStep)(this, rest.join("/"));
    } catch (fault) {
      const foreseen = fault instanceof Fault;
      if (!foreseen) window.reportError(fault);
      const words = foreseen ? fault.message : texts.faults.unforeseen;
      step = this.notice({ summary: texts.report.failed, practice: texts.practice.failed }[name] ?? texts.choose.failed, words, {
        words: texts.choose.again,
        act: () => this.show(),
      });
    }
    clearTimeout(slow);
    if (mine !== this.#shown) return;
    this.content.removeAttribute("aria-busy");
    if (step.place !== undefined) this.go(step.place);
    else this.present(step);
  }

  /** The step takes its time: say so, in place of what was there before. */
  #wait() {
    this.#leave?.();
    this.#leave = null;
    this.host.removeAttribute("fills");
    this.content.replaceChildren(el("p", { class: "step waiting", role: "status" }, texts.waiting));
    if (!this.#first) this.content.focus({ preventScroll: true });
  }

  /** A step that only says something. */
  notice(title, text, way) {
    return { title: texts.titles.of(title), element: noticeStep(this, title, text, way) };
  }

  /** Put a step on show. Its heading takes the focus, except when the page has just been loaded. */
  present({ title, element, fills = false, begin = null, leave = null }) {
    this.#leave?.();
    this.#leave = leave;
    this.element.lang = language;
    if (this.onPage) document.documentElement.lang = language;
    this.host.toggleAttribute("fills", fills);
    this.content.replaceChildren(element);
    this.bar.show(this.places.here);
    this.called(title);
    if (!fills) {
      this.element.scrollTo(0, 0);
      if (this.onPage) window.scrollTo(0, 0);
      if (!this.#first) element.querySelector("h1")?.focus({ preventScroll: true });
    }
    this.#first = false;
    begin?.();
  }

  /** Tell the page around what is shown now. */
  called(title) {
    if (this.onPage) document.title = title;
    const detail = { step: this.places.here.split("/")[0] || "choose", title };
    this.host.dispatchEvent(new CustomEvent("alongside:step", { detail, bubbles: true, composed: true }));
  }

  /** Speak another language: the step is shown anew, a conversation from where it stands. */
  async speak(code) {
    preferences.set("language", code);
    await speak(code);
    this.bar.rename();
    await this.show();
  }

  /** Begin a talk with those wishes; the one before in this tab is left. */
  begin(wishes) {
    session.forget();
    if (wishes.scenario) session.prefer(wishes.coaching, wishes);
    this.wishes = wishes;
    this.go("talk");
  }

  #followed(event) {
    const link = event.target.closest?.("a[data-place]");
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    this.go(link.dataset.place);
  }

  /** On paper nothing can be opened, so all is open while it prints. */
  #openWhilePrinting() {
    const { signal } = this.stopping;
    let opened = [];
    window.addEventListener("beforeprint", () => {
      opened = [...this.content.querySelectorAll("details:not([open])")];
      for (const details of opened) details.open = true;
    }, { signal });
    window.addEventListener("afterprint", () => {
      for (const details of opened) details.open = false;
    }, { signal });
  }
}
