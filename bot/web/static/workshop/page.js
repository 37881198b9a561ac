/** The page of a workshop for those who take part: what comes next, what the facilitator says, the rules, what one allows. */

import { el } from "../dom.js";
import { dayAndTime } from "../numbers.js";
import { practice } from "../practice.js";
import { texts } from "../texts.js";
import { takingPart } from "./calls.js";
import { allowing } from "./consent.js";
import { contactOf, rulesIn } from "./rules.js";
import { talksInOrder } from "./talks.js";
import { Votes } from "./vote.js";

/** What the facilitator has said, the latest first and in full view, the older ones to be opened. */
function notesOf({ notes }) {
  const words = texts.workshop;
  const [last, ...earlier] = [...notes].reverse();
  const note = ({ text, at }) => el("li", {}, el("p", {}, text), el("p", { class: "quiet" }, dayAndTime(at)));
  return [
    el("ul", { class: "notes", role: "list" }, note(last)),
    earlier.length > 0 &&
      el("details", { class: "more" }, el("summary", {}, words.earlierNotes(earlier.length)), el("ul", { class: "notes", role: "list" }, earlier.map(note))),
  ];
}

/** The workshop is over, or has not begun: what now. */
function standing({ workshop }) {
  const words = texts.workshop;
  if (workshop.stage === "waiting") return el("p", { class: "card" }, words.notYet(dayAndTime(workshop.opens_at)));
  if (workshop.stage !== "over") return null;
  return el(
    "section",
    { class: "card what-now", "aria-labelledby": "what-now" },
    el("h2", { id: "what-now" }, words.ended.title),
    el("p", {}, words.ended.about),
    el("ul", {}, words.ended.ways.map((way) => el("li", {}, way))),
    el("p", { class: "quiet" }, words.sees.kept(workshop.keep_days)),
  );
}

/** One workshop as its participant sees it. */
class WorkshopPage {
  constructor(journey, part, own, scenarios) {
    Object.assign(this, { journey, part, own, scenarios });
    this.told = el("p", { class: "told", role: "status" });
    this.notes = el("div", {});
    this.votes = new Votes(journey.api);
    this.live = el("div", { class: "live" });
  }

  step(welcome) {
    const words = texts.workshop;
    const { journey, part } = this;
    const [before, after] = words.you;
    this.#fill();
    const element = el(
      "div",
      { class: "step in-workshop" },
      el("h1", { tabindex: "-1" }, el("span", { class: "over" }, words.over), part.workshop.title),
      this.told,
      el("p", { class: "lead" }, before, el("strong", {}, part.participant.name), after),
      el("p", { class: "quiet" }, words.code.back(practice.code)),
      el(
        "div",
        { class: "columns" },
        el("div", { class: "main-column" }, this.votes.element, this.notesPart, this.live),
        el(
          "div",
          { class: "side-column" },
          el("section", { class: "card", "aria-labelledby": "rules" }, el("h2", { id: "rules" }, words.rules), this.rules, contactOf(part.workshop)),
          el(
            "section",
            { class: "card", "aria-labelledby": "allow" },
            el("h2", { id: "allow" }, words.allow.title),
            el("p", {}, words.allow.about),
            allowing(journey, part, (left) => this.#left(left)),
          ),
        ),
      ),
    );
    return {
      title: words.titles.page(part.workshop.title),
      element,
      begin: () => this.#begin(welcome),
      leave: () => this.#leave(),
    };
  }

  /** What may change while one looks at it. */
  #fill() {
    const words = texts.workshop;
    const { part } = this;
    this.notesPart ??= el("section", { class: "card facilitator-says", "aria-labelledby": "notes" }, el("h2", { id: "notes" }, words.notes), this.notes);
    this.notesPart.hidden = !part.notes.length;
    if (part.notes.length) this.notes.replaceChildren(...notesOf(part).filter(Boolean));
    this.rules ??= el("ul", {});
    this.rules.replaceChildren(...rulesIn(part.workshop).map((rule) => el("li", {}, rule)));
    this.live.replaceChildren(...[standing(part), talksInOrder(this)].filter(Boolean));
  }

  async #begin(welcome) {
    if (welcome) this.told.textContent = texts.workshop.welcome(this.part.participant.name);
    this.attendance = await this.journey.attending();
    if (this.attendance?.part?.workshop.id !== this.part.workshop.id) return;
    this.attendance.onNews = () => this.#news();
    this.attendance.onGone = () => this.#left(texts.workshop.gone);
  }

  async #news() {
    const own = await this.journey.api.practice(practice.code).catch(() => null);
    const { part } = this.attendance;
    if (!own || part?.workshop.id !== this.part.workshop.id) return;
    Object.assign(this.part, { ...part, participant: this.part.participant });
    this.own = own;
    this.#fill();
    await this.votes.update(part);
  }

  #leave() {
    if (this.attendance) Object.assign(this.attendance, { onNews: null, onGone: null });
  }

  #left(words) {
    this.journey.present(this.journey.notice(words, texts.workshop.ended.ways[1], { words: texts.bar.practice, place: "practice" }));
  }
}

/**
 * @param {import("../journey.js").Journey} journey
 * @param {string} rest id of the workshop; none, or "joined" right after joining, for the one that is attended
 */
export async function workshopStep(journey, rest) {
  const words = texts.workshop;
  const parts = await takingPart(journey.api);
  const wanted = Number(rest) || practice.workshop;
  const part = parts.find(({ workshop }) => workshop.id === wanted) ?? (rest ? null : parts[0]);
  if (!part) {
    const way = { words: words.heading, place: "join" };
    return journey.notice(parts.length || rest ? words.gone : words.none, words.lead, way);
  }
  if (practice.workshop !== part.workshop.id) practice.attend(part.workshop.id);
  const [own, scenarios] = await Promise.all([journey.api.practice(practice.code), journey.api.scenarios(), journey.attending()]);
  await (await journey.attending())?.ask();
  const page = new WorkshopPage(journey, part, own, scenarios);
  await page.votes.update(part);
  return page.step(rest === "joined");
}
