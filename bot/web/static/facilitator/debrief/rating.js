/** Rating replies one by one, blind to the coach's scores at first; below it the agreement, and corrections to take along. */

import { highlighted } from "../../chat/highlight.js";
import { moveName } from "../../chat/moves.js";
import { DIMENSIONS } from "../../chat/scores.js";
import { button, el, ENGLISH } from "../../dom.js";
import { save } from "../../download.js";
import { speak, texts } from "../../texts.js";
import { said } from "../../texts/debrief.en.js";
import { agreement } from "./agreement.js";
import { icon } from "./icons.js";
import { lookingOut, News } from "./news.js";
import { chooser, debriefPage, emptyState, teller } from "./page.js";
import { ratingForm } from "./rating_form.js";
import { seenScores } from "./seen.js";
import { Debrief } from "./server.js";

/** The page: `workshop/12/rating`. */
export async function ratingPage(room, id) {
  const server = new Debrief(room.api, id);
  const [workshop, list, agreements, cards] = await Promise.all([room.api.workshop(id), server.ratings(), server.agreement(), room.api.scenarios(), speak("en")]);
  const words = said.rating;
  if (!list.replies.length) {
    const toBoard = room.link(`workshop/${id}/board`, { class: "button" }, said.wall.board);
    const empty = debriefPage(room, workshop, "rating", words.title, emptyState(words.empty, words.emptyAbout, toBoard));
    return { ...empty, ...lookingOut(() => server.countToRate(), ({ replies }) => replies && room.show()) };
  }
  const rating = new Rating(server, list, agreements, new Map(cards.map((card) => [card.id, card.title])));
  await rating.first();
  const page = debriefPage(room, workshop, "rating", words.title, el("p", { class: "lead" }, words.lead), rating.element);
  return { ...page, ...lookingOut(() => server.countToRate(), ({ replies }) => rating.heard(replies)) };
}

/** Three scores in a row, as one reads them out. */
function scoresOf(scores) {
  return DIMENSIONS.map((dimension) => `${texts.scores.names[dimension]} ${scores[dimension] ?? texts.scores.none}`).join(", ");
}

class Rating {
  #at = 0; // place in the chosen replies
  #choice = { scenario: "", probes: false };

