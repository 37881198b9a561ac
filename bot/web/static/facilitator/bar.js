/** The bar above every page: the way home, the people, and who is signed in. */

import { button, el } from "../dom.js";
import { words } from "../texts/facilitator.en.js";
import { noticePage } from "./notice.js";

/** The bar of one room. */
export class RoomBar {
  /** @param {import("./room.js").Room} room */
  constructor(room) {
    this.room = room;
    this.element = el("header", { class: "top-bar" });
  }

  /** Show it for whoever is signed in; `bare` for a page that stands without it. */
  show(bare) {
    const { room } = this;
    this.element.hidden = bare;
    this.element.replaceChildren(
      el("a", { class: "skip", href: "./#content", onclick: (event) => this.#skip(event) }, words.bar.skip),
      room.link(
        "",
        { class: "brand", "aria-label": words.bar.home },
        el("img", { src: new URL("icon.svg", document.querySelector("link[rel=icon]").href).href, alt: "", width: 32, height: 32 }),
        el("span", {}, words.product),
      ),
      room.me ? this.#places() : "",
    );
  }

  #places() {
    const { me } = this.room;
    return el(
      "nav",
      { class: "places", "aria-label": words.bar.places },
      this.#place("", words.bar.workshops),
      me.role === "administrator" && this.#place("people", words.bar.people),
      this.#place("account", me.name, words.bar.account(me.name)),
      button(words.bar.signOut, { kind: "tool sign-out", onclick: () => signOut(this.room) }),
    );
  }

  #place(place, title, label = null) {
    const here = this.room.places.here === place;
    return this.room.link(place, { class: "button tool", "aria-label": label, "aria-current": here && "page" }, el("span", {}, title));
  }

  #skip(event) {
    event.preventDefault();
    this.room.content.focus();
  }
}

/** Sign out, and say so if that does not work. */
export async function signOut(room) {
  try {
    await room.api.signOut();
    room.farewell();
  } catch (fault) {
    room.present(noticePage(room, words.faults.title, fault.message, () => signOut(room)));
  }
}
