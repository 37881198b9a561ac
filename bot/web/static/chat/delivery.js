/** Brings what the trainee says to the server. Whatever goes wrong on the way, the words are kept. */

import { newClientId, session } from "../session.js";
import { texts } from "../texts.js";
import { patiently, persistently } from "./patience.js";

const OVER = "conversation_over";

/** The sending of one conversation. */
export class Delivery {
  /** The reply that did not get through: `{own, text, payload, clientId}`, or null. */
  unsent = null;

  /** @param {import("./chat.js").Chat} chat */
  constructor(chat) {
    this.chat = chat;
  }

  /** Say something, or press a button of the coach. Words that did not get through before go first. */
  send(text, payload = null) {
    const { chat } = this;
    if (this.unsent) return this.again();
    const own = chat.conversation.own(text);
    if (!payload) {
      chat.composer.fill("");
      session.keepDraft("");
    }
    return this.#deliver({ own, text, payload, clientId: newClientId() });
  }

  /** Send again what did not get through. */
  again() {
    if (!this.unsent || this.chat.busy) return undefined;
    this.chat.composer.focus();
    return this.#deliver(this.unsent);
  }

  /** Show a reply that was on its way when the page was left, unless it has arrived. */
  takeUp(messages) {
    this.unsent = null;
    const { pending } = session;
    if (!pending) return;
    if (messages.some((message) => message.client_id === pending.clientId)) {
      session.keepPending(null);
      return;
    }
    this.unsent = { own: this.chat.conversation.own(pending.text), ...pending };
    this.chat.conversation.unsent(this.unsent.own);
  }

  async #deliver(reply) {
    const { chat } = this;
    const { conversation, talk } = chat;
    const expected = talk.number + 1;
    chat.busy = true;
    chat.notice("");
    conversation.sent(reply.own);
    conversation.think(texts.chat.sending);
    try {
      const wait = () => conversation.think(texts.chat.slow);
      const answer = await patiently(persistently(() => talk.send(reply), wait, () => !chat.stopped), wait);
      this.unsent = null;
      if (chat.stopped) return;
      // Another tab or device has spoken meanwhile.
      if (answer.scores && answer.turn !== expected) chat.tabs.catchUp();
      else await chat.answered(reply.own, answer);
      chat.tabs.tell();
    } catch (fault) {
      this.#failed(reply, fault);
    } finally {
      conversation.think(null);
      chat.busy = false;
    }
  }

  #failed(reply, fault) {
    const { chat } = this;
    if (!fault.status || fault.again) {
      this.unsent = reply;
      chat.conversation.unsent(reply.own);
      chat.notice(`${texts.chat.unsent} ${fault.message ?? texts.faults.unforeseen}`);
      return;
    }
    // Refused for good: the words go back into the box, to be changed.
    this.unsent = null;
    session.keepPending(null);
    reply.own.entry.remove();
    chat.composer.fill(reply.text);
    session.keepDraft(reply.text);
    if (fault.gone) {
      chat.foot.stranded(fault);
    } else if (fault.code === OVER) {
      chat.tabs.catchUp(); // it was ended in another tab or on another device
    } else {
      chat.composer.refuse(fault.message);
    }
  }
}
