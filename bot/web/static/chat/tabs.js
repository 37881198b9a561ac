/** Other tabs with the same conversation: each hears when another has changed it. */

const CHANNEL = "alongside";

/** The tie between the tabs of this browser that show one conversation. */
export class Tabs {
  /**
   * @param {{onChanged: () => void, onBack: () => void, signal: AbortSignal}} handlers onChanged: another tab has
   *   changed a conversation; onBack: this tab is looked at again; signal: when to stop listening
   */
  constructor({ onChanged, onBack, signal }) {
    this.channel = "BroadcastChannel" in window ? new BroadcastChannel(CHANNEL) : null;
    this.channel?.addEventListener("message", (event) => onChanged(event.data), { signal });
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && onBack(), { signal });
    signal.addEventListener("abort", () => this.channel?.close());
  }

  /** Tell the others that this conversation has changed. Only its id is said. */
  tell(session) {
    this.channel?.postMessage(session);
  }
}
