/** The wall: all replies of the group to the same words of the parent, side by side and without names. */

import { face } from "../../chat/face.js";
import { moodOf } from "../../chat/mood.js";
import { el, ENGLISH } from "../../dom.js";
import { speak } from "../../texts.js";
import { said } from "../../texts/debrief.en.js";
import { chosenMoment, momentChooser, placeOf } from "./moments.js";
import { lookingOut, News } from "./news.js";
import { debriefPage, emptyState, teller } from "./page.js";
import { seenScores } from "./seen.js";
import { Debrief } from "./server.js";
import { wallCard } from "./wall_card.js";
import { WallKeys } from "./wall_keys.js";
import { keysHelp, wallTools } from "./wall_tools.js";

const AT_FIRST = { by: "mixed", lowest_first: false, which: "counting", look: "shown", move: "", revealed: false };

/** How each moment was last looked at on this visit, so that coming back from a discussion changes nothing. */
const views = new Map();

/** The page: `workshop/12/wall/angry_parent/probe/whose_fault`. */
export async function wallPage(room, id, scenario = "", kind = "", name = "") {
  const server = new Debrief(room.api, id);
  const [workshop, moments, scenarios] = await Promise.all([room.api.workshop(id), server.moments(), room.api.scenarios(), speak("en")]);
  const chosen = chosenMoment(moments, scenario, kind, name);
  if (!chosen) {
    const toBoard = room.link(`workshop/${id}/board`, { class: "button" }, said.wall.board);
    const empty = debriefPage(room, workshop, "wall", said.wall.title, emptyState(said.wall.empty, said.wall.emptyAbout, toBoard));
    return { ...empty, ...lookingOut(() => server.moments(), (some) => some.length && room.show()) };
  }
  const wall = new Wall(room, server, { workshop, moments, chosen, cards: new Map(scenarios.map((card) => [card.id, card])) });
  await wall.load();
  const looking = lookingOut(() => server.wallTurns(chosen.moment), ({ turns }) => wall.heard(turns));
  const begin = () => {
    wall.begin();
    looking.begin();
  };
  return { ...debriefPage(room, workshop, "wall", said.wall.title, wall.element), begin, leave: looking.leave };
}

/** One moment's wall. */
class Wall {
  #answers = new Set(); // turns whose answer of the parent is unfolded

