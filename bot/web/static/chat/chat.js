/** A whole conversation: head, bubbles, feedback, box, and what the buttons do. */

import { button, el } from "../dom.js";
import { icon } from "../icons.js";
import { newClientId, session } from "../session.js";
import { texts } from "../texts.js";
import { Commands } from "./commands.js";
import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { endCard } from "./ending.js";
import { feedbackCard } from "./feedback.js";
import { Head } from "./head.js";
import { Panel } from "./panel.js";
import { replay } from "./replay.js";
import { Talk } from "./talk.js";
import { Toolbar } from "./toolbar.js";

const WIDE = 860; // pixels from which the feedback stands beside the conversation

/** One conversation on show. Goes on with the conversation of this tab if there is one, else opens what is wished for. */
export class Chat {
  /** The scenario being played as the server lists it, or null for a talk with the coach. */
  scenario = null;
  #scenarios = [];
  #shown = null; // number of the reply whose feedback is open
  #wide = false;
  #watching = null; // stops watching sizes and scrolling when aborted
  #unsent = null; // the reply that did not get through: {own, text, payload, clientId}

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
    this.head = new Head();
    this.conversation = new Conversation({
      onSendAgain: () => this.#sendAgain(),
      onButton: (choice) => this.commands.chosen(choice),
    });
    this.composer = new Composer({ onSend: (text) => this.send(text), onDraft: (text) => session.keepDraft(text) });
    this.toolbar = new Toolbar(this.commands);
    this.panel = new Panel();
    this.remark = el("p", { class: "notice", role: "status" });
    this.foot = el("div", { class: "foot" });
    this.head.tools.append(this.toolbar.more);
    this.element = el(
      "div",
      { class: "frame" },
      el("section", { class: "column", "aria-labelledby": "talk-title" }, this.head.element, this.conversation.element, this.foot),
      this.panel.element,
    );
    this.#watching = new AbortController();
    const { signal } = this.#watching;
    const measured = new ResizeObserver(() => this.#measure());
    measured.observe(this.element);
    signal.addEventListener("abort", () => measured.disconnect());
    this.conversation.watch(signal);
  }

  /** No longer on show: what still comes in is let go. */
  stop() {
    this.#watching.abort();
  }

  /** Whether something is on its way to the server. */
  get busy() {
    return this.composer.sending;
  }

  set busy(busy) {
    this.composer.sending = busy;
  }

  /** Say what went wrong, or with no words take it back. */
  notice(words) {
    this.remark.textContent = words;
  }

  /** The conversation is gone, or given up: choose anew. */
  leave() {
    session.forget();
    this.journey.go("");
  }

  /** Open the conversation, or show again the one that this tab has open. */
  async begin() {
    this.conversation.clear();
    this.#shown = null;
    this.#unsent = null;
    this.#foot(this.toolbar.element, this.composer.element);
    this.notice("");
    this.conversation.think(texts.chat.opening);
    try {
      this.#scenarios = await this.api.scenarios();
      if (session.access) await this.#goOn();
      else await this.#open(this.wishes);
    } catch (fault) {
      this.stranded(fault);
      return;
    } finally {
      this.conversation.think(null);
    }
    this.composer.fill(session.draft);
    this.settle();
  }

