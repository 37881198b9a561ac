/** Joining: the code, what one would join, who sees what, what one allows, and under which name. */

import { remember } from "../briefing/remember.js";
import { button, el, ENGLISH, onSubmit } from "../dom.js";
import { icon } from "../icons.js";
import { dayAndTime } from "../numbers.js";
import { practice } from "../practice.js";
import { preferences } from "../preferences.js";
import { texts } from "../texts.js";
import { invitation, join, joinCodeIn, takingPart } from "./calls.js";
import { consentBoxes, consentIn } from "./consent.js";
import { contactOf, paragraphs, rulesIn } from "./rules.js";

const LONGEST_NAME = 60;

/** The place for the code; with `problem`, why the one before was not right. */
function askCode(journey, typed, problem) {
  const words = texts.workshop.code;
  const box = el("input", {
    type: "text", name: "code", id: "join-code", value: typed, maxlength: 20, required: true, autocomplete: "off", autocapitalize: "characters",
    spellcheck: "false", "aria-describedby": "join-about join-problem", "aria-invalid": problem && "true",
  });
  const form = el(
    "form",
    { class: "card code-entry", novalidate: true },
    el("label", { for: box.id }, words.label),
    box,
    el("p", { id: "join-about", class: "quiet" }, words.about),
    el("p", { id: "join-problem", class: "problem", role: "alert" }),
    button(words.go, { kind: "primary", type: "submit" }),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    journey.go(`join/${box.value.trim()}`);
  });
  const begin = () => {
    if (!problem) return;
    form.querySelector(".problem").textContent = problem;
    box.focus();
  };
  return {
    title: texts.workshop.titles.join,
    element: el(
      "div",
      { class: "step joining" },
      el("h1", { tabindex: "-1" }, texts.workshop.heading),
      el("p", { class: "lead" }, texts.workshop.lead),
      form,
    ),
    begin,
  };
}

function titleOf(id, scenarios) {
  return scenarios.find((each) => each.id === id)?.title ?? id;
}

/** What it is, how one practises, who sees what. */
function reading(offer, scenarios) {
  const words = texts.workshop;
  const { sees } = words;
  const seen = [
    [sees.always, sees.alwaysWhat],
    [sees.group, sees.groupWhat],
    [sees.allowed, sees.allowedWhat],
    [sees.never, sees.neverWhat],
  ];
  return el(
    "div",
    { class: "main-column" },
    el("h2", {}, words.what),
    el("p", {}, words.about(offer.scenarios.length)),
    el("ol", { class: "in-order" }, offer.scenarios.map((id) => el("li", { lang: ENGLISH }, titleOf(id, scenarios)))),
    el("h2", {}, words.rules),
    el("ul", {}, rulesIn(offer).map((rule) => el("li", {}, rule))),
    el("h2", {}, sees.title),
    el("dl", { class: "who-sees" }, seen.map(([who, what]) => el("div", {}, el("dt", {}, who), el("dd", {}, what)))),
    el("p", { class: "quiet" }, sees.kept(offer.keep_days)),
    contactOf(offer),
  );
}

function nameField(names) {
  const words = texts.workshop.name;
  if (names === "generated") return el("p", {}, words.generated);
  const box = el("input", {
    type: "text", name: "name", id: "join-name", maxlength: LONGEST_NAME, required: true, autocomplete: names === "real" ? "name" : "off",
    spellcheck: "false", "aria-describedby": "join-name-about join-problem",
  });
  return el(
    "div",
    { class: "name-field" },
    el("label", { for: box.id }, words[names]),
    box,
    el("p", { id: "join-name-about", class: "quiet" }, words[`${names}About`]),
  );
}

/** The form: what one allows, the name, and the button. */
class Joining {
  constructor(journey, code, offer, usual) {
    const words = texts.workshop;
    Object.assign(this, { journey, code });
    this.problem = el("p", { id: "join-problem", class: "problem", role: "alert" });
    const send = button(words.join, { kind: "primary large", type: "submit" });
    this.element = el(
      "form",
      { class: "side-column join-form card", novalidate: true },
      el(
        "fieldset",
        { "aria-describedby": "consent-about" },
        el("legend", {}, el("h2", {}, words.consent.title)),
        el("p", { id: "consent-about" }, words.consent.about),
        offer.consent_text && el("div", { class: "facilitator-adds" }, el("p", {}, el("strong", {}, words.said)), paragraphs(offer.consent_text)),
        consentBoxes(offer.tells),
      ),
      nameField(offer.names),
      remember(usual, null),
      this.problem,
      send,
    );
    onSubmit(this.element, send, () => this.#join());
  }

  #refuse(words) {
    const { name } = this.element.elements;
    this.problem.textContent = words;
    if (name instanceof HTMLElement) {
      name.setAttribute("aria-invalid", "true");
      name.focus();
    }
  }

  async #join() {
    const { element, journey } = this;
    this.problem.textContent = "";
    const box = element.querySelector("#join-name");
    box?.removeAttribute("aria-invalid");
    const name = box?.value.trim() ?? null;
    if (name === "") return this.#refuse(texts.workshop.name.missing);
    try {
      const joined = await join(journey.api, this.code, { name, consent: consentIn(element) });
      const remembered = element.elements.remember.checked;
      preferences.set("remember", remembered);
      practice.take(joined.code ?? practice.code, remembered);
      practice.attend(joined.workshop.id);
      await (await journey.attending())?.ask();
      journey.go("workshop/joined");
    } catch (fault) {
      this.#refuse(fault.message);
    }
  }
}

/** Why one cannot join now, and what to do; null if one can. */
function shut(journey, offer) {
  const words = texts.workshop;
  if (offer.stage === "open") return null;
  return el(
    "div",
    { class: "side-column card" },
    el("p", {}, offer.stage === "over" ? words.closed : words.notYet(dayAndTime(offer.opens_at))),
    el("p", {}, journey.link("", { class: "button primary" }, words.ownWay)),
  );
}

/**
 * @param {import("../journey.js").Journey} journey
 * @param {string} rest the code, as somebody typed it or as it stands in the link; none to be asked for it
 */
export async function joinStep(journey, rest) {
  const words = texts.workshop;
  if (!rest.trim()) return askCode(journey, "", null);
  const code = joinCodeIn(rest);
  if (!code) return askCode(journey, rest, words.code.unlike(rest));
  let offer;
  try {
    offer = await invitation(journey.api, code);
  } catch (fault) {
    if (fault.status !== 404) throw fault;
    return askCode(journey, code, words.code.unknown(code));
  }
  const [own, site, scenarios] = await Promise.all([
    takingPart(journey.api).catch(() => []),
    journey.api.site().catch(() => ({ remember: false })),
    journey.api.scenarios(),
  ]);
  if (own.some(({ workshop }) => workshop.id === offer.id)) return { place: `workshop/${offer.id}` };
  const element = el(
    "div",
    { class: "step joining" },
    el("p", { class: "eyebrow" }, journey.link("join", {}, icon("back"), words.other)),
    el("h1", { tabindex: "-1" }, el("span", { class: "over" }, words.over), offer.title),
    el(
      "div",
      { class: "columns" },
      reading(offer, scenarios),
      shut(journey, offer) ?? new Joining(journey, code, offer, site.remember).element,
    ),
  );
  return { title: words.titles.page(offer.title), element };
}
