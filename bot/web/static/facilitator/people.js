/** Who the facilitators are, and inviting others. For administrators. */

import { ask } from "../chat/dialog.js";
import { button, el, spoken } from "../dom.js";
import { day, dayAndTime } from "../numbers.js";
import { words } from "../texts/facilitator.en.js";
import { copyButton } from "./copying.js";
import { choice, form } from "./form.js";

/** The page. */
export async function peoplePage(room) {
  const { people } = words;
  const [facilitators, invitations] = await Promise.all([room.api.facilitators(), room.api.invitations()]);
  const told = el("p", { class: "told", role: "status" });
  const element = el(
    "div",
    { class: "step" },
    el("h1", { tabindex: "-1" }, people.title),
    el("p", { class: "lead" }, people.lead),
    told,
    el("div", { class: "two-columns" }, list(room, facilitators, told), inviting(room, invitations)),
  );
  return { title: people.title, element };
}

function list(room, facilitators, told) {
  const { people } = words;
  const rows = facilitators.map((one) => {
    const mine = one.id === room.me.id;
    return el(
      "tr",
      { class: one.closed_at && "closed" },
      el("th", { scope: "row" }, one.name, mine && el("span", { class: "quiet" }, ` ${people.you}`)),
      el("td", {}, people.roles[one.role]),
      el("td", {}, one.closed_at ? people.closed(day(one.closed_at)) : people.since(day(one.created_at))),
      el("td", {}, !one.closed_at && !mine && closing(room, one, told)),
    );
  });
  const heads = [people.name, people.role, people.state];
  return el(
    "section",
    { "aria-labelledby": "list-title" },
    el("h2", { id: "list-title" }, people.list),
    el(
      "div",
      { class: "table-holder" },
      el(
        "table",
        { class: "plain-table" },
        el("thead", {}, el("tr", {}, heads.map((head) => el("th", { scope: "col" }, head)), el("th", { scope: "col" }, spoken(people.doing)))),
        el("tbody", {}, rows),
      ),
    ),
  );
}

function closing(room, one, told) {
  const { people } = words;
  const act = async () => {
    if (!(await ask(room.root, people.ask(one.name), { grave: true }))) return;
    try {
      await room.api.closeFacilitator(one.id);
      await room.show();
    } catch (fault) {
      told.textContent = fault.message;
    }
  };
  return button(people.close, { kind: "small", "aria-label": people.closeFor(one.name), onclick: act });
}

function inviting(room, invitations) {
  const { people } = words;
  const role = choice(
    people.as,
    ["facilitator", "administrator"].map((value) => ({ value, label: people.roles[value], hint: people.may[value] })),
    "facilitator",
  );
  const made = el("div", { class: "invitation", role: "status" });
  const open = el("div", { class: "open-invitations" });
  const problem = el("p", { class: "problem", role: "alert" });
  const list = (some) => open.replaceChildren(
    el("p", { class: "quiet", tabindex: "-1" }, people.open(some.length)),
    el("ul", { role: "list" }, some.map((one) => el("li", { class: "row" }, people.openOne(people.roles[one.role], dayAndTime(one.expires_at)), withdrawing(one)))),
  );
  const withdrawing = (one) => button(people.withdraw, {
    kind: "small",
    "aria-label": people.withdrawFor(people.roles[one.role], dayAndTime(one.expires_at)),
    onclick: async () => {
      try {
        await room.api.withdrawInvitation(one.id);
        made.replaceChildren(); // it may be the link of this one
        list(await room.api.invitations());
        open.querySelector("p").focus();
      } catch (fault) {
        problem.textContent = fault.message;
      }
    },
  });
  const act = async () => {
    const { path, expires_at: until } = await room.api.invite(role.value);
    const address = new URL(path, window.location.href).href;
    made.replaceChildren(
      el("p", {}, el("strong", {}, people.made)),
      el("p", { class: "address" }, address),
      el("p", { class: "row" }, copyButton(people.copy, address)),
      el("p", { class: "quiet" }, people.once(day(until))),
    );
    list(await room.api.invitations());
  };
  list(invitations);
  const { element } = form([role], { send: people.invite, act, label: people.inviting });
  return el(
    "section",
    { class: "card", "aria-labelledby": "invite-title" },
    el("h2", { id: "invite-title" }, people.inviting),
    el("p", {}, people.invitingAbout),
    element,
    made,
    open,
    problem,
  );
}
