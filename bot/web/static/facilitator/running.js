/** Who runs a workshop: letting colleagues in, and going one's own way again. */

import { ask } from "../chat/dialog.js";
import { button, el } from "../dom.js";
import { words } from "../texts/facilitator.en.js";
import { field, form } from "./form.js";

/** The card, with its people. */
export function runningCard(room, workshop, people) {
  const { running } = words;
  const { id } = workshop;
  const owner = people.find((one) => one.owns);
  const mine = owner?.id === room.me.id;
  const governs = mine || room.me.role === "administrator";
  const told = el("p", { class: "told", role: "status" });
  const problem = el("p", { class: "problem", role: "alert" });
  const list = el("ul", { class: "run-by", role: "list", tabindex: "-1" });

  const draw = (some) => list.replaceChildren(...some.map((one) => el("li", { class: "row" }, person(one), taking(one))));
  const person = (one) => {
    const about = [one.id === room.me.id && running.you, one.owns && running.owns].filter(Boolean).join(", ");
    return el("span", {}, el("strong", {}, one.name), about && el("span", { class: "quiet" }, ` (${about})`));
  };
  const taking = (one) => {
    if (one.owns || (!governs && one.id !== room.me.id)) return null;
    if (one.id === room.me.id) return button(running.leave, { kind: "small", onclick: leave });
    return button(running.remove, { kind: "small", "aria-label": running.removeFor(one.name), onclick: () => remove(one) });
  };
  const remove = async (one) => {
    problem.textContent = "";
    try {
      await room.api.letRunNoLonger(id, one.id);
      draw(await room.api.running(id));
      told.textContent = running.removed(one.name);
      list.focus();
    } catch (fault) {
      problem.textContent = fault.message;
    }
  };
  const leave = async () => {
    if (!(await ask(room.root, running.askLeave(owner.name)))) return;
    try {
      await room.api.letRunNoLonger(id, room.me.id);
      room.say(running.left(workshop.title));
      room.go("");
    } catch (fault) {
      problem.textContent = fault.message;
    }
  };

  draw(people);
  return el(
    "section",
    { class: "card", "aria-labelledby": "running-title" },
    el("h2", { id: "running-title" }, running.title),
    el("p", {}, mine ? running.about : people.some((one) => one.id === room.me.id) ? running.aboutOther(owner.name) : running.aboutAll(owner.name)),
    list,
    told,
    problem,
    governs && letting(room, id, draw, told),
  );
}

function letting(room, id, draw, told) {
  const { running } = words;
  const name = field({ label: running.name, missing: running.missing }, { autocomplete: "off", maxlength: 80 });
  const act = async () => {
    told.textContent = "";
    const typed = name.value.trim();
    draw(await room.api.letRun(id, typed));
    told.textContent = running.added(typed);
    name.input.value = "";
    name.input.focus();
  };
  return form([name], { send: running.add, act, label: running.title, kind: "plain" }).element;
}
