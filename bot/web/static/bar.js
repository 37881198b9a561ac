/** The bar above every step: the way home, one's own practice, the language, and where to turn with a real worry. */

import { notes } from "./chat/dialog.js";
import { button, el, ENGLISH } from "./dom.js";
import { icon } from "./icons.js";
import { LANGUAGES, language, texts } from "./texts.js";

/** The bar of one journey. */
export class Bar {
  /** @param {import("./journey.js").Journey} journey */
  constructor(journey) {
    this.journey = journey;
    this.element = el(journey.onPage ? "header" : "div", { class: "top-bar" });
    this.rename();
  }

  /** Say everything anew, in the language that is spoken now. */
  rename() {
    const { journey } = this;
    const words = texts.bar;
    this.choose = journey.link("", { class: "button tool" }, el("span", {}, words.choose));
    this.practice = journey.link("practice", { class: "button tool" }, el("span", {}, words.practice));
    this.element.replaceChildren(
      // A fragment leads to nothing in here: #skip goes there itself. The address only makes it a link.
      journey.onPage ? el("a", { class: "skip", href: "./#content", onclick: (event) => this.#skip(event) }, words.skip) : "",
      journey.onPage ? journey.link("", { class: "brand", "aria-label": words.home }, brand(), el("span", {}, texts.product)) : "",
      el(
        "nav",
        { class: "places", "aria-label": words.places },
        this.choose,
        this.practice,
        button(words.worries, { icon: icon("care"), kind: "tool", "aria-label": words.worriesLong, onclick: () => this.#worries() }),
        this.#languages(),
      ),
    );
  }

  /** Mark where the person is. */
  show(place) {
    for (const [link, here] of [[this.choose, place === ""], [this.practice, place.startsWith("practice")]]) {
      if (here) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  }

  #languages() {
    const choice = el(
      "select",
      { class: "languages", "aria-label": texts.bar.language, onchange: () => this.#speak(choice.value) },
      Object.entries(LANGUAGES).map(([code, name]) => el("option", { value: code, lang: code, selected: code === language }, name)),
    );
    // Where there is little room the code stands for the name, and the list lies over it.
    return el("span", { class: "language" }, el("span", { class: "short", "aria-hidden": "true" }, language), choice);
  }

  #skip(event) {
    event.preventDefault();
    this.journey.content.focus();
  }

  async #speak(code) {
    await this.journey.speak(code);
    this.element.querySelector(".languages").focus();
  }

  async #worries() {
    const words = texts.worries;
    const { worries } = await this.journey.api.site().catch(() => ({ worries: null }));
    const contact = (await this.journey.attending())?.part?.workshop.contact;
    await notes(this.journey.root, words.title, [
      el("p", {}, words.about),
      ...(contact ? [el("p", { class: "house" }, contact)] : []),
      worries ? el("p", { class: "house", lang: ENGLISH }, worries) : el("p", {}, words.usual),
      el("p", {}, words.danger),
      el("p", {}, words.yourself),
    ]);
  }
}

function brand() {
  return el("img", { src: new URL("icon.svg", import.meta.url).href, alt: "", width: 32, height: 32 });
}
