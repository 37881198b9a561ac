/**
 * The JSON interface of the product, in the words of this page.
 *
 * Every failure comes out as a `Fault` with words for a person.
 */

import { language, texts } from "./texts.js";

const PATIENCE = 45_000; // milliseconds before a silent server counts as out of reach

const TRANSIENT = new Set([408, 425, 429, 500, 502, 503, 504]);

const PASSING = new Set([502, 503, 504]); // a part is missing for the moment

/** A request that did not work out. */
export class Fault extends Error {
  /**
   * @param {string} code snake_case name of what happened
   * @param {string} message words for a person
   * @param {number} status HTTP status, 0 when no answer came
   */
  constructor(code, message, status) {
    super(message);
    this.code = code;
    this.status = status;
  }

  /** Whether the same request may work when it is sent again. */
  get again() {
    return this.status === 0 || TRANSIENT.has(this.status);
  }

  /** Whether it is likely to work in a moment, without anybody's doing. */
  get passing() {
    return PASSING.has(this.status);
  }

  /** Whether the conversation itself is out of reach: deleted, or not this person's. */
  get gone() {
    return this.status === 401 || this.status === 404;
  }
}

/** Talks to the product. Every method returns a promise of the decoded answer and throws a `Fault`. */
export class Api {
  /** @param {string} base where the interface is, without a slash at the end */
  constructor(base = "/api") {
    this.base = base;
  }

  /** What has no method of its own here: for parts that are loaded later. `code` is that of a practice. */
  call(method, path, code = null, body = undefined) {
    return this.#ask(method, path, code && { token: code }, body);
  }

  scenarios() {
    return this.#ask("GET", "/scenarios");
  }

  /** What this site says of itself: `{worries, remember}`. */
  site() {
    return this.#ask("GET", "/site");
  }

  /**
   * @param {{scenario: string|null, coaching: "live"|"request"|"end", difficulty: "usual"|"hard", chosen: string[],
   *   goal: string|null, confidence: object|null}} wishes
   * @param {string|null} code the practice that the conversation belongs to
   */
  open(wishes, code = null) {
    return this.#ask("POST", "/sessions", code && { token: code }, wishes);
  }

  /** Begin a practice; gives its code. */
  async beginPractice() {
    return (await this.#ask("POST", "/practice")).code;
  }

  /** All that was practised under a code. */
  practice(code) {
    return this.#ask("GET", "/practice", { token: code });
  }

  /** Delete all that was practised under a code. */
  removePractice(code) {
    return this.#ask("DELETE", "/practice", { token: code });
  }

  /** How sure the trainee feels after the talk: three numbers from 1 to 5. */
  confidence(access, after) {
    return this.#ask("PUT", `${this.#of(access)}/confidence`, access, after);
  }

  restore(access) {
    return this.#ask("GET", this.#of(access), access);
  }

  /** @param {{text: string, client_id: string, payload: string|null}} reply */
  reply(access, reply) {
    return this.#ask("POST", `${this.#of(access)}/replies`, access, reply);
  }

  hint(access) {
    return this.#ask("POST", `${this.#of(access)}/hint`, access);
  }

  pause(access) {
    return this.#ask("POST", `${this.#of(access)}/pause`, access);
  }

  resume(access) {
    return this.#ask("POST", `${this.#of(access)}/resume`, access);
  }

  /** Take back the reply with that number; asked twice it is taken back once. */
  retry(access, turn) {
    return this.#ask("POST", `${this.#of(access)}/retry?turn=${turn}`, access);
  }

  finish(access) {
    return this.#ask("POST", `${this.#of(access)}/finish`, access);
  }

  report(access) {
    return this.#ask("GET", `${this.#of(access)}/report`, access);
  }

  remove(access) {
    return this.#ask("DELETE", this.#of(access), access);
  }

  /**
   * All that is kept of one conversation, as a file.
   * @param {"text"|"json"} form to read, or as data
   * @returns {Promise<{content: Blob, name: string}>} with the name that the server gives it
   */
  download(access, form) {
    return this.#file(`${this.#of(access)}/download?form=${form}`, access);
  }

  /** All that is kept of a practice, as a file: `{content, name}`. */
  downloadPractice(code) {
    return this.#file("/practice/download", { token: code });
  }

  #of(access) {
    return `/sessions/${encodeURIComponent(access.session)}`;
  }

  async #ask(method, path, access = null, body = undefined) {
    return this.#send(method, path, access, body, async (answer) => (answer.status === 204 ? null : answer.json()));
  }

  async #file(path, access) {
    return this.#send("GET", path, access, undefined, async (answer) => {
      const named = /filename="?([^";]+)"?/.exec(answer.headers.get("Content-Disposition") ?? "");
      return { content: await answer.blob(), name: named?.[1] ?? "alongside" };
    });
  }

  /** Send a request; `read` takes what was wanted from the answer. */
  async #send(method, path, access, body, read) {
    const headers = { Accept: "application/json, text/plain", "Accept-Language": language };
    if (access) headers.Authorization = `Bearer ${access.token}`;
    if (body !== undefined) headers["Content-Type"] = "application/json";
    const giveUp = new AbortController();
    const timer = setTimeout(() => giveUp.abort(), PATIENCE);
    try {
      const answer = await fetch(this.base + path, {
        method,
        headers,
        body: body === undefined ? undefined : JSON.stringify(body),
        signal: giveUp.signal,
        cache: "no-store",
        credentials: "omit",
      });
      if (!answer.ok) throw await refused(answer);
      return await read(answer).catch(() => {
        throw new Fault("unreadable_answer", texts.faults.unreadable, 502);
      });
    } catch (reason) {
      if (reason instanceof Fault) throw reason;
      throw new Fault("no_connection", texts.faults.noConnection, 0);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** What the server says against a request, as a fault. */
async function refused(answer) {
  const told = (await answer.json().catch(() => null))?.error;
  return new Fault(told?.code ?? "unreadable_answer", told?.message ?? texts.faults.unreadable, answer.status);
}
