/** Signing in again over the page, when that is over: what was typed there stays. */

import { Fault } from "../api.js";
import { button, el } from "../dom.js";
import { words } from "../texts/facilitator.en.js";
import { field, form } from "./form.js";
import { knownPassword } from "./passwords.js";

/** Resolves once the same person is signed in again; rejects with a `Fault` if they leave instead. */
export function signInAgain(room) {
  const name = room.me?.name ?? "";
  return new Promise((resolve, reject) => {
    const dialog = el("dialog", { class: "ask", "aria-labelledby": "again-title", "aria-describedby": "again-text" });
    const who = field({ label: words.signIn.name }, { autocomplete: "username", readonly: true, value: name });
    const password = knownPassword();
    const act = async () => {
      room.me = await room.api.signIn(name, password.value);
      dialog.close("done");
    };
    const leaves = button(words.again.leave, { onclick: () => dialog.close("left") });
    const { element } = form([who, password], { send: words.signIn.send, act, others: [leaves] });
    dialog.append(el("h2", { id: "again-title" }, words.again.title), el("p", { id: "again-text" }, words.again.text), element);
    // Escape would leave a page that can do nothing: one signs in, or says that one leaves.
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (dialog.returnValue === "done") return resolve();
      reject(new Fault("left", words.again.left, 401));
      return room.farewell(room.places.here);
    });
    room.root.append(dialog);
    dialog.showModal();
    password.input.focus();
  });
}
