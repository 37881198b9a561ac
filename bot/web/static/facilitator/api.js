/** The facilitator's part of the JSON interface. Every failure comes out as a `Fault` with words for a person. */

import { Fault } from "../api.js";
import { words } from "../texts/facilitator.en.js";
import { presence } from "./presence.js";

const PATIENCE = 30_000; // milliseconds before a silent server counts as out of reach

const SIGNED_OUT = "not_signed_in";

/** Talks to the product for whoever is signed in. */
export class FacilitatorApi {
  #signInAgain;

  /** @param {() => Promise<void>} signInAgain asks the person to sign in again when that is over; rejects if they leave */
  constructor(signInAgain) {
    this.#signInAgain = signInAgain;
  }

  /** Who is signed in, as `{id, name, role}`; null for nobody. */
  async me() {
    if (!presence.likely) return null;
    try {
      return await this.#once("GET", "/facilitator/me");
    } catch (fault) {
      if (fault.code !== SIGNED_OUT) throw fault;
      presence.note(false);
      return null;
    }
  }

  signIn(name, password) {
    return this.#entered(this.#once("POST", "/facilitator/sign-in", { name, password }));
  }

  async signOut() {
    await this.#once("POST", "/facilitator/sign-out");
    presence.note(false);
  }

  /** Become a facilitator by an invitation. */
  accept(token, name, password) {
    return this.#entered(this.#once("POST", "/facilitator/accept", { token, name, password }));
  }

  async #entered(answer) {
    const me = await answer;
    presence.note(true);
    return me;
  }

  changePassword(old, fresh) {
    return this.ask("PUT", "/facilitator/password", { old, new: fresh });
  }

  facilitators() {
    return this.ask("GET", "/facilitator/facilitators");
  }

  closeFacilitator(id) {
    return this.ask("DELETE", `/facilitator/facilitators/${id}`);
  }

  invitations() {
    return this.ask("GET", "/facilitator/invitations");
  }

  /** A new invitation: `{path, expires_at, …}`. */
  invite(role) {
    return this.ask("POST", "/facilitator/invitations", { role });
  }

  withdrawInvitation(id) {
    return this.ask("DELETE", `/facilitator/invitations/${encodeURIComponent(id)}`);
  }

  scenarios() {
    return this.ask("GET", "/scenarios");
  }

  workshops() {
    return this.ask("GET", "/workshops");
  }

  workshop(id) {
    return this.ask("GET", `/workshops/${id}`);
  }

  /** @param {{title: string, settings: object, opens_at: ?string, closes_at: ?string}} wishes */
  createWorkshop(wishes) {
    return this.ask("POST", "/workshops", wishes);
  }

  changeWorkshop(id, wishes) {
    return this.ask("PUT", `/workshops/${id}`, wishes);
  }

  endWorkshop(id) {
    return this.ask("POST", `/workshops/${id}/end`);
  }

  deleteWorkshop(id) {
    return this.ask("DELETE", `/workshops/${id}`);
  }

  /** Where the picture stands that leads a telephone to a workshop. */
  qrAddress(id) {
    return `/api/workshops/${id}/qr.svg`;
  }

  /** Send a message to one participant, or to all if `participant` is null. */
  sendNote(id, text, participant = null) {
    return this.ask("POST", `/workshops/${id}/notes`, { text, participant });
  }

  /** Give more time in the talks that are on, to one participant or to all. */
  extend(id, minutes, participant = null) {
    return this.ask("POST", `/workshops/${id}/extend`, { minutes, participant });
  }

  /** Who runs a workshop, the one whose it is first: `{id, name, owns, since}`. */
  running(id) {
    return this.ask("GET", `/workshops/${id}/facilitators`);
  }

  /** Let the facilitator of that name run a workshop too; who runs it then. */
  letRun(id, name) {
    return this.ask("POST", `/workshops/${id}/facilitators`, { name });
  }

  letRunNoLonger(id, facilitator) {
    return this.ask("DELETE", `/workshops/${id}/facilitators/${facilitator}`);
  }

  deleteParticipant(id, participant) {
    return this.ask("DELETE", `/workshops/${id}/participants/${participant}`);
  }

  /** How much there is to be taken along. */
  exports(id) {
    return this.ask("GET", `/workshops/${id}/exports`);
  }

  /** Who has looked at what of a workshop, or taken it along, the latest first. */
  looks(id) {
    return this.ask("GET", `/workshops/${id}/looks`);
  }

  /**
   * All that may leave a workshop, as a file.
   * @param {"xlsx"|"zip"|"lines"} kind
   * @param {boolean} names whether with names in place of codes
   */
  exportFile(id, kind, names) {
    return this.file(`/workshops/${id}/exports/${kind}?names=${names ? "names" : "codes"}`);
  }

  /**
   * What is fetched as a file.
   * @returns {Promise<{content: Blob, name: string}>}
   */
  async file(path) {
    const answer = await this.#signedIn(() => this.#send("GET", path, { Accept: "*/*" }));
    const named = /filename="?([^";]+)"?/.exec(answer.headers.get("Content-Disposition") ?? "");
    return { content: await answer.blob(), name: named?.[1] ?? "alongside" };
  }

  /**
   * Where everybody stands, if that has changed since the answer with that tag.
   * @returns {Promise<{tag: ?string, board: ?object, at: number}>} board is null if nothing has changed; at: the
   *   server's time, in milliseconds
   */
  async board(id, tag = null) {
    const answer = await this.#signedIn(() => this.#send("GET", `/workshops/${id}/board`, tag ? { "If-None-Match": tag } : {}));
    const at = Date.parse(answer.headers.get("Date") ?? "") || Date.now();
    if (answer.status === 304) return { tag, board: null, at };
    return { tag: answer.headers.get("ETag"), board: await read(answer), at };
  }

  /** Send a request; where the sign-in is over, the person signs in again and it is sent once more. */
  ask(method, path, body = undefined) {
    return this.#signedIn(() => this.#once(method, path, body));
  }

  async #signedIn(send) {
    for (;;) {
      try {
        return await send();
      } catch (fault) {
        if (fault.code !== SIGNED_OUT) throw fault;
        await this.#signInAgain();
      }
    }
  }

  async #once(method, path, body = undefined) {
    return read(await this.#send(method, path, {}, body));
  }

  async #send(method, path, more, body = undefined) {
    const headers = { Accept: "application/json", "X-Alongside": "facilitator", ...more };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    let answer;
    try {
      answer = await fetch(`/api${path}`, {
        method,
        headers,
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: AbortSignal.timeout(PATIENCE),
        cache: "no-store",
        credentials: "same-origin",
      });
    } catch {
      throw new Fault("no_connection", words.faults.noConnection, 0);
    }
    if (answer.ok || answer.status === 304) return answer;
    const told = (await answer.json().catch(() => null))?.error;
    throw new Fault(told?.code ?? "unreadable_answer", told?.message ?? words.faults.unreadable, answer.status);
  }
}

/** What an answer holds; null for an empty one. */
async function read(answer) {
  if (answer.status === 204) return null;
  const text = await answer.text();
  try {
    return text ? JSON.parse(text) : null;
  } catch {
    throw new Fault("unreadable_answer", words.faults.unreadable, 502);
  }
}
