/** A whole conversation: head, bubbles, feedback, box, and what the buttons do. */

import { el } from "../dom.js";
import { session } from "../session.js";
import { texts } from "../texts.js";
import { Commands } from "./commands.js";
import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { Delivery } from "./delivery.js";
import { Foot } from "./foot.js";
import { Head } from "./head.js";
import { Hints } from "./hint.js";
import { makeRoom } from "./keyboard.js";
import { Panel } from "./panel.js";
import { patiently } from "./patience.js";
import { replay } from "./replay.js";
import { everybody, lastLine, parentIn } from "./speech.js";
import { Tabs } from "./tabs.js";
import { Talk } from "./talk.js";
import { timeOutView } from "./time-out.js";
import { Toolbar } from "./toolbar.js";
import { Tries } from "./tries.js";
import { Verdicts } from "./verdicts.js";
import { Voice } from "./voice.js";

const WIDE = 860; // pixels from which the feedback stands beside the conversation

/** One conversation on show. Goes on with the conversation of this tab if there is one, else opens what is wished for. */
export class Chat {
  /** The scenario being played as the server lists it, or null for a talk with the coach. */
  scenario = null;
  /** The workshop that one takes part in, as `journey.attending` gives it. */
  attendance = null;
  stopped = false; // no longer on show
  #scenarios = [];
  #own = new Map(); // the trainee's replies that count, by number
  #line = []; // what the parent said last, in bubbles
  #watching = new AbortController(); // stops watching sizes and scrolling when aborted

  /** @param {import("../journey.js").Journey} journey */
  constructor(journey) {
    this.journey = journey;
    this.api = journey.api;
    /** Where dialogues are hung up. */
    this.root = journey.root;
    this.wishes = journey.wishes;
    journey.wishes = null;
    this.talk = new Talk(this.api, session);
    this.commands = new Commands(this);
    this.delivery = new Delivery(this);
    this.head = new Head();
    this.conversation = new Conversation({
      onSendAgain: () => this.delivery.again(),
      onButton: (choice) => this.commands.chosen(choice),
    });
    this.voice = new Voice();
    this.composer = new Composer({ onSend: (text) => this.send(text), onDraft: (text) => session.keepDraft(text), voice: this.voice });
    this.toolbar = new Toolbar(this.commands);
    this.panel = new Panel();
    this.tries = new Tries();
    this.verdicts = new Verdicts(this.conversation, this.panel, this.tries);
    this.hints = new Hints(this);
    this.foot = new Foot(this);
    this.head.tools.append(this.toolbar.more);
    this.element = el(
      "div",
      { class: "frame" },
      el("section", { class: "column", "aria-labelledby": "talk-title" }, this.head.element, this.conversation.element, this.foot.element),
      this.panel.element,
    );
    this.#watch();
  }

  #watch() {
    const { signal } = this.#watching;
    const measured = new ResizeObserver(() => this.#measure());
    measured.observe(this.element);
    signal.addEventListener("abort", () => measured.disconnect());
    this.conversation.scrolling.watch(signal);
    if (this.journey.onPage) makeRoom(this.journey.host, signal);
    this.tabs = new Tabs(this, signal);
    this.element.addEventListener("keydown", (event) => event.key === "Escape" && this.#escape(event));
  }

  #measure() {
    const wide = this.element.clientWidth >= WIDE;
    this.element.classList.toggle("wide", wide);
    this.verdicts.wide = wide;
  }

