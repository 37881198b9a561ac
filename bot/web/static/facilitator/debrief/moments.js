/** Choosing what the wall shows: a conversation, and in it a standard probe or any other line of the parent. */

import { el } from "../../dom.js";
import { said } from "../../texts/debrief.en.js";
import { chooser } from "./page.js";

const LONGEST = 70; // letters of a line that fit into a list

/** The place of a moment in the address: "angry_parent/probe/whose_fault". */
export function placeOf({ scenario, probe, line }) {
  return `${scenario}/${probe === null ? `line/${line}` : `probe/${probe}`}`;
}

/** The moment that the address names; else the first with a reply, probes before lines; null if there is none at all. */
export function chosenMoment(moments, scenario, kind, name) {
  const here = moments.filter((one) => one.moment.scenario === scenario);
  const named = here.find(({ moment }) => moment[kind] === name && name);
  const some = here.length ? here : moments;
  return named ?? some.find((one) => one.replies > 0) ?? some[0] ?? null;
}

function short(text) {
  const words = text.replaceAll("\n", " ");
  return words.length > LONGEST ? `${words.slice(0, LONGEST).replace(/\s+\S*$/, "")} …` : words;
}

/** What a moment is called in a list. */
export function nameOf({ moment, about, says }) {
  return about ?? (says.length ? `“${short(says[0])}”` : moment.line);
}

/**
 * @param {Array<object>} moments as the server lists them
 * @param {object} chosen one of them
 * @param {Map<string, object>} cards the scenarios' cards by id
 * @param {(place: string) => void} go
 */
export function momentChooser(moments, chosen, cards, go) {
  const { wall } = said;
  const scenarios = [...new Set(moments.map((one) => one.moment.scenario))];
  const here = moments.filter((one) => one.moment.scenario === chosen.moment.scenario);
  const option = (one) => [placeOf(one.moment), wall.option(nameOf(one), one.replies)];
  const probes = here.filter((one) => one.moment.probe !== null);
  const lines = here.filter((one) => one.moment.line !== null);
  return el(
    "div",
    { class: "choosers" },
    chooser(wall.scenario, scenarios.map((id) => [id, cards.get(id)?.title ?? id]), chosen.moment.scenario, go),
    chooser(
      wall.moment,
      [
        probes.length > 0 && { group: wall.probes, options: probes.map(option) },
        lines.length > 0 && { group: wall.lines, options: lines.map(option) },
      ].filter(Boolean),
      placeOf(chosen.moment),
      go,
    ),
  );
}
