/** Taking part: what the server says of the workshop, asked again and again, and the strip above every step. */

import { button, el } from "../dom.js";
import { practice } from "../practice.js";
import { preferences } from "../preferences.js";
import { texts } from "../texts.js";
import { here } from "./calls.js";
import { Clock } from "./clock.js";
import { briefingPart } from "./rules.js";

const OFTEN = 4_000; // milliseconds between two questions to the server
const SELDOM = 20_000; // the same where nobody looks

/** How the places of the journey are told. */
const PLACES = { briefing: "briefing", talk: "talk", summary: "summary", practice: "practice" };

/** One journey's part in the workshop that is attended. */
export class Attendance {
  /** The workshop as one who takes part sees it; null before it is known. */
  part = null;
  /** Called when there is something new to see, while the page of the workshop is shown. */
  onNews = null;
  /** Called when one takes part no longer, while the page of the workshop is shown: the workshop was deleted, say. */
  onGone = null;
  #timer = null;
  #asking = null;

  /** @param {import("../journey.js").Journey} journey */
  constructor(journey) {
    this.journey = journey;
    this.title = journey.link("workshop", { class: "to-workshop" });
    this.vote = el("p", { hidden: true }, journey.link("workshop", { class: "to-vote" }));
    this.time = el("span", { class: "time-left" });
    this.note = el("div", { class: "note", role: "status" });
    this.read = button(texts.workshop.read, { kind: "small", onclick: () => this.#markRead() });
    this.away = button(texts.workshop.read, { kind: "small", hidden: true, onclick: () => this.#putAway() });
    this.told = el("p", { class: "spoken", role: "status" });
    this.element = el(
      "section",
      { class: "attending", hidden: true },
      el("p", { class: "attended" }, this.title, this.time, this.away),
      this.vote,
      el("div", { class: "notes-new" }, this.note, this.read),
      this.told,
    );
    this.clock = new Clock((words, aloud) => this.#timeGoes(words, aloud));
  }

  /** Begin; resolves once it is known how things stand. */
  async begin() {
    const { journey } = this;
    const { signal } = journey.stopping;
    journey.bar.element.after(this.element);
    try {
      await this.ask();
    } catch (fault) {
      this.stop();
      throw fault;
    }
    journey.host.addEventListener("alongside:step", () => this.ask().catch(() => {}), { signal });
    document.addEventListener("visibilitychange", () => this.#later(0), { signal });
    signal.addEventListener("abort", () => this.stop());
  }

  /** No longer. */
  stop() {
    clearTimeout(this.#timer);
    this.clock.stop();
    this.element.remove();
    this.part = null;
  }

  /** Whether the workshop is on: it has begun and is not over. */
  get on() {
    return this.part?.workshop.stage === "open";
  }

  /** Ask how things stand, and tell where one is. */
  async ask() {
    clearTimeout(this.#timer);
    const id = practice.workshop;
    const place = PLACES[this.journey.places.here.split("/")[0]] ?? "choose";
    const mine = (this.#asking = {});
    let part = null;
    let gone = false;
    try {
      part = id && (await here(this.journey.api, id, place));
    } catch (fault) {
      if (!fault.gone) throw fault;
      practice.attend(null); // left or deleted, here or elsewhere
      gone = true;
    } finally {
      if (mine === this.#asking) this.#later(this.#pace(part));
    }
    // What was asked later knows better.
    if (mine !== this.#asking) return;
    this.#show(part || null);
    if (gone) this.onGone?.();
  }

  /** After how long to ask again: nothing is said any more where it is over, but the group may still look at replies. */
  #pace(part) {
    const quiet = part?.workshop.stage === "over" && !this.#onPage;
    return document.hidden || quiet ? SELDOM : OFTEN;
  }

  #later(after) {
    clearTimeout(this.#timer);
    if (!this.journey.stopping.signal.aborted) this.#timer = setTimeout(() => this.ask().catch(() => {}), after);
  }

  #show(part) {
    const before = this.part;
    this.part = part;
    this.element.hidden = !part;
    if (!part) {
      clearTimeout(this.#timer);
      this.clock.stop();
      return;
    }
    this.element.setAttribute("aria-label", texts.workshop.bar);
    this.title.textContent = part.workshop.title;
    for (const each of [this.read, this.away]) each.firstElementChild.textContent = texts.workshop.read;
    this.clock.run(part);
    const over = part.workshop.stage === "over";
    if (over) this.time.textContent = texts.workshop.ended.short;
    this.away.hidden = !over;
    this.#tellVote(before);
    this.#tellNotes(before);
    if (before && JSON.stringify(newsIn(before)) !== JSON.stringify(newsIn(part))) this.onNews?.();
  }

  /** Whether the page of the workshop is shown, which tells everything itself. */
  get #onPage() {
    return this.journey.places.here.split("/")[0] === "workshop";
  }

  /** There is a reply to look at. */
  #tellVote(before) {
    const { title } = texts.workshop.vote;
    this.vote.firstElementChild.textContent = title;
    this.vote.hidden = !this.part.voting || this.#onPage;
    if (this.part.voting && !before?.voting) this.told.textContent = title;
  }

  /** The latest message that has not been read, and how many more wait. */
  #tellNotes(before) {
    const words = texts.workshop;
    const unread = this.part.notes.filter(({ id }) => id > (preferences.get("note") ?? 0));
    const last = unread.at(-1);
    if (this.#onPage) {
      if (last && before) this.told.textContent = `${words.note} ${last.text}`;
      return this.#markRead();
    }
    this.read.hidden = !last;
    const shown = last ? `${words.note} ${unread.length} ${last.id}` : "";
    if ((this.note.dataset.shown ?? "") === shown) return;
    this.note.dataset.shown = shown;
    this.note.replaceChildren(
      ...(last ? [el("p", {}, el("strong", {}, words.note), " ", last.text)] : []),
      ...(unread.length > 1 ? [el("p", { class: "quiet" }, this.journey.link("workshop", {}, words.notesWaiting(unread.length - 1)))] : []),
    );
  }

  #markRead() {
    const held = this.element.contains(this.read.getRootNode().activeElement);
    preferences.set("note", Math.max(preferences.get("note") ?? 0, ...this.part.notes.map(({ id }) => id)));
    this.note.replaceChildren();
    this.note.dataset.shown = "";
    this.read.hidden = true;
    if (held) this.title.focus();
  }

  /** The workshop is over, and that has been read: its page stands under “My practice”. */
  #putAway() {
    practice.attend(null);
    this.#show(null);
    this.journey.content.focus();
  }

  #timeGoes(words, aloud) {
    this.time.textContent = words;
    if (aloud) this.told.textContent = aloud;
  }

  /** What stands in the briefing of that conversation, in place of what one chooses otherwise; null if it is no part. */
  briefing(scenario) {
    const { workshop } = this.part ?? {};
    return this.on && workshop.scenarios.includes(scenario) ? briefingPart(this.journey, workshop, scenario) : null;
  }

  /**
   * Whether replies may be taken again in that conversation. `workshop` is the one that it was opened in, which is known
   * at once; which other conversations belong to it is heard every few seconds.
   */
  mayRetry(session, workshop) {
    const inside = workshop !== null || this.part?.sessions.includes(session);
    return !this.part || !inside || this.part.workshop.retries;
  }
}

/** What is worth showing a page anew for. */
function newsIn({ workshop, notes, sessions, voting }) {
  return [workshop, notes.length, sessions, voting];
}
