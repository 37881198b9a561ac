/** One's own practice as a page: the sum of it, all conversations, what changed, what comes next, and its code. */

import { workshops } from "../attending.js";
import { el, ENGLISH } from "../dom.js";
import { day } from "../numbers.js";
import { practice } from "../practice.js";
import { texts } from "../texts.js";
import { CodeCard } from "./code_card.js";
import { sideBySide } from "./compare.js";
import { codeEntry } from "./entry.js";
import { strategies } from "./strategies.js";
import { talks } from "./talks.js";
import { trends } from "./trends.js";

/** The page of one practice, or of none. */
export class PracticePage {
  /** All that was practised, as the server tells it; null where there is no practice on this device. */
  own = null;

  /** @param {import("../journey.js").Journey} journey */
  constructor(journey) {
    this.journey = journey;
    this.told = el("p", { class: "told", role: "status" });
  }

  /** Fetch what is to be shown. */
  async fetch() {
    const { api } = this.journey;
    const [own, scenarios, site] = await Promise.all([this.#own(), api.scenarios(), api.site().catch(() => ({ remember: false }))]);
    this.own = own;
    this.workshops = own && (await this.#workshops().catch(() => null));
    /** Whether the box to remember the practice starts ticked. */
    this.usual = site.remember;
    /** Titles of the scenarios by id, and names of the strategies. */
    this.titles = new Map(scenarios.map(({ id, title }) => [id, title]));
    this.names = new Map(scenarios.flatMap((scenario) => scenario.strategies.map(({ id, name }) => [id, name])));
    return this;
  }

  async #own() {
    if (!practice.code) return null;
    try {
      return await this.journey.api.practice(practice.code);
    } catch (fault) {
      if (fault.code !== "no_such_practice") throw fault;
      practice.forget();
      this.lost = true;
      return null;
    }
  }

  /** What is to be told of workshops, where one takes part in any. */
  async #workshops() {
    const { journey } = this;
    const parts = await journey.api.call("GET", "/practice/workshops", practice.code);
    return parts.length > 0 && (await workshops(journey.root)).practised(journey, parts, (told) => this.show(told));
  }

  /** Show the page anew, and say what was done. */
  async show(told = "") {
    try {
      this.journey.present((await new PracticePage(this.journey).fetch()).step(told));
    } catch (fault) {
      this.tell(fault.message);
    }
  }

  /** Say something that has come of a button. */
  tell(words) {
    this.told.textContent = words;
  }

  /** The step of the journey. */
  step(told = "") {
    const words = texts.practice;
    const element = el(
      "div",
      { class: "step practice" },
      el("h1", { tabindex: "-1" }, texts.bar.practice),
      this.told,
      this.own ? this.#full() : this.#empty(),
    );
    return { title: texts.titles.practice, element, begin: () => this.tell(this.lost ? words.told.lost : told) };
  }

  #empty() {
    const words = texts.practice;
    return el(
      "div",
      { class: "columns" },
      el(
        "div",
        { class: "nothing-yet" },
        el("p", { class: "lead" }, words.empty),
        el("p", {}, this.journey.link("", { class: "button primary" }, texts.practice.choose)),
      ),
      el(
        "section",
        { class: "card", "aria-labelledby": "entry-title" },
        el("h2", { id: "entry-title" }, words.entry.title),
        codeEntry(this.journey, this.usual, async () => true, () => this.show()),
      ),
    );
  }

  #full() {
    const practised = this.own.sessions.some(({ replies }) => replies);
    return [
      el("p", { class: "lead" }, this.#sum()),
      this.#next(),
      el(
        "div",
        { class: "practice-columns" },
        this.workshops,
        this.own.sessions.length > 0 && talks(this),
        new CodeCard(this).element,
        practised && el("div", { class: "practice-more" }, trends(this), strategies(this), sideBySide(this)),
      ),
    ];
  }

  /** The whole practice in a sentence or two. */
  #sum() {
    const words = texts.practice;
    const { sessions, progress, since } = this.own;
    const practised = sessions.filter(({ replies }) => replies);
    if (!practised.length) return words.begun;
    const replies = practised.reduce((sum, talk) => sum + talk.replies, 0);
    const { in_a_row: row, total } = progress.weeks;
    const weeks = row > 1 ? words.weeksRunning(row) : total > 1 ? words.weeks(total) : "";
    return [words.sum(day(since), practised.length, replies, progress.minutes), " ", weeks];
  }

  /** What to practise next, and why. */
  #next() {
    const { suggestion } = this.own.progress;
    if (!suggestion) return null;
    const { scenario, title, why, strategy } = suggestion;
    const place = strategy ? `briefing/${scenario}/goal/${strategy}` : `briefing/${scenario}`;
    return el(
      "section",
      { class: "card next-card", "aria-labelledby": "next-title" },
      el("div", {}, el("h2", { id: "next-title" }, texts.practice.next, " ", el("span", { lang: ENGLISH }, title)), el("p", { lang: ENGLISH }, why)),
      this.journey.link(place, { class: "button primary", "aria-label": texts.choose.pickFor(title) }, texts.choose.pick),
    );
  }
}
