/**
 * <alongside-chat scenario="angry_parent" coaching="live" api="/api">: a whole conversation in one element.
 *
 * `difficulty="hard"` and `chosen="desk alone"`, ids of options, say how the meeting is arranged.
 * Without `scenario` it is a talk with the coach. Goes on with the conversation of this tab if there is one.
 * Tells the page around it by events that bubble:
 *   alongside:ready    {name}      somebody is there to talk with (name of the parent, or null for the coach)
 *   alongside:summary  {}          the person wants the summary
 *   alongside:choose   {scenario}  the person chose a scenario with the coach (null: wants to see them all)
 *   alongside:leave    {}          the conversation is gone; the person wants to choose anew
 */

import { Api } from "../api.js";
import { button, el } from "../dom.js";
import { icon } from "../icons.js";
import { newClientId, session } from "../session.js";
import { dress } from "../styles.js";
import { texts } from "../texts.en.js";
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

class AlongsideChat extends HTMLElement {
  /** Where dialogues are hung up. */
  root = this.attachShadow({ mode: "open" });
  /** The scenario being played as the server lists it, or null. */
  scenario = null;
  #scenarios = [];
  #shown = null; // number of the reply whose feedback is open
  #wide = false;
  #watching = null; // stops watching sizes and scrolling when aborted
  #unsent = null; // the reply that did not get through: {own, text, payload, clientId}

  async connectedCallback() {
    this.api = new Api(this.getAttribute("api") ?? "/api");
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
    this.frame = el(
      "div",
      { class: "frame" },
      el("section", { class: "column", "aria-labelledby": "talk-title" }, this.head.element, this.conversation.element, this.foot),
      this.panel.element,
    );
    await dress(this.root, "tokens.css", "parts.css", "chat.css", "chat-frame.css");
    if (!this.isConnected) return;
    this.root.append(this.frame);
    this.#watching = new AbortController();
    const { signal } = this.#watching;
    const measured = new ResizeObserver(() => this.#measure());
    measured.observe(this);
    signal.addEventListener("abort", () => measured.disconnect());
    this.conversation.watch(signal);
    await this.begin();
  }

  disconnectedCallback() {
    this.#watching?.abort();
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

  /** Tell the page around. */
  tell(name, detail = {}) {
    this.dispatchEvent(new CustomEvent(`alongside:${name}`, { detail, bubbles: true, composed: true }));
  }

  leave() {
    session.forget();
    this.tell("leave");
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
      else await this.#open(this.getAttribute("scenario") || null);
    } catch (fault) {
      this.stranded(fault);
      return;
    } finally {
      this.conversation.think(null);
    }
    this.composer.fill(session.draft);
    this.settle();
  }

  async #open(wanted) {
    const opened = await this.talk.open({
      scenario: wanted,
      coaching: this.getAttribute("coaching") ?? "live",
      difficulty: this.getAttribute("difficulty") ?? "usual",
      chosen: (this.getAttribute("chosen") ?? "").split(" ").filter(Boolean),
    });
    this.#meet(wanted);
    if (opened.state) this.head.feel(opened.state, null);
    this.conversation.think(null);
    await this.say(this.talk.worthShowing(opened.messages), { hasten: true });
    this.conversation.toStart();
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
    this.frame.classList.toggle("with-coach", !this.scenario);
    this.tell("ready", { name: this.scenario?.parent.name ?? null });
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
    const wide = this.clientWidth >= WIDE;
    this.frame.classList.toggle("wide", wide);
    if (wide === this.#wide) return;
    this.#wide = wide;
    this.showFeedback(this.#shown);
  }

  /** Bring the box, the buttons and the end card into line with where the conversation is. */
  settle() {
    const { talk, scenario } = this;
    this.frame.classList.toggle("paused", talk.paused);
    if (talk.ended) {
      const card = endCard(talk.ended, scenario?.parent.name ?? "", {
        onSummary: () => this.tell("summary"),
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

customElements.define("alongside-chat", AlongsideChat);
