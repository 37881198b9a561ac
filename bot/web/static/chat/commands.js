/** What the buttons of a conversation do. Each is done alone, and what goes wrong is said and changes nothing. */

import { session } from "../session.js";
import { texts } from "../texts.js";
import { ask, notes } from "./dialog.js";
import { briefingNotes } from "./panel.js";

/** The commands of one conversation. */
export class Commands {
  /** @param {import("./chat.js").Chat} chat */
  constructor(chat) {
    this.chat = chat;
    this.hint = this.#alone(this.#hint);
    this.pause = this.#alone(this.#pause);
    this.retry = this.#alone(this.#retry);
    this.finish = this.#alone(this.#finish);
    this.startOver = this.#alone(this.#startOver);
    this.remove = this.#alone(this.#remove);
    this.briefing = () => this.#briefing();
  }

  #alone(action) {
    return async () => {
      const { chat } = this;
      if (chat.busy) return;
      chat.busy = true;
      chat.notice("");
      try {
        await action.call(this);
      } catch (fault) {
        if (fault.gone) chat.stranded(fault);
        else chat.notice(fault.message);
      } finally {
        chat.busy = false;
      }
    };
  }

  async #hint() {
    await this.chat.say(await this.chat.talk.hint());
    this.chat.settle();
  }

  async #pause() {
    await this.chat.say(await this.chat.talk.pauseOrResume(), { hasten: true });
    this.chat.settle();
  }

  async #retry() {
    const { chat } = this;
    const last = chat.talk.number;
    if (!last) {
      chat.notice(texts.chat.noRetry);
      return;
    }
    const answer = await chat.talk.retry();
    chat.conversation.setAside(last);
    chat.showFeedback(null);
    chat.conversation.remark(texts.chat.retried);
    await chat.say(answer.messages.filter((message) => message.speaker === "parent"), { hasten: true });
    if (answer.state) chat.head.feel(answer.state, null);
    chat.settle();
  }

  async #finish() {
    if (!(await ask(this.chat.root, texts.ask.finish))) return;
    await this.chat.talk.finish();
    this.chat.journey.go("summary");
  }

  async #startOver() {
    if (!(await ask(this.chat.root, texts.ask.startOver))) return;
    const { coaching, arranged } = session;
    this.chat.wishes = { ...arranged, scenario: this.chat.scenario?.id ?? null, coaching };
    session.forget();
    await this.chat.begin();
  }

  async #remove() {
    if (!(await ask(this.chat.root, texts.ask.remove, { grave: true }))) return;
    await this.chat.api.remove(session.access);
    this.chat.leave();
  }

  #briefing() {
    return notes(this.chat.root, texts.briefing.title, [briefingNotes(this.chat.scenario)]);
  }

  /**
   * A choice that the coach offers in the conversation.
   * What the page can do itself it does; the rest goes to the coach as a pressed button.
   */
  chosen({ title, payload }) {
    const [, name, data] = /^\/(\w+)(\{.*\})?$/s.exec(payload ?? "") ?? [];
    // An older message may still offer what has been done since.
    if ({ pause: true, resume: false }[name] === this.chat.talk.paused) return;
    const own = { hint: this.hint, pause: this.pause, resume: this.pause, retry: this.retry, finish: this.finish };
    const wanted = scenarioIn(data);
    if (wanted) this.chat.journey.go(`briefing/${wanted}`);
    else if (["start_over", "list_scenarios", "goodbye"].includes(name) && this.chat.scenario) this.chat.journey.go("");
    else if (own[name] && this.chat.scenario) own[name]();
    else if (!this.chat.busy) this.chat.send(title, payload);
  }
}

function scenarioIn(data) {
  try {
    return JSON.parse(data ?? "{}").scenario ?? null;
  } catch {
    return null; // not a payload this page knows
  }
}
