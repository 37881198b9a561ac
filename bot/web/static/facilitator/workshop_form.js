/** Creating and changing a workshop: one form, in which all is filled in. */

import { button, el } from "../dom.js";
import { words } from "../texts/facilitator.en.js";
import { drafts } from "./drafts.js";
import { box, choice, field, form } from "./form.js";
import { ScenarioPicker } from "./scenario_picker.js";
import { fromLocal, longDay, toLocal } from "./times.js";

const MOST = { minutes: 180, days: 3650, title: 120, consent: 4000, contact: 600 };
const BEGIN_WITH = 2; // conversations: enough for an hour

/** The page on which a workshop is made. */
export async function newWorkshopPage(room) {
  const scenarios = await room.api.scenarios();
  return page(room, scenarios, {
    draft: "new",
    title: words.create.title,
    lead: words.create.lead,
    send: words.create.save,
    back: "",
    begun: usual(scenarios),
    save: (wishes) => room.api.createWorkshop(wishes),
  });
}

/** The page on which a workshop is changed. */
export async function editWorkshopPage(room, id) {
  const [scenarios, workshop] = await Promise.all([room.api.scenarios(), room.api.workshop(id)]);
  const { title, settings, opens_at, closes_at } = workshop;
  return page(room, scenarios, {
    draft: `workshop ${id}`,
    title: words.create.editTitle(title),
    lead: null,
    send: words.create.saveChanges,
    back: `workshop/${id}`,
    begun: { title, settings, opens_at, closes_at },
    promised: workshop.participants > 0,
    save: (wishes) => room.api.changeWorkshop(id, wishes),
  });
}

/** What a workshop is to begin with: the gentlest conversations, and rules that suit an hour together. */
function usual(scenarios) {
  const gentle = [...scenarios].sort((one, other) => one.level - other.level || one.minutes - other.minutes);
  return {
    title: words.create.usualTitle(longDay(new Date())),
    settings: {
      scenarios: gentle.slice(0, BEGIN_WITH).map(({ id }) => id),
      coaching: "live",
      retries: true,
      minutes: null,
      probes: true,
      names: "generated",
      consent_text: words.create.consentUsual,
      keep_days: 90,
      contact: "",
    },
    opens_at: null,
    closes_at: null,
  };
}

function page(room, scenarios, about) {
  const { create } = words;
  const kept = drafts.get(about.draft);
  const fields = fieldsOf(scenarios, kept ?? about.begun, about.promised, () => keep());
  const keep = () => drafts.keep(about.draft, fields.wishes());
  const act = async () => {
    const saved = await about.save(fields.wishes());
    drafts.drop(about.draft);
    room.go(`workshop/${saved.id}`);
  };
  const cancel = room.link(about.back, { class: "button", onclick: () => drafts.drop(about.draft) }, create.cancel);
  const made = form(fields.parts, { send: about.send, act, others: [cancel], label: about.title });
  made.element.classList.add("workshop-form");
  made.element.addEventListener("input", keep);
  const startOver = () => {
    drafts.drop(about.draft);
    room.show();
  };
  const element = el(
    "div",
    { class: "step" },
    el("h1", { tabindex: "-1" }, about.title),
    about.lead && el("p", { class: "lead" }, about.lead),
    kept && el("p", { class: "told row", role: "status" }, create.draft, button(create.startOver, { kind: "small", onclick: startOver })),
    made.element,
  );
  return { title: about.title, element };
}

