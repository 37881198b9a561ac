/** The facilitator's room: who is signed in, which page is shown, and where the focus goes. */

import { Fault } from "../api.js";
import { el } from "../dom.js";
import { AddressPlaces } from "../places.js";
import { words } from "../texts/facilitator.en.js";
import { accountPage } from "./account.js";
import { FacilitatorApi } from "./api.js";
import { RoomBar } from "./bar.js";
import { drafts } from "./drafts.js";
import { noticePage } from "./notice.js";
import { peoplePage } from "./people.js";
import { acceptPage, INVITATION, signInPage } from "./signing_in.js";
import { signInAgain } from "./signing_in_again.js";
import { WORKSHOP_PAGES } from "./workshop_pages.js";
import { newWorkshopPage } from "./workshop_form.js";
import { workshopsPage } from "./workshops.js";

const PAGES = { "": workshopsPage, new: newWorkshopPage, workshop: workshopPage, people: peoplePage, account: accountPage };

const PATIENCE = 300; // milliseconds after which waiting is worth a word

/** The page of one workshop: `workshop/12/board`. */
async function workshopPage(room, id, name = "", ...rest) {
  const page = WORKSHOP_PAGES[name];
  if (!page || !/^\d+$/.test(id ?? "")) return noticePage(room, words.faults.nowhere, words.faults.nowhereAbout);
  return page(room, Number(id), ...rest);
}

/**
 * One facilitator's visit.
 *
 * A page is made by `async (room, ...rest) => ({title, element, begin, leave, bare})`: the title, what is shown, what is
 * to be done once it is on show and when it no longer is, and whether it stands without the bar above, as on a projector.
 */
export class Room {
  /** Who is signed in: `{id, name, role}`; null for nobody. */
  me = null;
  #shown = 0; // counts the pages, so that a slow one does not come in over a later one
  #first = true;
  #leave = null;
  #saying = ""; // what the next page says at its top
  #again = null; // under way while the person is asked to sign in again

  /** @param {HTMLElement} root where the room stands, and dialogues are hung up */
  constructor(root) {
    this.root = root;
    this.api = new FacilitatorApi(() => this.#signInAgain());
    this.places = new AddressPlaces(() => this.show());
    this.content = el("main", { class: "content", id: "content", tabindex: "-1" });
    this.bar = new RoomBar(this);
    this.element = el("div", { class: "journey on-page room" }, this.bar.element, this.content);
    root.append(this.element);
    // A link from an invitation that is opened where the room is open already.
    window.addEventListener("hashchange", () => INVITATION.test(window.location.hash) && this.show());
  }

  /** A link to a place. */
  link(place, attributes, ...children) {
    return el("a", { ...attributes, href: this.places.href(place) }, ...children);
  }

  go(place) {
    this.places.go(place);
  }

  /** Somebody has signed in: go on with what they wanted to see. */
  async welcome(me) {
    this.me = me;
    await this.show();
  }

  /** Nobody is signed in any more on this page; what was begun here is gone. */
  farewell(place = "") {
    this.me = null;
    drafts.clear();
    this.go(place);
  }

  /** What the next page is to say at its top: what has come of what was done on this one. */
  say(text) {
    this.#saying = text;
  }

  /** Where a page says that. */
  said() {
    return el("p", { class: "told", role: "status", "data-said": true });
  }

  /** Show the page for the place where the person is. */
  async show() {
    const mine = (this.#shown += 1);
    this.content.setAttribute("aria-busy", "true");
    const slow = setTimeout(() => mine === this.#shown && this.#wait(), PATIENCE);
    let page;
    try {
      page = await this.#page();
    } catch (fault) {
      if (!(fault instanceof Fault)) window.reportError(fault);
      const message = fault instanceof Fault ? fault.message : words.faults.unforeseen;
      page = noticePage(this, words.faults.title, message, () => this.show());
    }
    clearTimeout(slow);
    if (mine !== this.#shown) return;
    this.content.removeAttribute("aria-busy");
    this.present(page);
  }

  async #page() {
    const invitation = INVITATION.exec(window.location.hash);
    if (invitation) return acceptPage(this, invitation[1]);
    this.me ??= await this.api.me();
    if (!this.me) return signInPage(this);
    const [name, ...rest] = this.places.here.split("/");
    if (!Object.hasOwn(PAGES, name)) return noticePage(this, words.faults.nowhere, words.faults.nowhereAbout);
    return PAGES[name](this, ...rest);
  }

  #wait() {
    this.#left();
    this.content.replaceChildren(el("p", { class: "step waiting", role: "status" }, words.waiting));
    if (!this.#first) this.content.focus({ preventScroll: true });
  }

  #left() {
    this.#leave?.();
    this.#leave = null;
  }

  /** Put a page on show. Its heading takes the focus, except when the room has just been entered. */
  present({ title, element, begin = null, leave = null, bare = false }) {
    this.#left();
    this.#leave = leave;
    document.title = words.titles.of(title);
    this.bar.show(bare);
    this.content.replaceChildren(element);
    window.scrollTo(0, 0);
    if (!this.#first) element.querySelector("h1")?.focus({ preventScroll: true });
    this.#first = false;
    this.#speakUp(element);
    begin?.();
  }

  /** Say what is to be said once the page is on show, so that it is heard too. */
  #speakUp(element) {
    const place = element.querySelector("[data-said]");
    if (!place) return;
    place.textContent = this.#saying;
    this.#saying = "";
  }

  /** The sign-in is over: ask for the password over the page, which stays as it is. Asked for once at a time. */
  #signInAgain() {
    this.#again ??= signInAgain(this).finally(() => {
      this.#again = null;
    });
    return this.#again;
  }
}