  #escape(event) {
    if (event.defaultPrevented || event.isComposing) return;
    event.preventDefault();
    this.commands.leave();
  }

  /** No longer on show: what still comes in is let go. */
  stop() {
    this.stopped = true;
    this.voice.hush();
    this.#watching.abort();
  }

  /** Whether something is on its way to the server. */
  get busy() {
    return this.composer.sending;
  }

  set busy(busy) {
    this.composer.sending = busy;
    if (!busy) this.tabs.free();
  }

  /** Say what went wrong, perhaps with a way to do it again; with no words take it back. */
  notice(words, again = null) {
    this.foot.notice(words, again);
  }

  /** It is gone, or given up: choose anew. */
  leave() {
    session.forget();
    this.journey.go("");
  }

  /** Open the conversation, or show again the one that this tab has open. */
  async begin() {
    this.#measure(); // before it is first seen, so that nothing jumps
    this.element.classList.add("opening");
    this.foot.box();
    this.notice("");
    this.#clear();
    this.conversation.think(texts.chat.opening);
    this.busy = true;
    try {
      await patiently(this.#enter(), () => this.conversation.think(texts.chat.slow));
    } catch (fault) {
      this.foot.stranded(fault);
      return;
    } finally {
      this.element.classList.remove("opening");
      this.conversation.think(null);
      this.busy = false;
    }
    if (this.stopped) return;
    this.composer.fill(session.draft);
    this.settle();
    // What somebody finds hard, told before the coach was there, is the first thing the coach hears.
    if (this.wishes?.words) this.send(this.wishes.words);
    this.wishes = null;
  }

  async #enter() {
    [this.#scenarios, this.attendance] = await Promise.all([this.api.scenarios(), this.journey.attending()]);
    if (session.access) return this.goOn();
    await this.journey.awake;
    return this.#open(this.wishes);
  }

  async #open(wishes) {
    const opened = await this.talk.open(wishes);
    this.#meet(wishes.scenario);
    if (opened.state) this.head.feel(opened.state, null);
    this.conversation.think(null);
    await this.say(this.talk.worthShowing(opened.messages), { hasten: true });
    this.conversation.scrolling.toStart();
  }

  /** Show the conversation of this tab as the server has it. */
  async goOn() {
    const kept = await this.talk.restore();
    this.#clear();
    this.#meet(kept.scenario);
    if (kept.state) this.head.feel(kept.state, kept.ended);
    this.#line = lastLine(kept.messages);
    this.conversation.quietly(() => replay(this, kept));
    this.delivery.takeUp(kept.messages);
    if (this.conversation.outside) this.conversation.scrolling.toStart();
    else this.conversation.scrolling.toEnd();
  }

  #clear() {
    this.conversation.clear();
    this.tries.clear();
    this.verdicts.clear();
    this.hints.clear();
    this.#own.clear();
  }

  /** Somebody comes in: the parent of that scenario, or the coach for null. */
  #meet(id) {
    this.scenario = this.#scenarios.find((scenario) => scenario.id === id) ?? null;
    this.head.show(this.scenario?.parent ?? null);
    this.conversation.voices = new Set((this.scenario?.voices ?? []).map((voice) => voice.name));
    this.panel.begin(this.scenario, session.coaching);
    this.element.classList.toggle("with-coach", !this.scenario);
    this.journey.called(this.scenario ? texts.titles.talk(this.scenario.parent.name) : texts.titles.coach);
  }

  /** Show messages in their order. The parent's are read aloud where somebody wants that. */
  async say(messages, options = {}) {
    if (parentIn(messages).length) this.#line = lastLine(messages);
    for (const message of messages) {
      if (this.stopped) return;
      if (message.speaker !== "parent") {
        this.coach(message);
        continue;
      }
      await this.conversation.parent(message, options);
      if (!this.stopped) this.voice.read(message.bubbles ?? [message.text]);
    }
  }

  /** The coach speaks. A hint comes step by step; during a time-out its choices stand in the view. */
  coach(message) {
    if (message.hint) this.hints.give(message.hint, this.talk.number);
    else if (message.kind === "pause" && this.scenario) this.conversation.coach({ ...message, buttons: [] });
    else this.conversation.coach(message);
  }

  /** Say something, or press a button of the coach. */
  send(text, payload = null) {
    this.voice.hush();
    return this.delivery.send(text, payload);
  }

  /** The server has answered a reply. */
  async answered(own, answer) {
    this.conversation.think(null);
    if (answer.playing && this.talk.scenario !== (this.scenario?.id ?? null)) this.#meet(this.talk.scenario);
    if (this.talk.paused && this.scenario) this.stepOut();
    else this.conversation.stepIn();
    if (answer.scores) this.judged(own, answer, parentIn(answer.messages));
    await this.say(this.talk.worthShowing(answer.messages));
    if (answer.scores) this.verdicts.compare(answer.turn);
    if (answer.state) this.head.feel(answer.state, answer.ended);
    if (!this.stopped) this.settle();
  }

  /** A reply was judged and answered: show how it came across, beside an earlier try if there was one. */
  judged(own, judged, answer) {
    const turn = { ...judged, number: judged.turn, text: judged.reply };
    this.#own.set(turn.number, own);
    this.hints.clear();
    this.tries.answered(turn, answer);
    this.verdicts.judged(own, turn);
  }

  /** The last reply is taken back. */
  takeBack(number) {
    const own = this.#own.get(number);
    if (own) this.conversation.setAside(own);
    this.#own.delete(number);
    this.tries.takeBack(number);
    this.verdicts.takeBack(number);
  }

  /** The calm view in place of the conversation, until one goes on. */
  stepOut() {
    if (this.conversation.outside) return;
    this.conversation.stepOut(timeOutView(this, this.#line));
  }

  /** Whether there is a reply that may be taken again. */
  get mayRetry() {
    return this.talk.number > 0 && (this.attendance?.mayRetry(session.access?.session, this.talk.workshop) ?? true);
  }

  /** Bring the box, the buttons and the end card into line with where the conversation is. */
  settle() {
    const { talk, scenario } = this;
    this.element.classList.toggle("paused", talk.paused);
    if (talk.ended) {
      this.foot.end();
      this.conversation.scrolling.toEnd();
      return;
    }
    this.toolbar.show({ withParent: Boolean(scenario), paused: talk.paused, mayRetry: this.mayRetry });
    this.composer.address(scenario && !talk.paused ? texts.chat.box.parent(everybody(scenario)) : texts.chat.box.coach);
    this.foot.box();
    this.composer.focus();
  }
}
