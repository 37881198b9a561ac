/** One's own account: another password. */

import { button, el } from "../dom.js";
import { words } from "../texts/facilitator.en.js";
import { signOut } from "./bar.js";
import { form } from "./form.js";
import { knownPassword, newPassword } from "./passwords.js";

/** The page of whoever is signed in. */
export async function accountPage(room) {
  const { account } = words;
  const told = el("p", { class: "told", role: "status" });
  const old = knownPassword(account.old);
  const fresh = newPassword(account.fresh);
  const act = async () => {
    told.textContent = "";
    await room.api.changePassword(old.value, fresh.value);
    old.input.value = "";
    fresh.input.value = "";
    told.textContent = account.changed;
  };
  const { element } = form([old, fresh], { send: account.change, act, label: account.title });
  return {
    title: account.account,
    element: el(
      "div",
      { class: "step narrow" },
      el("h1", { tabindex: "-1" }, room.me.name),
      el("p", { class: "lead" }, account.role[room.me.role]),
      told,
      el("section", { class: "card", "aria-labelledby": "password-title" }, el("h2", { id: "password-title" }, account.title), element),
      el(
        "section",
        { class: "card", "aria-labelledby": "leave-title" },
        el("h2", { id: "leave-title" }, account.leave),
        el("p", {}, account.leaveAbout),
        el("p", {}, button(words.bar.signOut, { onclick: () => signOut(room) })),
      ),
    ),
  };
}