  async #open(wishes) {
    const opened = await this.talk.open(wishes);
    this.#meet(wishes.scenario);
    if (opened.state) this.head.feel(opened.state, null);
    this.conversation.think(null);
    await this.say(this.talk.worthShowing(opened.messages), { hasten: true });
    this.conversation.toStart();
    // What somebody finds hard, told before the coach was there, is the first thing the coach hears.
    if (wishes.words) this.send(wishes.words);
  }

  async #goOn() {
    const kept = await this.talk.restore();
    this.#meet(kept.scenario);
    if (kept.state) this.head.feel(kept.state, kept.ended);
    this.conversation.quietly(() => replay(this.conversation, this.talk, kept, (own, turn) => this.#judged(own, turn)));
    const { pending } = session;
    if (!pending) return;
    if (kept.messages.some((message) => message.client_id === pending.clientId)) {
      session.keepPending(null);
    } else {
      this.#unsent = { own: this.conversation.own(pending.text), ...pending };
      this.conversation.unsent(this.#unsent.own);
    }
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

  /** The conversation could not be opened or found: say so, with a way on. */
  stranded(fault) {
    const on = fault.gone
      ? button(texts.chat.elsewhere, { kind: "primary", onclick: () => this.leave() })
      : button(texts.chat.openAgain, { icon: icon("retry"), kind: "primary", onclick: () => this.begin() });
    this.notice("");
    this.#foot(
      el("div", { class: "stranded" }, el("p", { class: "problem", role: "alert" }, fault.gone ? texts.chat.gone : fault.message), on),
    );
    on.focus();
  }

  /** What stands at the foot, below a place for remarks. */
  #foot(...content) {
    this.foot.replaceChildren(this.remark, ...content);
  }

  /** Show messages in their order. */
  async say(messages, options = {}) {
    for (const message of messages) {
      if (message.speaker === "parent") await this.conversation.parent(message, options);
      else this.conversation.coach(message);
    }
  }

  /** Say something, or press a button of the coach. Words that did not get through before go first. */
  send(text, payload = null) {
    if (this.#unsent) return this.#sendAgain();
    const own = this.conversation.own(text);
    if (!payload) {
      this.composer.fill("");
      session.keepDraft("");
    }
    return this.#deliver({ own, text, payload, clientId: newClientId() });
  }

  #sendAgain() {
    const again = this.#unsent;
    if (!again || this.busy) return undefined;
    this.composer.focus();
    return this.#deliver(again);
  }

  async #deliver(reply) {
    this.busy = true;
    this.notice("");
    this.conversation.sent(reply.own);
    this.conversation.think(texts.chat.sending);
    try {
      const answer = await this.talk.send(reply);
      this.#unsent = null;
      await this.#answered(reply.own, answer);
    } catch (fault) {
      this.#failed(reply, fault);
    } finally {
      this.conversation.think(null);
      this.busy = false;
    }
  }

  async #answered(own, answer) {
    this.conversation.think(null);
    if (answer.playing && this.talk.scenario !== (this.scenario?.id ?? null)) this.#meet(this.talk.scenario);
    if (answer.scores) this.#judged(own, answer);
    await this.say(this.talk.worthShowing(answer.messages));
    if (answer.state) this.head.feel(answer.state, answer.ended);
    this.settle();
  }

  #failed(reply, fault) {
    if (!fault.status || fault.again) {
      this.#unsent = reply;
      this.conversation.unsent(reply.own);
      this.notice(`${texts.chat.unsent} ${fault.message ?? texts.faults.unforeseen}`);
      return;
    }
    // Refused for good: the words go back into the box, to be changed.
    this.#unsent = null;
    session.keepPending(null);
    reply.own.entry.remove();
    this.composer.fill(reply.text);
    session.keepDraft(reply.text);
    if (fault.gone) this.stranded(fault);
    else this.composer.refuse(fault.message);
  }

  /** Mark the reply and place its card, when the coach speaks after each reply. */
  #judged(own, answer) {
    if (!this.talk.live) return;
    const turn = { ...answer, number: answer.turn, text: answer.reply };
    this.conversation.scored(own, turn, feedbackCard(turn), () => this.showFeedback(!this.#wide && this.#shown === turn.number ? null : turn.number));
    this.showFeedback(turn.number);
    this.conversation.follow();
  }

  /** Open the feedback on one reply, beside the conversation or under the reply, and close the others. */
  showFeedback(number) {
    this.#shown = number;
    if (number === null) this.panel.rest();
    for (const [each, turn] of this.conversation.turns) {
      const open = each === number;
      turn.heard.hidden = !this.#wide;
      turn.strip.setAttribute("aria-expanded", String(open));
      turn.block.classList.toggle("open", open);
      if (!open) turn.card.remove();
      else if (this.#wide) this.panel.show(each, turn.card, each === this.talk.number);
      else turn.place.replaceChildren(turn.card);
    }
  }

  /** Everybody who sits at the table: "Nurten Kaya and Elif". */
  #names() {
    const { parent, voices } = this.scenario;
    return [parent, ...voices].map(({ name }) => name).join(texts.chat.and);
  }

  #measure() {
    const wide = this.element.clientWidth >= WIDE;
    this.element.classList.toggle("wide", wide);
    if (wide === this.#wide) return;
    this.#wide = wide;
    this.showFeedback(this.#shown);
  }

  /** Bring the box, the buttons and the end card into line with where the conversation is. */
  settle() {
    const { talk, scenario } = this;
    this.element.classList.toggle("paused", talk.paused);
    if (talk.ended) {
      const card = endCard(talk.ended, scenario?.parent.name ?? "", {
        onSummary: () => this.journey.go("summary"),
        onRetry: this.commands.retry,
      });
      this.#foot(card);
      card.querySelector("h2").focus({ preventScroll: true });
      this.conversation.toEnd();
      return;
    }
    this.toolbar.show({ withParent: Boolean(scenario), paused: talk.paused, number: talk.number });
    this.composer.address(scenario && !talk.paused ? texts.chat.box.parent(this.#names()) : texts.chat.box.coach);
    if (!this.composer.element.isConnected) this.#foot(this.toolbar.element, this.composer.element);
    this.composer.focus();
  }
}
