/** One conversation in several tabs or on several devices: whoever falls behind catches up. */

import { session } from "../session.js";
import { texts } from "../texts.js";

const CHANNEL = "alongside";

/** The tie between this tab and wherever else the conversation is on show. */
export class Tabs {
  #behind = false; // whether another tab has changed the conversation while this one was busy

  /**
   * @param {import("./chat.js").Chat} chat
   * @param {AbortSignal} signal when to stop listening
   */
  constructor(chat, signal) {
    this.chat = chat;
    this.channel = "BroadcastChannel" in window ? new BroadcastChannel(CHANNEL) : null;
    this.channel?.addEventListener("message", ({ data }) => data === session.access?.session && this.catchUp(), { signal });
    document.addEventListener("visibilitychange", () => this.#lookedAt(), { signal });
    signal.addEventListener("abort", () => this.channel?.close());
  }

  /** Tell the other tabs of this browser that the conversation has changed. Only its id is said. */
  tell() {
    this.channel?.postMessage(session.access?.session);
  }

  /** This tab is no longer busy: catch up with what was heard meanwhile. */
  free() {
    if (this.#behind) this.catchUp();
  }

  /** Show the conversation as the server has it now, at once or as soon as this tab is no longer busy. */
  async catchUp() {
    const { chat } = this;
    this.#behind = chat.busy;
    if (chat.busy || chat.stopped || !session.access) return;
    chat.busy = true;
    try {
      await chat.goOn();
      chat.settle();
      chat.foot.inform(texts.chat.changedElsewhere);
    } catch (fault) {
      if (fault.gone) chat.foot.stranded(fault);
      else chat.notice(fault.message ?? texts.faults.unforeseen, () => this.catchUp());
    } finally {
      chat.busy = false;
    }
  }

  /** Somebody comes back to this tab: has the conversation gone on elsewhere? */
  async #lookedAt() {
    const { chat } = this;
    if (document.visibilityState !== "visible" || chat.busy || chat.delivery.unsent || !session.access) return;
    const kept = await chat.api.restore(session.access).catch(() => null);
    if (kept && !chat.stopped && !chat.busy && chat.talk.differs(kept)) await this.catchUp();
  }
}
