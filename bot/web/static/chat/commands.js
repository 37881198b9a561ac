/** What the buttons of a conversation do. Each is done alone, and what goes wrong is said and changes nothing. */

import { session } from "../session.js";
import { texts } from "../texts.js";
import { deviceDialog } from "./device.js";
import { ask, notes } from "./dialog.js";
import { briefingNotes } from "./panel.js";
import { patiently } from "./patience.js";
import { firstName } from "./speech.js";
import { voiceDialog } from "./voice-dialog.js";

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
    this.voice = () => this.#voice();
    this.device = () => deviceDialog(chat.root);
    this.leave = () => this.#leave();
  }

  #alone(action) {
    const act = async () => {
      const { chat } = this;
      if (chat.busy) return;
      chat.busy = true;
      chat.notice("");
      try {
        await patiently(action.call(this), () => chat.foot.inform(texts.chat.slow));
      } catch (fault) {
        if (fault.gone) chat.foot.stranded(fault);
        else chat.notice(fault.message ?? texts.faults.unforeseen, fault.again ? act : null);
      } finally {
        chat.busy = false;
      }
    };
    return act;
  }

  async #hint() {
    const { chat } = this;
    if (chat.hints.more(chat.talk.number)) return;
    await chat.say(await chat.talk.hint());
    chat.tabs.tell();
    chat.settle();
  }

  async #pause() {
    const { chat } = this;
    const messages = await chat.talk.pauseOrResume();
    if (chat.talk.paused) chat.stepOut();
    else chat.conversation.stepIn();
    chat.notice("");
    await chat.say(messages, { hasten: true });
    if (chat.talk.paused) chat.conversation.scrolling.toStart();
    chat.tabs.tell();
    chat.settle();
  }

  async #retry() {
    const { chat } = this;
    const last = chat.talk.number;
    if (!last) {
      chat.notice(texts.chat.noRetry);
      return;
    }
    const answer = await chat.talk.retry();
    chat.takeBack(last);
    chat.notice("");
    chat.conversation.remark(texts.chat.retried);
    await chat.say(answer.messages.filter((message) => message.speaker === "parent"), { hasten: true });
    if (answer.state) chat.head.feel(answer.state, null);
    chat.tabs.tell();
    chat.settle();
  }

  async #finish() {
    if (!(await ask(this.chat.root, texts.ask.finish))) return;
    await this.chat.talk.finish();
    this.chat.tabs.tell();
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

  /** Leave, and keep the conversation. */
  async #leave() {
    if (await ask(this.chat.root, texts.ask.leave)) this.chat.journey.go("");
  }

  async #voice() {
    const { chat } = this;
    await voiceDialog(chat.root, chat.voice, chat.scenario ? firstName(chat.scenario.parent) : texts.chat.coachName);
    chat.composer.dictation.show();
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
