/**
 * <alongside-chat>: the whole practice in one element, from choosing a conversation to looking back on it.
 *
 * Works on the product's own page and in any other page, without touching it. Attributes, all of them optional:
 *   scenario   id of the conversation to begin with; without it one chooses
 *   workshop   code of a workshop to join first
 *   coaching   "live", "request" or "end": when the coach speaks, to begin with
 *   language   "en" or "nl": the language of the interface
 *   scheme     "light", "dark" or "auto"
 *   accent     colour of buttons and marks, "#rrggbb"
 *   api        address of the JSON interface, if it is not beside this script
 *   routing    "address" on the product's own page, where each step has an address of its own
 *
 * Tells the page around it by events that bubble: `alongside:step {step, title}` after each step, and
 * `alongside:failed` if it cannot begin, because its words or styles do not come.
 */

import { wearAccent } from "./accent.js";
import { Api } from "./api.js";
import { Journey } from "./journey.js";
import { AddressPlaces, OwnPlaces } from "./places.js";
import { preferences } from "./preferences.js";
import { dress } from "./styles.js";
import { speak, spokenOf } from "./texts.js";

const HOME = new URL("/", import.meta.url).href;

class AlongsideChat extends HTMLElement {
  static observedAttributes = ["accent"];

  #root = this.attachShadow({ mode: "open" });
  #journey = null;

  async connectedCallback() {
    const languages = [this.getAttribute("language"), preferences.get("language"), ...navigator.languages];
    try {
      await Promise.all([speak(spokenOf(languages)), dress(this.#root)]);
    } catch {
      this.#failed();
      return;
    }
    if (!this.isConnected || this.#journey) return;
    wearAccent(this, this.getAttribute("accent"));
    const [workshop, scenario] = ["workshop", "scenario"].map((name) => this.getAttribute(name));
    const first = workshop ? `join/${workshop}` : scenario ? `briefing/${scenario}` : "";
    const onPage = this.getAttribute("routing") === "address";
    const move = () => this.#journey.show();
    this.#journey = new Journey({
      host: this,
      root: this.#root,
      api: new Api(this.getAttribute("api") ?? new URL("api", HOME).href.replace(/\/$/, "")),
      places: onPage ? new AddressPlaces(move) : new OwnPlaces(move, HOME, first),
      onPage,
      coaching: this.getAttribute("coaching"),
    });
    await this.#journey.show();
  }

  disconnectedCallback() {
    this.#journey?.stop();
    this.#journey = null;
    this.#root.replaceChildren();
  }

  /** Say that words or styles did not come. In English, since the words may be what is missing. */
  #failed() {
    const told = document.createElement("p");
    told.lang = "en";
    told.setAttribute("role", "alert");
    told.append("Alongside could not be loaded. Please check the connection, then load this page again.");
    this.#root.replaceChildren(told);
    this.dispatchEvent(new CustomEvent("alongside:failed", { bubbles: true, composed: true }));
  }

  attributeChangedCallback(_name, _before, accent) {
    wearAccent(this, accent);
  }
}

if (!customElements.get("alongside-chat")) customElements.define("alongside-chat", AlongsideChat);
