/** Where a workshop stands in time, and the address at which one joins. */

import { dayAndTime } from "../numbers.js";
import { words } from "../texts/facilitator.en.js";

/** "before", "open" or "over". */
export function stateOf({ opens_at, closes_at, ended_at }, at = Date.now()) {
  if (ended_at || (closes_at && Date.parse(closes_at) <= at)) return "over";
  return opens_at && Date.parse(opens_at) > at ? "before" : "open";
}

/** When it opens, closes or ended, in words; "" for one that is open until it is ended. */
export function timeOf(workshop) {
  const { workshops } = words;
  const state = stateOf(workshop);
  if (state === "over") return workshops.ended(dayAndTime(workshop.ended_at ?? workshop.closes_at));
  if (state === "before") return workshops.from(dayAndTime(workshop.opens_at));
  return workshop.closes_at ? workshops.until(dayAndTime(workshop.closes_at)) : "";
}

/** The code as it is read out: "K7M 3PQ". */
export function spaced(code) {
  return `${code.slice(0, 3)} ${code.slice(3)}`;
}

/** Where one joins, as a person types it, and in full. */
export function joinAddress(code) {
  const { host, origin } = window.location;
  return { typed: `${host}/join`, full: `${origin}/join/${code}` };
}
