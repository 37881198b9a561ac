/** Writing to participants, giving them time, and taking one out. */

import { ask } from "../chat/dialog.js";
import { button, el } from "../dom.js";
import { words } from "../texts/facilitator.en.js";
import { drafts } from "./drafts.js";
import { choice, field, form } from "./form.js";

const LONGEST = 1_000; // characters
const STEPS = [5, 10, 15]; // minutes

/** A dialogue with a form in it; resolves to what was done, in words, or null. */
function dialogue(room, title, build) {
  return new Promise((resolve) => {
    const dialog = el("dialog", { class: "ask", "aria-labelledby": "dialogue-title" });
    let said = null;
    const done = (text) => {
      said = text;
      dialog.close();
    };
    dialog.append(el("h2", { id: "dialogue-title" }, title), ...build(done, () => dialog.close()));
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(said);
    });
    room.root.append(dialog);
    dialog.showModal();
    dialog.querySelector("textarea, input")?.focus();
  });
}

/**
 * Write to one participant, or to all if `person` is null. Closing it loses nothing that was typed.
 * @returns {Promise<?string>} what was done, in words; null if nothing was
 */
export function messageDialog(room, workshop, person) {
  const { note } = words;
  const name = `note ${workshop.id} ${person?.id ?? "all"}`;
  return dialogue(room, person ? note.to(person.name) : note.toAll, (done, close) => {
    const text = field(
      { label: note.text, hint: note.about, type: "textarea", rows: 4, missing: note.missing },
      { maxlength: LONGEST, value: drafts.get(name), oninput: (event) => drafts.keep(name, event.target.value) },
    );
    const act = async () => {
      await room.api.sendNote(workshop.id, text.value.trim(), person?.id ?? null);
      drafts.drop(name);
      done(person ? note.sent(person.name) : note.sentAll);
    };
    const { element, say } = form([text], { send: note.send, act, others: [button(words.form.cancel, { onclick: close })] });
    return [element, person && time(room, workshop, person, done, say), person && removing(room, workshop, person, done, say)].filter(Boolean);
  });
}

function time(room, workshop, person, done, say) {
  const { note } = words;
  if (!person.until) return null;
  const give = (minutes) => async () => {
    try {
      await room.api.extend(workshop.id, minutes, person.id);
      done(note.gave(minutes, person.name));
    } catch (fault) {
      say(fault.message);
    }
  };
  return el(
    "section",
    { class: "dialogue-part" },
    el("h3", {}, note.time),
    el("p", { class: "row" }, STEPS.map((minutes) => button(note.give(minutes), { kind: "small", "aria-label": note.giveFor(minutes, person.name), onclick: give(minutes) }))),
  );
}

function removing(room, workshop, person, done, say) {
  const { note } = words;
  const act = async () => {
    if (!(await ask(room.root, note.removeAsk(person.name), { grave: true }))) return;
    try {
      await room.api.deleteParticipant(workshop.id, person.id);
      done(note.removed(person.name));
    } catch (fault) {
      say(fault.message);
    }
  };
  return el("section", { class: "dialogue-part" }, button(note.remove, { kind: "small grave", onclick: act }));
}

/** Give everybody who talks now more time. Resolves as `messageDialog`. */
export function timeDialog(room, workshop) {
  const { note } = words;
  return dialogue(room, note.moreTitle, (done, close) => {
    const minutes = choice(note.minutes, STEPS.map((each) => ({ value: String(each), label: note.give(each) })), String(STEPS[0]), { hint: note.moreAbout });
    const act = async () => {
      await room.api.extend(workshop.id, Number(minutes.value));
      done(note.gaveAll(minutes.value));
    };
    return [form([minutes], { send: note.moreSend, act, others: [button(words.form.cancel, { onclick: close })] }).element];
  });
}
