/**
 * Moving over the wall with the keyboard: one card at a time can be reached with Tab, arrows lead to the others, and
 * letters act on the card that has the focus. They do nothing elsewhere, and can be switched off (WCAG 2.1.4).
 */

const KEY = "alongside-facilitator-letter-keys";

/** Whether letters are keys here; remembered on this device. */
export const letterKeys = {
  get on() {
    try {
      return window.localStorage.getItem(KEY) !== "off";
    } catch {
      return true; // storage switched off
    }
  },
  set on(value) {
    try {
      window.localStorage.setItem(KEY, value ? "on" : "off");
    } catch {
      // It then holds until the page is loaded again.
    }
  },
};

const WITHIN = "summary, button";

const middle = (box) => (box.left + box.right) / 2;

/** The card above (-1) or below (1) that is nearest to straight; null if there is none. */
function beyond(cards, from, direction) {
  const own = from.getBoundingClientRect();
  const rows = cards.filter((card) => {
    const box = card.getBoundingClientRect();
    return direction > 0 ? box.top >= own.bottom - 1 : box.bottom <= own.top + 1;
  });
  const far = (card) => {
    const box = card.getBoundingClientRect();
    return [Math.abs(direction > 0 ? box.top - own.bottom : own.top - box.bottom), Math.abs(middle(box) - middle(own))];
  };
  const order = rows.map((card) => [card, far(card)]).sort(([, a], [, b]) => a[1] - b[1] || a[0] - b[0]);
  return order[0]?.[0] ?? null;
}

/** The keys of one list of cards. */
export class WallKeys {
  #current = null; // the turn of the card that can be reached with Tab

  /**
   * @param {HTMLElement} list whose cards are `.wall-card`
   * @param {(key: string, turn: number) => boolean} act does what a letter or Enter stands for; whether it did anything
   */
  constructor(list, act) {
    this.list = list;
    this.act = act;
    list.addEventListener("keydown", (event) => this.#key(event));
    list.addEventListener("focusin", (event) => this.#reached(event.target.closest(".wall-card")));
  }

  get cards() {
    return [...this.list.querySelectorAll(".wall-card")];
  }

  /** The cards have been drawn anew. Focus goes back to the card that had it, or to the one in its place. */
  renew({ focus = false, place = 0 } = {}) {
    const cards = this.cards;
    const found = cards.find((card) => card.dataset.turn === this.#current) ?? cards[Math.min(place, cards.length - 1)];
    this.#reached(found ?? null);
    if (focus) (found ?? this.list).focus({ preventScroll: !found });
  }

  /** Where the focus is within the list: the place of its card; -1 if it is elsewhere. */
  get place() {
    const card = this.list.contains(document.activeElement) ? document.activeElement.closest(".wall-card") : null;
    return this.cards.indexOf(card);
  }

  #reached(card) {
    this.#current = card?.dataset.turn ?? null;
    for (const each of this.cards) {
      each.tabIndex = each === card ? 0 : -1;
      for (const inner of each.querySelectorAll(WITHIN)) inner.tabIndex = each === card ? 0 : -1;
    }
  }

  #key(event) {
    const card = event.target.closest(".wall-card");
    if (!card || event.altKey || event.ctrlKey || event.metaKey) return;
    const cards = this.cards;
    const at = cards.indexOf(card);
    const to = {
      ArrowRight: () => cards[at + 1],
      ArrowLeft: () => cards[at - 1],
      ArrowDown: () => beyond(cards, card, 1),
      ArrowUp: () => beyond(cards, card, -1),
      Home: () => cards[0],
      End: () => cards.at(-1),
    }[event.key]?.();
    if (to) {
      event.preventDefault();
      to.focus();
      return;
    }
    const onCard = event.target === card;
    const letter = event.key.length === 1 && letterKeys.on && !event.shiftKey;
    if ((letter || (event.key === "Enter" && onCard)) && this.act(event.key.toLowerCase(), Number(card.dataset.turn))) {
      event.preventDefault();
    }
  }
}
