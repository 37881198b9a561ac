/** Taking a workshop along: files, reports to be printed, and who has looked at or taken what. */

import { save } from "../download.js";
import { button, el, spoken } from "../dom.js";
import { dayAndTime } from "../numbers.js";
import { words } from "../texts/facilitator.en.js";
import { box } from "./form.js";
import { icon } from "./icons.js";
import { reportAddress } from "./report.js";
import { workshopHead } from "./workshop_head.js";

/** Kinds of files, by the end of their addresses. */
const FILES = ["xlsx", "zip", "lines"];

/** What was done of which more is worth a word; the ids of talks and moments are none to people. */
const TOLD = ["export", "let_run", "let_run_no_longer"];

/** The page. */
export async function takingPage(room, id) {
  const [workshop, there, looks, { board }] = await Promise.all([
    room.api.workshop(id),
    room.api.exports(id),
    room.api.looks(id),
    room.api.board(id),
  ]);
  const { taking } = words;
  const names = new Map(board.participants.map((one) => [one.id, one.name]));
  const element = el(
    "div",
    { class: "step" },
    workshopHead(room, workshop, "take", taking.title),
    there.talks
      ? el("div", { class: "two-columns" }, files(room, id, there), reports(id, board.participants))
      : el("section", { class: "empty" }, el("h2", {}, taking.emptyTitle), el("p", {}, taking.empty)),
    there.statements && statements(there.statements),
    looked(looks, names),
  );
  return { title: `${taking.title}: ${workshop.title}`, element };
}

function files(room, id, there) {
  const { taking } = words;
  const told = el("p", { class: "told", role: "status" });
  const problem = el("p", { class: "problem", role: "alert" });
  const named = box(taking.names, false, { hint: taking.namesAbout });
  const take = async (kind) => {
    problem.textContent = "";
    told.textContent = "";
    try {
      const file = await room.api.exportFile(id, kind, named.value);
      save(file);
      told.textContent = taking.taken(file.name);
    } catch (fault) {
      problem.textContent = fault.message;
    }
  };
  return el(
    "section",
    { class: "card", "aria-labelledby": "files-title" },
    el("h2", { id: "files-title" }, taking.files),
    el("p", {}, taking.sum(there.participants, there.talks, there.replies)),
    el("p", { class: "where" }, taking.shared(there.words_shared, there.participants)),
    named.element,
    el("p", { class: "row" }, FILES.map((kind) => button(taking.kinds[kind], { icon: icon("download"), kind: kind === "xlsx" ? "primary" : "plain", onclick: () => take(kind) }))),
    told,
    problem,
  );
}

/** Reports open beside the page, to be printed from there. */
function reports(id, participants) {
  const { taking } = words;
  const report = (participant, label) =>
    el("a", { href: reportAddress(id, participant), target: "_blank", rel: "noopener" }, label, spoken(taking.beside));
  return el(
    "section",
    { class: "card", "aria-labelledby": "reports-title" },
    el("h2", { id: "reports-title" }, taking.reports),
    el("p", {}, taking.reportsAbout),
    el("p", {}, report(null, taking.group)),
    el("h3", {}, taking.each),
    el("ul", { class: "report-list", role: "list" }, participants.map((one) => el("li", {}, report(one.id, one.name)))),
  );
}

/** How far the statements to a Learning Record Store have got. */
function statements({ sent, waiting, refused, trouble }) {
  const { taking } = words;
  return el(
    "section",
    { class: "card statements", "aria-labelledby": "statements-title" },
    el("h2", { id: "statements-title" }, taking.store),
    el("p", {}, taking.storeAbout),
    el("p", {}, taking.statements(sent, waiting, refused)),
    trouble && el("p", { class: "quiet" }, taking.trouble(trouble)),
  );
}

/** Who saw, took or deleted what. */
function looked(looks, names) {
  const { taking } = words;
  const row = ({ at, facilitator, action, participant, detail }) =>
    el(
      "tr",
      {},
      el("td", {}, el("time", { datetime: at }, dayAndTime(at))),
      el("td", {}, facilitator),
      el("td", {}, taking.actions[action] ?? action.replaceAll("_", " "), TOLD.includes(action) && detail && el("span", { class: "quiet" }, ` ${detail}`)),
      el("td", {}, participant ? names.get(participant) ?? taking.somebody(participant) : ""),
    );
  return el(
    "section",
    { class: "looked", "aria-labelledby": "looked-title" },
    el("h2", { id: "looked-title" }, taking.looked),
    el("p", {}, taking.lookedAbout),
    looks.length
      ? el(
          "div",
          { class: "table-holder", tabindex: "0", role: "region", "aria-label": taking.list },
          el(
            "table",
            { class: "plain-table" },
            el("thead", {}, el("tr", {}, taking.columns.map((head) => el("th", { scope: "col" }, head)))),
            el("tbody", {}, looks.map(row)),
          ),
        )
      : el("p", { class: "quiet" }, taking.nobody),
  );
}
