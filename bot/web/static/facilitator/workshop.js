/** One workshop: how people join, where they stand, what holds, and its end. */

import { ask } from "../chat/dialog.js";
import { button, el } from "../dom.js";
import { day, dayAndTime } from "../numbers.js";
import { words } from "../texts/facilitator.en.js";
import { copyButton } from "./copying.js";
import { drafts } from "./drafts.js";
import { askToDelete } from "./deleting.js";
import { icon } from "./icons.js";
import { rightNow } from "./right_now.js";
import { runningCard } from "./running.js";
import { workshopHead } from "./workshop_head.js";
import { joinAddress, spaced, stateOf, timeOf } from "./workshop_state.js";

/** The page. */
export async function overviewPage(room, id) {
  const [workshop, scenarios, people] = await Promise.all([room.api.workshop(id), room.api.scenarios(), room.api.running(id)]);
  const over = stateOf(workshop) === "over";
  const live = rightNow(room, workshop);
  const titles = new Map(scenarios.map((scenario) => [scenario.id, scenario.title]));
  const element = el(
    "div",
    { class: "step" },
    workshopHead(room, workshop, ""),
    room.said(),
    over && ended(workshop),
    el(
      "div",
      { class: "two-columns" },
      el("div", { class: "stack" }, !over && joining(room, workshop), now(room, workshop, live), runningCard(room, workshop, people)),
      el("div", { class: "stack" }, rules(room, workshop, titles), finishing(room, workshop, over, live.polling)),
    ),
  );
  return { title: workshop.title, element, begin: () => live.polling.start(), leave: () => live.polling.stop() };
}

function ended({ ended_at, closes_at, delete_after }) {
  const { workshop } = words;
  return el("p", { class: "told" }, workshop.over(dayAndTime(ended_at ?? closes_at)), delete_after ? ` ${workshop.deletedAfter(day(delete_after))}` : "");
}

function card(title, ...content) {
  const id = `card-${title.toLowerCase().replace(/\W+/g, "-")}`;
  return el("section", { class: "card", "aria-labelledby": id }, el("h2", { id }, title), ...content);
}

function joining(room, { id, join_code }) {
  const { workshop } = words;
  const { full } = joinAddress(join_code);
  return card(
    workshop.joinTitle,
    el("p", {}, workshop.joinAbout),
    el("p", { class: "join-code large" }, spaced(join_code)),
    el("p", { class: "address" }, full),
    el(
      "p",
      { class: "row" },
      room.link(`workshop/${id}/join`, { class: "button primary" }, icon("full"), el("span", {}, workshop.showJoin)),
      copyButton(workshop.copyLink, full),
    ),
    /^(localhost|127\.|\[::1\])/.test(window.location.hostname) && el("p", { class: "where" }, workshop.rightHere),
  );
}

function now(room, { id }, live) {
  const { workshop } = words;
  return card(
    workshop.now,
    live.element,
    el(
      "p",
      { class: "row" },
      room.link(`workshop/${id}/board`, { class: "button" }, icon("board"), el("span", {}, workshop.openBoard)),
      room.link(`workshop/${id}/projector`, { class: "button" }, icon("full"), el("span", {}, workshop.projector)),
    ),
  );
}

function rules(room, workshop, titles) {
  const { workshop: said, create } = words;
  const { id, settings } = workshop;
  const yesNo = (value) => (value ? said.yes : said.no);
  const rows = [
    [said.coaching, create.coachingShort[settings.coaching]],
    [said.retries, yesNo(settings.retries)],
    [said.minutes, settings.minutes ? said.limit(settings.minutes) : said.noLimit],
    [said.probes, yesNo(settings.probes)],
    [said.names, create.namesShort[settings.names]],
    [said.time, timeOf(workshop) || said.always],
    [said.kept, said.days(settings.keep_days)],
    [said.contact, settings.contact || said.noContact],
  ];
  return card(
    said.rules,
    el("h3", {}, said.conversations),
    el("ol", { class: "steps" }, settings.scenarios.map((scenario) => el("li", {}, titles.get(scenario) ?? scenario))),
    el("dl", { class: "facts-list" }, rows.map(([term, value]) => el("div", {}, el("dt", {}, term), el("dd", {}, value)))),
    settings.consent_text &&
      el("details", { class: "more" }, el("summary", {}, said.consent), el("p", { class: "as-typed" }, settings.consent_text)),
    el("p", {}, room.link(`workshop/${id}/edit`, { class: "button" }, icon("edit"), el("span", {}, said.edit))),
  );
}

function finishing(room, workshop, over, polling) {
  const { workshop: said } = words;
  const owns = workshop.facilitator === room.me.id || room.me.role === "administrator";
  const problem = el("p", { class: "problem", role: "alert" });
  const end = async () => {
    if (!(await ask(room.root, said.askEnd(workshop.title)))) return;
    try {
      await room.api.endWorkshop(workshop.id);
      await room.show();
    } catch (fault) {
      problem.textContent = fault.message;
    }
  };
  const remove = async () => {
    if (!(await askToDelete(room, workshop, polling))) return;
    drafts.drop(`workshop ${workshop.id}`);
    room.say(said.deleted(workshop.title));
    room.go("");
  };
  return card(
    said.finishing,
    el("p", {}, said.finishingAbout),
    problem,
    el("p", { class: "row" }, !over && button(said.end, { icon: icon("finish"), onclick: end }), owns && button(said.delete, { icon: icon("remove"), kind: "grave", onclick: remove })),
  );
}
