/** One conversation with the server: what is open, what is on its way, what has ended. No document here. */

import { practice } from "../practice.js";
import { newClientId } from "../session.js";

/** Kinds of coach message that the page shows in its own way while a parent is there. */
const SHOWN_ELSEWHERE = new Set(["tip", "summary", "briefing", "greeting", "retry"]);

/** A conversation in this tab. */
export class Talk {
  /** Id of the scenario that is being played; null while it is a talk with the coach alone. */
  scenario = null;
  paused = false;
  /** How it ended: as the server says, or "open" when the trainee finished it; null while it goes on. */
  ended = null;
  /** Number of the last scored reply. */
  number = 0;

  /**
   * @param {import("../api.js").Api} api
   * @param {object} memory what the tab remembers: `session` of session.js, or its like
   */
  constructor(api, memory) {
    this.api = api;
    this.memory = memory;
  }

  get access() {
    return this.memory.access;
  }

  /** Open a conversation, as part of the trainee's practice; gives its first messages. */
  async open({ scenario, coaching = "live", difficulty = "usual", chosen = [], goal = null, confidence = null, workshop = null, remember = practice.remembered }) {
    const wishes = { scenario, coaching, difficulty, chosen, goal, confidence, ...(workshop && { workshop }) };
    const opened = await this.#openUnder(await this.#code(remember), wishes, remember);
    this.memory.start({ session: opened.session, token: opened.token }, wishes);
    this.#reset(scenario);
    this.workshop = workshop;
    return opened;
  }

  /** The code of the trainee's practice, which begins with their first conversation. */
  async #code(remember) {
    if (!practice.code) practice.take(await this.api.beginPractice(), remember);
    else if (practice.remembered !== remember) practice.take(practice.code, remember);
    return practice.code;
  }

  async #openUnder(code, wishes, remember) {
    try {
      return await this.api.open(wishes, code);
    } catch (fault) {
      if (fault.code !== "no_such_practice") throw fault;
      practice.forget(); // deleted meanwhile, on another device
      return this.api.open(wishes, await this.#code(remember));
    }
  }

  /** What the server knows of the conversation, after a reload. */
  async restore() {
    const kept = await this.api.restore(this.access);
    this.#reset(kept.scenario);
    this.ended = this.#endOf(kept);
    this.paused = kept.paused;
    return kept;
  }

  #reset(scenario) {
    this.scenario = scenario;
    /** Id of the workshop that it was opened in; null for none, and for a conversation that was restored. */
    this.workshop = null;
    this.paused = false;
    this.ended = null;
    this.number = 0;
  }

  /**
   * Send a reply, or press a button that the coach offered. The same `clientId` may be sent again and is
   * answered once. The words are kept in the tab until the server has answered.
   */
  async send({ text, payload = null, clientId = newClientId() }) {
    this.memory.keepPending({ text, payload, clientId });
    const answer = await this.api.reply(this.access, { text, client_id: clientId, payload });
    this.memory.keepPending(null);
    if (answer.scores) this.number = answer.turn;
    if (answer.scenario) this.scenario = answer.scenario;
    this.paused = answer.paused;
    this.ended = this.#endOf(answer);
    return answer;
  }

  /** How the role-play ended; "open" if the trainee made the end, by a button or in words. */
  #endOf({ ended, playing }) {
    return ended ?? (this.scenario && !playing ? "open" : null);
  }

  async hint() {
    return (await this.api.hint(this.access)).messages;
  }

  /** Whether what the server keeps is something else than what is shown here: somebody has gone on elsewhere. */
  differs(kept) {
    return kept.turns.length !== this.number || kept.paused !== this.paused || this.#endOf(kept) !== this.ended;
  }

  /** Step out, or back in. */
  async pauseOrResume() {
    const answer = this.paused ? await this.api.resume(this.access) : await this.api.pause(this.access);
    this.paused = answer.paused;
    return answer.messages;
  }

  /** Go back to before the last reply. */
  async retry() {
    const answer = await this.api.retry(this.access, this.number);
    this.ended = null;
    this.paused = false;
    this.number = answer.turn - 1;
    return answer;
  }

  /** End the conversation, if the parent has not done so. */
  async finish() {
    await this.api.finish(this.access);
  }

  /** The messages without those that the page shows in its own way. */
  worthShowing(messages) {
    if (!this.scenario) return messages;
    // A tip with choices is one that was asked for in words.
    const elsewhere = ({ kind, buttons }) => SHOWN_ELSEWHERE.has(kind) && !(kind === "tip" && buttons?.length);
    return messages.filter((message) => message.speaker !== "coach" || !elsewhere(message));
  }
}
