/** Who is shown on the board, and in which order. */

/** Which people each filter lets through. */
export const FILTERS = {
  all: () => true,
  joined: ({ state }) => state === "joined",
  briefing: ({ state }) => state === "briefing",
  talking: ({ state }) => state === "talking",
  finished: ({ state }) => state === "finished",
  stuck: ({ stuck }) => stuck,
};

const byName = (one, other) => one.name.localeCompare(other.name, "en", { numeric: true });

const NEED = ["stuck", "talking", "briefing", "joined", "finished"];

/** The stuck first, those who have waited longest above; then the talks, the hottest first. */
function byNeed(one, other) {
  const rank = (person) => NEED.indexOf(person.stuck ? "stuck" : person.state);
  if (rank(one) !== rank(other)) return rank(one) - rank(other);
  if (one.stuck) return Date.parse(one.since) - Date.parse(other.since);
  return hotter(one, other);
}

function hotter(one, other) {
  return (other.heat ?? -1) - (one.heat ?? -1);
}

/** How each order compares two people; who is equal stands by name. */
const SORTS = {
  name: () => 0,
  need: byNeed,
  heat: hotter,
  turn: (one, other) => other.turn - one.turn,
  latest: (one, other) => Date.parse(other.since) - Date.parse(one.since),
};

/** Names of the orders. */
export const SORT_NAMES = Object.keys(SORTS);

const simple = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

/** Whether somebody is to be shown. */
export function fits(person, { filter, find }) {
  return FILTERS[filter](person) && simple(person.name).includes(simple(find.trim()));
}

/**
 * Ids of those who are to be shown, in order.
 * @param {Iterable<object>} people
 * @param {{filter: string, sort: string, find: string}} view
 */
export function ordered(people, view) {
  const compare = SORTS[view.sort];
  const shown = [...people].filter((person) => fits(person, view));
  return shown.sort((one, other) => compare(one, other) || byName(one, other)).map(({ id }) => id);
}

/**
 * The order after something has changed: everybody stays where they are, also who would no longer be shown; who is new
 * comes at the end.
 * @param {Array<number>} before ids as they are shown
 * @param {Map<number, object>} people
 */
export function keptOrder(before, people, view) {
  const there = before.filter((id) => people.has(id));
  return [...there, ...ordered(people.values(), view).filter((id) => !there.includes(id))];
}