/** The fields, filled in, and what they say. What was promised to those who have joined can no longer be changed. */
function fieldsOf(scenarios, begun, promised, onChange) {
  const { create } = words;
  const { settings } = begun;
  const options = (named) => Object.entries(named).map(([value, [label, hint]]) => ({ value, label, hint }));
  const title = field(
    { label: create.name, hint: create.nameHint, missing: create.nameMissing },
    { value: begun.title, maxlength: MOST.title },
  );
  const picker = new ScenarioPicker(scenarios, settings.scenarios, onChange);
  const coaching = choice(create.coaching, options(create.coachings), settings.coaching);
  const retries = box(create.retries, settings.retries, { hint: create.retriesHint });
  const limit = limitOf(settings.minutes);
  const probes = box(create.probes, settings.probes, { hint: create.probesHint });
  const names = choice(create.names, options(create.nameRules), settings.names, { hint: promised && create.promised, fixed: promised });
  const open = openOf(begun);
  const consent = field({ label: create.consent, hint: promised ? create.promised : create.consentHint, type: "textarea", rows: 5 }, { value: settings.consent_text, maxlength: MOST.consent, readonly: promised });
  const days = whole(create.keep, settings.keep_days, MOST.days, create.keepWrong(MOST.days), create.keepHint);
  const contact = field({ label: create.contact, hint: create.contactHint }, { value: settings.contact, maxlength: MOST.contact });
  const parts = [
    title,
    section(create.conversations, [picker], create.conversationsAbout),
    section(create.talk, [coaching, retries, probes, limit]),
    section(create.group, [names, open]),
    section(create.privacy, [consent, days, contact]),
  ];
  const wishes = () => ({
    title: title.value.trim(),
    settings: {
      scenarios: picker.chosen,
      coaching: coaching.value,
      retries: retries.value,
      minutes: limit.value,
      probes: probes.value,
      names: names.value,
      consent_text: consent.value.trim(),
      keep_days: Number(days.value),
      contact: contact.value.trim(),
    },
    ...open.value,
  });
  return { parts, wishes };
}

/** Fields under a heading; the first that is faulty is where the focus goes. */
function section(title, parts, about = null) {
  const element = el(
    "section",
    { class: "form-part" },
    el("h2", {}, title),
    about && el("p", {}, about),
    parts.map((part) => part.element),
  );
  let first = null;
  const faulty = () => {
    const wrong = parts.filter((part) => part.faulty?.());
    first = wrong[0]?.input ?? null;
    return wrong.length > 0;
  };
  return { element, faulty, get input() { return first; } };
}

function whole(label, value, most, wrong, hint = null) {
  const check = (typed) => (/^\d+$/.test(typed.trim()) && Number(typed) >= 1 && Number(typed) <= most ? null : wrong);
  return field({ label, hint, missing: wrong, check }, { value: String(value), inputmode: "numeric", class: "short-number", maxlength: 4 });
}

/** A time limit, or none. */
function limitOf(minutes) {
  const { create } = words;
  const number = whole(create.minutes, minutes ?? 15, MOST.minutes, create.minutesWrong(MOST.minutes));
  const show = () => {
    number.element.hidden = !limited.input.checked;
  };
  const limited = box(create.limited, minutes !== null, { onchange: show });
  show();
  return {
    element: el("div", { class: "with-more" }, limited.element, number.element),
    input: number.input,
    faulty: () => limited.value && number.faulty(),
    get value() {
      return limited.value ? Number(number.value) : null;
    },
  };
}

/** From when till when, or open until it is ended. */
function openOf({ opens_at, closes_at }) {
  const { create } = words;
  const from = field({ label: create.from, type: "datetime-local" }, { value: toLocal(opens_at) });
  const until = field(
    {
      label: create.until,
      type: "datetime-local",
      missing: create.untilMissing,
      check: (value) => (from.value && value <= from.value ? create.untilWrong : null),
    },
    { value: toLocal(closes_at) },
  );
  const dates = el("div", { class: "dates" }, from.element, until.element);
  const dated = () => kind.value === "dated";
  const show = () => {
    dates.hidden = !dated();
  };
  const kind = choice(
    create.open,
    Object.entries(create.opens).map(([value, [label, hint]]) => ({ value, label, hint })),
    closes_at ? "dated" : "always",
    { onchange: show },
  );
  show();
  return {
    element: el("div", { class: "with-more" }, kind.element, dates),
    input: until.input,
    faulty: () => dated() && until.faulty(),
    get value() {
      return dated() ? { opens_at: fromLocal(from.value) ?? opens_at, closes_at: fromLocal(until.value) } : { opens_at, closes_at: null };
    },
  };
}
