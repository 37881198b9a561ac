/** Deleting a workshop: asked gravely, since nothing brings it back. */

import { button, el } from "../dom.js";
import { words } from "../texts/facilitator.en.js";
import { field, form } from "./form.js";
import { spaced } from "./workshop_state.js";

const plain = (code) => code.replace(/[^0-9a-z]/gi, "").toUpperCase();

/**
 * Ask for the workshop's code and delete it; resolves to whether it was deleted.
 * `polling` asks how things stand in it, and must not ask about what is no more.
 */
export function askToDelete(room, { id, title, join_code: code, participants }, polling) {
  const { workshop } = words;
  return new Promise((resolve) => {
    const dialog = el("dialog", { class: "ask", "aria-labelledby": "delete-title", "aria-describedby": "delete-text" });
    const shown = spaced(code);
    const typed = field(
      {
        label: workshop.deleteCode(shown),
        missing: workshop.deleteWrong(shown),
        check: (value) => (plain(value) === plain(code) ? null : workshop.deleteWrong(shown)),
      },
      { autocomplete: "off", autocapitalize: "characters", spellcheck: "false", class: "code-field", maxlength: 20 },
    );
    const act = async () => {
      await polling.stop();
      try {
        await room.api.deleteWorkshop(id);
      } catch (fault) {
        polling.start();
        throw fault;
      }
      dialog.close("done");
    };
    const keeps = button(workshop.keep, { onclick: () => dialog.close("kept") });
    const { element } = form([typed], { send: workshop.deleteYes, act, others: [keeps], kind: "grave" });
    dialog.append(
      el("h2", { id: "delete-title" }, workshop.deleteTitle(title)),
      el("p", { id: "delete-text" }, workshop.deleteText(participants)),
      element,
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "done");
    });
    room.root.append(dialog);
    dialog.showModal();
    typed.input.focus();
  });
}
