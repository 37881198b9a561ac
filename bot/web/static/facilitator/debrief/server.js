/** What the debrief asks of the JSON interface. */

/** A query of what is given; nothing for what is null, false or "". */
function query(parameters) {
  const given = Object.entries(parameters).filter(([, value]) => value !== null && value !== undefined && value !== false && value !== "");
  return given.length ? `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}` : "";
}

/** The debrief of one workshop. Every method returns a promise and throws a `Fault`, as those of the room's api do. */
export class Debrief {
  /** @param {import("../api.js").FacilitatorApi} api */
  constructor(api, workshop) {
    this.api = api;
    this.path = `/workshops/${workshop}`;
  }

  moments() {
    return this.api.ask("GET", `${this.path}/wall/moments`);
  }

  wall(parameters) {
    return this.api.ask("GET", `${this.path}/wall${query(parameters)}`);
  }

  /** The ids of all replies that may stand on the wall of a moment. */
  wallTurns({ scenario, probe, line }) {
    return this.api.ask("GET", `${this.path}/wall/turns${query({ scenario, probe, line })}`);
  }

  /** Hide, pick or reveal a reply; `null` takes that back. */
  mark(turn, mark) {
    return this.api.ask("PUT", `${this.path}/wall/${turn}`, { mark });
  }

  group(parameters = {}) {
    return this.api.ask("GET", `${this.path}/group${query(parameters)}`);
  }

  talks() {
    return this.api.ask("GET", `${this.path}/talks`);
  }

  /** A conversation, and another beside it if it is named. */
  replay(session, talk, beside = null, besideTalk = null) {
    const parameters = { talk, beside, beside_talk: besideTalk };
    return this.api.ask("GET", `${this.path}/sessions/${encodeURIComponent(session)}/replay${query(parameters)}`);
  }

  comment(turn, text) {
    return this.api.ask("POST", `${this.path}/turns/${turn}/comments`, { text });
  }

  deleteComment(id) {
    return this.api.ask("DELETE", `${this.path}/comments/${id}`);
  }

  ratings() {
    return this.api.ask("GET", `${this.path}/ratings`);
  }

  /** How many replies can be rated: `{replies}`. */
  countToRate() {
    return this.api.ask("GET", `${this.path}/ratings/count`);
  }

  toRate(turn) {
    return this.api.ask("GET", `${this.path}/ratings/${turn}`);
  }

  rate(turn, rating) {
    return this.api.ask("PUT", `${this.path}/ratings/${turn}`, rating);
  }

  deleteRating(turn) {
    return this.api.ask("DELETE", `${this.path}/ratings/${turn}`);
  }

  agreement() {
    return this.api.ask("GET", `${this.path}/agreement`);
  }

  /** The corrections as a file. */
  corrections() {
    return this.api.file(`${this.path}/corrections`);
  }
}
