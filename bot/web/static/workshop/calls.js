/** What the server is asked about workshops. Every function returns a promise of the answer and throws a `Fault`. */

import { practice } from "../practice.js";

const SIGNS = /^[CDFGHJKMNPQRTVWXY34679]{6}$/;

/** The code that somebody typed, whatever its case, spaces and dashes; null if it cannot be one. */
export function joinCodeIn(typed) {
  const code = typed.toUpperCase().replace(/[\s\-–—_.]/g, "");
  return SIGNS.test(code) ? code : null;
}

/** What one would join under that code. */
export function invitation(api, code) {
  return api.call("GET", `/join/${code}`);
}

/**
 * Join, with the practice of this device if there is one.
 * @param {{name: string|null, consent: {read: boolean, show: boolean, improve: boolean}}} wishes
 */
export async function join(api, code, wishes) {
  try {
    return await api.call("POST", `/join/${code}`, practice.code, wishes);
  } catch (fault) {
    if (fault.code !== "no_such_practice") throw fault;
    practice.forget(); // deleted meanwhile, on another device
    return api.call("POST", `/join/${code}`, null, wishes);
  }
}

/** All workshops that the trainee takes part in, the latest first. */
export function takingPart(api) {
  return practice.code ? api.call("GET", "/practice/workshops", practice.code) : Promise.resolve([]);
}

/** One of them, and word to the facilitator of the step that is shown. */
export function here(api, id, place) {
  return api.call("PUT", `/practice/workshops/${id}/here`, practice.code, { place });
}

/** Allow that, and no more. */
export function allow(api, id, consent) {
  return api.call("PUT", "/practice/consent", practice.code, { workshop: id, consent });
}

/** Take part no longer. */
export function leave(api, id) {
  return api.call("DELETE", `/practice/workshops/${id}`, practice.code);
}

/** The replies that the group is asked about at present, with what one has given so far. */
export function votesIn(api, id) {
  return api.call("GET", `/practice/workshops/${id}/votes`, practice.code);
}

/** Give a reply those scores; again, to change one's mind. */
export function castVote(api, id, turn, scores) {
  return api.call("PUT", `/practice/workshops/${id}/votes/${turn}`, practice.code, scores);
}
