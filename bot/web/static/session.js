/**
 * What this tab remembers, so that a reload loses nothing.
 *
 * Kept in the tab's session storage and nowhere else: closing the tab forgets it.
 */

const KEY = "alongside";

let remembered = read();

function read() {
  try {
    return JSON.parse(window.sessionStorage.getItem(KEY)) ?? {};
  } catch {
    return {}; // storage switched off, or not ours: remember for the life of the page only
  }
}

function write() {
  try {
    window.sessionStorage.setItem(KEY, JSON.stringify(remembered));
  } catch {
    // Storage may be full or switched off; the page still works until it is reloaded.
  }
}

/** The conversation in this tab. */
export const session = {
  /** `{session, token}` of the running conversation, or null. */
  get access() {
    return remembered.access ?? null;
  },
  /** Id of its scenario, or null for a talk with the coach. */
  get scenario() {
    return remembered.scenario ?? null;
  },
  /** "live", "request" or "end". */
  get coaching() {
    return remembered.coaching ?? "live";
  },
  /** How the person arranged the last meeting: `{scenario, difficulty, chosen, goal, workshop}`, or null. */
  get arranged() {
    return remembered.arranged ?? null;
  },
  /** What stands in the box and was not sent. */
  get draft() {
    return remembered.draft ?? "";
  },
  /** `{text, payload, clientId}` of a reply that was sent but not answered, or null. */
  get pending() {
    return remembered.pending ?? null;
  },
  /** Numbers of the replies whose feedback the trainee asked for. */
  get asked() {
    return remembered.asked ?? [];
  },
  /** `{number, shown}`: how many steps of the hint for that reply are shown, or null. */
  get hint() {
    return remembered.hint ?? null;
  },

  /** Begin to remember a conversation; forgets the one before. */
  start(access, { scenario, coaching, difficulty, chosen, goal, workshop }) {
    remembered = { access, scenario, coaching, arranged: { scenario, difficulty, chosen, goal, workshop } };
    write();
  },
  /** Go on with a conversation that was begun elsewhere. */
  adopt(access, { scenario, coaching }) {
    remembered = { access, scenario, coaching, arranged: remembered.arranged };
    write();
  },
  /** How the person likes to be coached and arranged the meeting, kept from one conversation to the next. */
  prefer(coaching, arranged) {
    remembered.coaching = coaching;
    remembered.arranged = arranged;
    write();
  },
  keepDraft(draft) {
    remembered.draft = draft;
    write();
  },
  keepPending(pending) {
    remembered.pending = pending;
    write();
  },
  keepAsked(number) {
    remembered.asked = [...this.asked, number];
    write();
  },
  forgetAsked(number) {
    remembered.asked = this.asked.filter((each) => each !== number);
    write();
  },
  keepHint(hint) {
    remembered.hint = hint;
    write();
  },
  /** Forget the conversation, not how the person likes to be coached and arranged the meeting. */
  forget() {
    remembered = { coaching: remembered.coaching, arranged: remembered.arranged };
    write();
  },
};

/** A name for one reply that no other reply has: the server takes each only once. */
export function newClientId() {
  if (window.crypto?.randomUUID) return window.crypto.randomUUID();
  const bytes = window.crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
