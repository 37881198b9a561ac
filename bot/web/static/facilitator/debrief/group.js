/** Pictures of the group: each with its table, and to be taken along. */

import { button, el } from "../../dom.js";
import { speak, texts } from "../../texts.js";
import { said } from "../../texts/debrief.en.js";
import { chartOf, hasChart } from "./charts.js";
import { icon } from "./icons.js";
import { saveCsv, savePng, saveSvg } from "./keeping.js";
import { chooser, debriefPage, emptyState, teller } from "./page.js";
import { Debrief } from "./server.js";

/** The page: `workshop/12/group/angry_parent`. */
export async function groupPage(room, id, scenario = "") {
  const server = new Debrief(room.api, id);
  const [workshop, group, cards] = await Promise.all([room.api.workshop(id), server.group({ scenario }), room.api.scenarios(), speak("en")]);
  const titles = new Map(cards.map((card) => [card.id, card.title]));
  if (!group.scenarios.length) {
    const toBoard = room.link(`workshop/${id}/board`, { class: "button" }, said.wall.board);
    return debriefPage(room, workshop, "group", said.group.title, emptyState(said.group.empty, said.group.emptyAbout, toBoard));
  }
  const told = teller();
  const options = [["", said.group.all], ...group.scenarios.map((one) => [one, titles.get(one) ?? one])];
  return debriefPage(
    room,
    workshop,
    "group",
    said.group.title,
    el("p", { class: "lead" }, said.group.lead),
    el(
      "div",
      { class: "row between choosers" },
      group.scenarios.length > 1 ? chooser(said.group.scenario, options, scenario, (one) => room.go(`workshop/${id}/group/${one}`.replace(/\/$/, ""))) : null,
      el("p", { class: "quiet" }, said.charts.counted(group.talks, group.participants)),
      told.element,
    ),
    el("div", { class: "pictures" }, group.tables.map((table) => onePicture(table, group.tables, titles, told))),
  );
}

function onePicture(table, tables, titles, told) {
  const id = `picture-${table.id}`;
  const chart = chartOf(table, tables, titles);
  const name = `alongside-${table.id.replaceAll("_", "-")}`;
  const keep = (what, act) =>
    button(said.group[what], {
      icon: icon("download"),
      kind: "small tool",
      "aria-label": said.group.save(said.group[what], table.title),
      onclick: async () => {
        try {
          await act();
          told.tell(said.group.saved(`${name}.${what}`));
        } catch {
          told.tell(said.group.notDrawn);
        }
      },
    });
  return el(
    "figure",
    { class: "card group-picture", "aria-labelledby": id },
    el("figcaption", {}, el("h2", { id }, table.title), el("p", { class: "quiet" }, table.about)),
    chart ? el("div", { class: "picture-holder", tabindex: "0", role: "region", "aria-label": table.title }, chart) : hasChart(table) && el("p", {}, said.group.nothing),
    el(
      "details",
      { class: "more", open: !hasChart(table) },
      el("summary", {}, said.group.table),
      el("div", { class: "table-holder", tabindex: "0", role: "region", "aria-label": `${said.group.table}: ${table.title}` }, figures(table, titles)),
    ),
    el("p", { class: "row" }, chart && keep("svg", () => saveSvg(chart, table.title, name)), chart && keep("png", () => savePng(chart, table.title, name)), keep("csv", () => saveCsv(table, name))),
  );
}

/** A cell as people read it. */
function shown(column, value, titles) {
  if (value === null) return texts.scores.none;
  if (typeof value === "boolean") return value ? said.group.yes : said.group.no;
  if (column === "dimension") return texts.scores.names[value] ?? value;
  if (column === "scenario") return titles.get(value) ?? value;
  if (column === "share") return `${Math.round(value * 100)} %`;
  if (column === "end") return said.charts.ends[value] ?? value;
  if (column === "what") return said.charts.tries[value] ?? value;
  return String(value);
}

function figures(table, titles) {
  const { columns, rows } = table;
  const number = columns.map((_, at) => rows.every((row) => typeof row[at] !== "string"));
  return el(
    "table",
    { class: "figures" },
    el("thead", {}, el("tr", {}, columns.map((column, at) => el("th", { scope: "col", class: number[at] && "number" }, column.label)))),
    el(
      "tbody",
      {},
      rows.map((row) =>
        el("tr", {}, row.map((value, at) => el(at === 0 ? "th" : "td", { scope: at === 0 && "row", class: number[at] && "number" }, shown(columns[at].id, value, titles)))),
      ),
    ),
  );
}
