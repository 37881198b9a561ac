/** Signing in, and becoming a facilitator by a link. */

import { el } from "../dom.js";
import { words } from "../texts/facilitator.en.js";
import { field, form } from "./form.js";
import { knownPassword, newPassword } from "./passwords.js";

/** What the address ends in for somebody who was sent a link: the token follows. */
export const INVITATION = /^#invitation=([\w-]+)$/;

const LONGEST_NAME = 80;

function nameField(about, value = "") {
  return field({ ...about, missing: words.signIn.nameMissing }, { autocomplete: "username", autocapitalize: "words", spellcheck: "false", maxlength: LONGEST_NAME, value });
}

function page(title, lead, content, after = null) {
  const element = el(
    "div",
    { class: "step narrow" },
    el("h1", { tabindex: "-1" }, title),
    el("p", { class: "lead" }, lead),
    content,
    after,
  );
  return { title, element };
}

/** Name and password. */
export function signInPage(room) {
  const name = nameField({ label: words.signIn.name });
  const password = knownPassword();
  const act = async () => room.welcome(await room.api.signIn(name.value, password.value));
  const { element } = form([name, password], { send: words.signIn.send, act, label: words.signIn.title });
  const help = el(
    "details",
    { class: "more" },
    el("summary", {}, words.signIn.help),
    el("ul", {}, words.signIn.helps.map((text) => el("li", {}, text))),
    el("p", {}, el("a", { href: "/" }, words.signIn.trainee)),
  );
  return page(words.signIn.title, words.signIn.lead, el("div", { class: "card" }, element), help);
}

/** A name and a password of one's own, for somebody with a link. */
export function acceptPage(room, token) {
  const name = nameField({ label: words.accept.name, hint: words.accept.nameHint });
  const password = newPassword(words.accept.password);
  const act = async () => {
    const me = await room.api.accept(token, name.value, password.value);
    // The link is used up: what is left of it goes from the address, also for those who go back.
    window.history.replaceState(null, "", room.places.href(""));
    await room.welcome(me);
  };
  const { element } = form([name, password], { send: words.accept.send, act, label: words.accept.title });
  const known = el("p", {}, words.accept.known, " ", room.link("", {}, words.accept.signIn));
  return page(words.accept.title, words.accept.lead, el("div", { class: "card" }, element), known);
}