  constructor(room, server, about) {
    Object.assign(this, { room, server, ...about });
    const { moment } = this.chosen;
    this.key = `${this.workshop.id}/${placeOf(moment)}`;
    this.view = { ...AT_FIRST, ...views.get(this.key) };
    this.tools = el("div", {});
    this.parent = el("div", {});
    this.count = el("p", { class: "quiet", "aria-live": "polite" });
    this.list = el("ul", { class: "wall", role: "list", "aria-label": said.wall.list, tabindex: "-1" });
    this.told = teller();
    this.news = new News(said.wall.news, said.wall.showNews, () => this.#try(() => this.load()));
    this.keys = new WallKeys(this.list, (key, turn) => this.#press(key, turn));
    const go = (place) => this.room.go(`workshop/${this.workshop.id}/wall/${place}`);
    this.element = el(
      "div",
      { class: "wall-holder" },
      el("p", { class: "lead" }, said.wall.lead),
      momentChooser(this.moments, this.chosen, this.cards, go),
      this.parent,
      this.tools,
      el("div", { class: "row between" }, this.count, this.told.element),
      this.news.element,
      this.list,
      keysHelp(),
    );
  }

  begin() {
    this.keys.renew();
  }

  /** Which replies there are now: what has come is told, and what its author took back is taken off at once. */
  heard(turns) {
    const [before, now] = [new Set(this.wall.turns), new Set(turns)];
    this.news.tell(turns.filter((turn) => !before.has(turn)).length);
    const left = this.wall.replies.filter((reply) => now.has(reply.turn));
    const gone = this.wall.replies.length - left.length;
    if (this.wall.turns.every((turn) => now.has(turn))) return;
    this.wall = { ...this.wall, replies: left, turns: this.wall.turns.filter((turn) => now.has(turn)) };
    if (!gone) return;
    this.#draw();
    this.told.tell(said.wall.takenOff(gone));
  }

  /** Fetch the wall as it is looked at now, and draw it. */
  async load() {
    const { scenario, probe, line } = this.chosen.moment;
    this.list.setAttribute("aria-busy", "true");
    try {
      this.wall = await this.server.wall({ scenario, probe, line, ...this.view });
    } finally {
      this.list.removeAttribute("aria-busy");
    }
    this.news.tell(0);
    seenScores.add(this.wall.replies.filter((reply) => reply.scores !== null).map((reply) => reply.turn));
    this.#draw();
  }

  #draw() {
    const { wall, view, keys } = this;
    const place = keys.place;
    const focus = this.list.contains(document.activeElement);
    const tool = this.tools.contains(document.activeElement) ? this.#nameOf(document.activeElement) : null;
    this.parent.replaceChildren(this.#parentSays());
    this.tools.replaceChildren(
      wallTools(view, wall, (change) => this.change(change), {
        discuss: () => this.discuss(),
        again: () => this.#try(() => this.load()),
        large: () => this.#large(),
      }),
    );
    if (tool) this.#named(tool)?.focus();
    this.list.replaceChildren(...wall.replies.map((reply) => this.#card(reply)));
    if (!wall.replies.length) this.list.replaceChildren(el("li", { class: "nothing" }, this.#nothing()));
    this.count.textContent = [
      said.wall.count(wall.replies.length),
      wall.hidden > 0 && said.wall.hiddenCount(wall.hidden),
      wall.withheld > 0 && said.wall.withheld(wall.withheld),
    ].filter(Boolean).join(" · ");
    keys.renew({ focus, place: Math.max(0, place) });
  }

  /** What tells a tool from the others, also when it has been drawn anew. */
  #nameOf(node) {
    return node.id || node.closest("label")?.firstChild.textContent || node.textContent;
  }

  #named(name) {
    const nodes = [...this.tools.querySelectorAll("button, select")];
    return nodes.find((node) => this.#nameOf(node) === name) ?? nodes[0];
  }

  #nothing() {
    const { wall } = said;
    const any = this.chosen.replies > 0;
    return any ? el("p", {}, wall.allFiltered) : emptyState(wall.noReplies, wall.noRepliesAbout);
  }

  #parentSays() {
    const { chosen, wall } = this;
    const card = this.cards.get(chosen.moment.scenario);
    const words = wall.parent.length ? wall.parent : chosen.says;
    const some = wall.replies[0];
    return el(
      "section",
      { class: "parent-says", "aria-labelledby": "parent-says" },
      card && face(moodOf(some ?? card.start), card.parent.face),
      el(
        "div",
        {},
        el("h2", { id: "parent-says" }, said.wall.parentSays(card?.parent.name ?? ""), chosen.about && el("span", { class: "about" }, chosen.about)),
        el("p", { class: "as-said", lang: ENGLISH }, words[0] ?? ""),
        words.length > 1 &&
          el(
            "details",
            { class: "more" },
            el("summary", {}, said.wall.otherWords(words.length - 1)),
            words.slice(1).map((each) => el("p", { class: "as-said", lang: ENGLISH }, each)),
          ),
      ),
    );
  }

  #card(reply) {
    return wallCard(reply, {
      wording: reply.parent !== this.wall.parent[0],
      onPick: () => this.#mark(reply, reply.picked ? null : "picked"),
      onHide: () => this.#mark(reply, reply.hidden ? null : "hidden"),
      onAnswer: (open) => (open ? this.#answers.add(reply.turn) : this.#answers.delete(reply.turn)),
      answerOpen: this.#answers.has(reply.turn),
    });
  }

  /** Look at the wall otherwise. */
  change(change) {
    this.view = { ...this.view, ...change };
    if (!this.view.revealed) Object.assign(this.view, { move: "", by: ["mixed", "length"].includes(this.view.by) ? this.view.by : "mixed" });
    views.set(this.key, this.view);
    const words = "revealed" in change ? (change.revealed ? said.wall.revealed : said.wall.concealed) : "";
    return this.#try(() => this.load(), words);
  }

  discuss(turn = "") {
    this.room.go(`workshop/${this.workshop.id}/discuss/${placeOf(this.chosen.moment)}/${turn}`.replace(/\/$/, ""));
  }

  #large() {
    if (document.fullscreenElement) document.exitFullscreen();
    else this.element.closest(".step").requestFullscreen?.();
  }

  #mark(reply, mark) {
    const { wall } = said;
    const words = { hidden: wall.markedHidden, picked: wall.markedPicked }[mark] ?? (reply.hidden ? wall.markedShown : wall.markedUnpicked);
    return this.#try(async () => {
      await this.server.mark(reply.turn, mark);
      this.#marked(reply, mark);
    }, words(reply.letter));
  }

  /** Take a mark over into the wall as it is, without fetching it all anew. */
  #marked(reply, mark) {
    const now = { ...reply, picked: mark === "picked", hidden: mark === "hidden" };
    const seen = { all: true, shown: !now.hidden, picked: now.picked }[this.view.look];
    const { replies, hidden, picked } = this.wall;
    this.wall = {
      ...this.wall,
      replies: replies.flatMap((one) => (one.turn !== reply.turn ? [one] : seen ? [now] : [])),
      hidden: hidden + Number(now.hidden) - Number(reply.hidden),
      picked: picked + Number(now.picked) - Number(reply.picked),
    };
    this.#draw();
  }

  async #try(act, words = "") {
    try {
      await act();
      this.told.tell(words);
    } catch (fault) {
      this.told.tell(fault.message);
    }
  }

  #press(key, turn) {
    const reply = this.wall.replies.find((one) => one.turn === turn);
    const acts = {
      p: () => this.#mark(reply, reply.picked ? null : "picked"),
      h: () => this.#mark(reply, reply.hidden ? null : "hidden"),
      r: () => this.change({ revealed: !this.view.revealed }),
      enter: () => this.#discussThis(reply),
    };
    if (!reply || !acts[key]) return false;
    acts[key]();
    return true;
  }

  async #discussThis(reply) {
    if (!reply.picked) await this.#mark(reply, "picked");
    this.discuss(reply.turn);
  }
}
