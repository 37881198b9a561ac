/** How replies came across: marked words and scores under each, the whole card beside the talk or on tap. */

import { button, el, ENGLISH, spoken } from "../dom.js";
import { icon } from "../icons.js";
import { session } from "../session.js";
import { texts } from "../texts.js";
import { feedbackCard } from "./feedback.js";
import { highlighted } from "./highlight.js";
import { scoreWords } from "./scores.js";
import { scoreStrip } from "./strip.js";
import { triesCard } from "./tries.js";

/** The tip in one go, for those who listen. */
function tipWords(advice) {
  if (!advice) return "";
  const { worked, next, wording } = texts.feedback;
  return [advice.worked && `${worked}: ${advice.worked}`, `${next}: ${advice.try_next}`, advice.wording && `${wording} ${advice.wording}`]
    .filter(Boolean)
    .join(" ");
}

/** The most important thing in one line: what to try, else why a score is what it is. */
function oneLine({ advice, reasons }) {
  const [name, words] = advice
    ? [texts.feedback.next, advice.try_next]
    : [null, Object.values(reasons ?? {}).find(Boolean) ?? ""];
  return el("span", { class: "in-a-line" }, name && el("strong", {}, `${name}: `), el("span", { lang: ENGLISH }, words));
}

/** The verdicts of one conversation. */
export class Verdicts {
  #given = new Map(); // by number of the reply: {own, turn, block, strip, heard, place, card}
  #shown = null; // number of the reply whose card is open
  #wide = false;

  /**
   * @param {import("./conversation.js").Conversation} conversation
   * @param {import("./panel.js").Panel} panel
   * @param {import("./tries.js").Tries} tries
   */
  constructor(conversation, panel, tries) {
    Object.assign(this, { conversation, panel, tries });
  }

  clear() {
    this.#given.clear();
    this.#shown = null;
    this.panel.rest();
  }

  /** Whether the cards stand beside the conversation. */
  get wide() {
    return this.#wide;
  }

  set wide(wide) {
    if (wide === this.#wide) return;
    this.#wide = wide;
    this.show(wide ? (this.#shown ?? this.#latest()) : null);
  }

  #latest() {
    return [...this.#given.keys()].pop() ?? null;
  }

  /** A reply was judged: show how it came across, at once, when asked, or not before the end. */
  judged(own, turn) {
    if (session.coaching === "end") return;
    if (session.coaching === "live" || session.asked.includes(turn.number)) this.#give(own, turn);
    else this.#offer(own, turn);
  }

  #offer(own, turn) {
    const ask = button(texts.feedback.askFor, { icon: icon("hint"), kind: "small ask-for", onclick: () => {
      session.keepAsked(turn.number);
      block.remove();
      this.#give(own, turn);
      this.compare(turn.number);
      const { strip } = this.#given.get(turn.number);
      if (!this.#wide) this.show(turn.number);
      strip.focus({ preventScroll: true });
    } });
    const block = el("div", { class: "turn-feedback asking", "aria-live": "off" }, ask);
    this.conversation.under(own, block);
  }

  #give(own, turn) {
    own.words.replaceChildren(...highlighted(own.text, turn.moves));
    const place = el("div", { class: "place", id: `feedback-${turn.number}`, "aria-live": "off" });
    const strip = el(
      "button",
      {
        type: "button",
        class: "strip",
        "aria-expanded": "false",
        "aria-controls": place.id,
        onclick: () => this.show(!this.#wide && this.#shown === turn.number ? null : turn.number),
      },
      spoken(`${texts.feedback.show(turn.number)}. ${scoreWords(turn.scores)}.`),
      el("span", { class: "glance", "aria-hidden": "true" }, el("span", { class: "of" }, texts.feedback.of(turn.number)), scoreStrip(turn.scores), oneLine(turn)),
      icon("down"),
    );
    const heard = el("span", { class: "spoken", lang: ENGLISH }, tipWords(turn.advice));
    const block = el("div", { class: "turn-feedback" }, strip, heard, place);
    this.#given.set(turn.number, { own, turn, block, strip, heard, place, card: feedbackCard(turn) });
    this.conversation.under(own, block);
    this.show(this.#wide ? turn.number : this.#shown);
  }

  /** Put the tries at that reply's line side by side, once it was taken again and answered. */
  compare(number) {
    const given = this.#given.get(number);
    const tries = this.tries.of(number);
    if (!given || !tries) return;
    given.block.querySelector(".tries")?.remove();
    given.block.append(triesCard(tries, this.#wide));
    this.conversation.scrolling.follow();
  }

  /** Open the card of one reply, beside the conversation or under the reply, and close the others. */
  show(number) {
    this.#shown = number;
    if (number === null) this.panel.rest();
    for (const [each, { block, strip, heard, place, card }] of this.#given) {
      const open = each === number;
      strip.setAttribute("aria-expanded", String(open));
      block.classList.toggle("open", open);
      if (!open) {
        card.remove();
      } else if (this.#wide) {
        this.panel.show(each, card, each === this.#latest());
      } else {
        heard.textContent = ""; // the card says it now
        place.replaceChildren(card);
      }
    }
  }

  /** That reply is taken back. */
  takeBack(number) {
    this.#given.delete(number);
    session.forgetAsked(number);
    this.show(null);
  }
}