  constructor(server, list, agreements, titles) {
    Object.assign(this, { server, list, titles });
    this.told = teller();
    this.news = new News(said.rating.news, said.rating.takeNews, () => this.#try(() => this.#renew()));
    this.progress = el("p", { class: "quiet" });
    this.bar = el("div", { class: "row between rating-bar" });
    this.stage = el("div", { class: "rating-stage" });
    this.agreement = el("div", {}, agreement(agreements));
    this.export = el("section", { class: "card", "aria-labelledby": "corrections" });
    this.element = el(
      "div",
      { class: "rating", onkeydown: (event) => this.#key(event) },
      this.#choosers(),
      this.news.element,
      this.bar,
      this.stage,
      this.told.element,
      el("p", { class: "keys-help" }, said.rating.help),
      el("div", { class: "two-columns" }, this.agreement, this.export),
    );
    this.#drawExport();
  }

  get replies() {
    const { scenario, probes } = this.#choice;
    return this.list.replies.filter((one) => (!scenario || one.scenario === scenario) && (!probes || one.probe));
  }

  /** So many replies can be rated by now. */
  heard(replies) {
    this.news.tell(Math.max(0, replies - this.list.replies.length));
  }

  /** Show the first reply that is not rated yet. */
  first() {
    return this.#show(Math.max(0, this.replies.findIndex((one) => !one.rated)));
  }

  #choosers() {
    const words = said.rating;
    const scenarios = [...new Set(this.list.replies.map((one) => one.scenario))];
    const change = (change_) => {
      Object.assign(this.#choice, change_);
      this.#try(() => this.first());
    };
    const box = el("input", { type: "checkbox", onchange: () => change({ probes: box.checked }) });
    return el(
      "div",
      { class: "row choosers" },
      scenarios.length > 1 && chooser(words.scenario, [["", words.allScenarios], ...scenarios.map((one) => [one, this.titles.get(one) ?? one])], "", (scenario) => change({ scenario })),
      el("label", { class: "switch" }, box, el("span", {}, words.onlyProbes)),
      this.progress,
    );
  }

  async #show(at) {
    const { replies } = this;
    if (!replies[at]) return;
    this.#at = at;
    this.#drawBar();
    this.#draw(await this.server.toRate(replies[at].turn));
  }

  #drawBar() {
    const words = said.rating;
    const { replies } = this;
    this.progress.textContent = words.progress(replies.filter((one) => one.rated).length, replies.length);
    const step = (label, drawing, to) => button(label, { icon: icon(drawing), kind: "small", "aria-disabled": String(!replies[to]), onclick: () => this.#try(() => this.#show(to)) });
    this.bar.replaceChildren(
      step(words.previous, "previous", this.#at - 1),
      el("h2", { tabindex: "-1" }, words.reply(this.#at + 1, replies.length)),
      step(words.next, "next", this.#at + 1),
    );
  }

  #draw(reply) {
    const words = said.rating;
    // Whoever has seen what the coach gave has seen it, also once their own rating is deleted.
    if (reply.coach) seenScores.add([reply.turn]);
    this.stage.replaceChildren(
      el(
        "div",
        { class: "to-rate" },
        el("div", { class: "said-step parent" }, el("h3", {}, words.parent), el("p", { class: "as-said", lang: ENGLISH }, reply.parent)),
        el("div", { class: "said-step own" }, el("h3", {}, words.said), el("p", { class: "as-said", lang: ENGLISH }, reply.coach ? highlighted(reply.reply, reply.coach.moves) : reply.reply)),
        reply.coach ? this.#compare(reply) : el("p", { class: "quiet" }, words.blind),
      ),
      ratingForm(reply, (rating) => this.#save(reply, rating)),
    );
  }

  #compare(reply) {
    const words = said.rating;
    const { rating, coach, others } = reply;
    const none = texts.scores.none;
    const all = [...others.map((one) => [one.name, one.rating]), [words.coach, coach.scores]];
    const verdict = (dimension) => {
      const [mine, theirs] = [rating[dimension], coach.scores[dimension]];
      if ((mine === null) !== (theirs === null)) return words.notBoth;
      return mine === theirs ? words.same : words.apart(Math.abs(mine - theirs));
    };
    const next = this.replies.findIndex((one, at) => at > this.#at && !one.rated);
    return el(
      "section",
      { class: "compare", "aria-labelledby": "compare" },
      el("h3", { id: "compare", tabindex: "-1" }, words.compare),
      el(
        "table",
        { class: "plain-table" },
        el("thead", {}, el("tr", {}, el("td", {}), el("th", { scope: "col" }, words.you), all.map(([name]) => el("th", { scope: "col" }, name)), el("td", {}))),
        el(
          "tbody",
          {},
          DIMENSIONS.map((dimension) =>
            el(
              "tr",
              {},
              el("th", { scope: "row" }, texts.scores.names[dimension]),
              el("td", { class: "number" }, String(rating[dimension] ?? none)),
              all.map(([, scores]) => el("td", { class: "number" }, String(scores[dimension] ?? none))),
              el("td", { class: "quiet" }, verdict(dimension)),
            ),
          ),
        ),
      ),
      coach.moves.length > 0 && el("p", { class: "quiet" }, coach.moves.map((one) => moveName(one.move)).join(", ")),
      el("details", { class: "more" }, el("summary", {}, words.reasons), DIMENSIONS.map((dimension) => coach.reasons[dimension] && el("p", {}, coach.reasons[dimension]))),
      rating.saw_scores && el("p", { class: "quiet" }, rating.blind ? words.blindKept(scoresOf(rating.blind)) : words.seen),
      el(
        "p",
        { class: "row" },
        next >= 0 ? button(words.nextOpen, { icon: icon("forward"), kind: "primary", onclick: () => this.#try(() => this.#show(next)) }) : el("span", {}, words.done),
        button(words.remove, { kind: "small tool", onclick: () => this.#remove(reply) }),
      ),
    );
  }

  async #save(reply, rating) {
    const saved = await this.server.rate(reply.turn, { ...rating, saw_scores: seenScores.has(reply.turn) });
    this.replies[this.#at].rated = true;
    this.#drawBar();
    this.#draw(saved);
    this.#try(() => this.#renew());
    this.stage.querySelector("#compare")?.focus();
    this.told.tell(said.rating.saved);
  }

  #remove(reply) {
    return this.#try(async () => {
      await this.server.deleteRating(reply.turn);
      this.replies[this.#at].rated = false;
      await this.#show(this.#at);
      await this.#renew();
      this.told.tell(said.rating.takenAway);
    });
  }

  /** Fetch anew what changes with a rating. */
  async #renew() {
    const [list, agreements] = await Promise.all([this.server.ratings(), this.server.agreement()]);
    const here = this.replies[this.#at]?.turn; // not before: somebody quick has gone on to the next meanwhile
    this.list = list;
    // What has come stands in between: the reply on show stays on show, at its new place.
    const at = this.replies.findIndex((one) => one.turn === here);
    this.news.tell(0);
    if (at < 0) await this.first();
    else this.#at = at;
    this.#drawBar();
    this.agreement.replaceChildren(agreement(agreements));
    this.#drawExport();
  }

  #drawExport() {
    const words = said.rating;
    const { corrections } = this.list;
    this.export.replaceChildren(
      el("h2", { id: "corrections" }, words.export),
      el("p", {}, corrections ? words.exportAbout : words.nothingToExport),
      corrections ? el("p", {}, button(words.exportCount(corrections), { icon: icon("download"), onclick: () => this.#take() })) : "",
    );
  }

  #take() {
    return this.#try(async () => {
      const file = await this.server.corrections();
      save(file);
      this.told.tell(said.rating.exported(file.name));
    });
  }

  async #try(act) {
    try {
      this.told.tell("");
      await act();
    } catch (fault) {
      this.told.tell(fault.message);
    }
  }

  #key(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!event.altKey || !step || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.#try(async () => {
      await this.#show(this.#at + step);
      this.stage.querySelector(".rate-row input:checked, .rate-row input")?.focus();
    });
  }
}
