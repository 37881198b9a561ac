/** The way to a report on paper, for somebody who had to sign in first. */

import { el } from "../dom.js";
import { words } from "../texts/facilitator.en.js";
import { workshopHead } from "./workshop_head.js";

/** Where a report stands: on the group, or on one participant. */
export function reportAddress(id, participant = null) {
  return `/api/workshops/${id}/${participant === null ? "exports/report" : `participants/${participant}/report?names=names`}`;
}

/** The page: `workshop/12/report/34`; without a participant the report on the group. */
export async function reportPage(room, id, participant = null) {
  const workshop = await room.api.workshop(id);
  const { report } = words;
  const address = reportAddress(id, participant === null ? null : Number(participant));
  const element = el(
    "div",
    { class: "step" },
    workshopHead(room, workshop, "take", report.title),
    el("p", { class: "lead" }, report.about),
    el("p", {}, el("a", { class: "button primary", href: address }, report.open)),
  );
  return { title: `${report.title}: ${workshop.title}`, element, begin: () => window.location.replace(address) };
}
