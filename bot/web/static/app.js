/** The page: which step is shown, what it is called, and where the focus goes. */

import { Api } from "./api.js";
import "./chat/alongside-chat.js";
import { el } from "./dom.js";
import { session } from "./session.js";
import { briefingStep } from "./steps/briefing.js";
import { chooseStep } from "./steps/choose.js";
import { noticeStep } from "./steps/notice.js";
import { summaryStep } from "./steps/summary.js";
import { texts } from "./texts.en.js";

const api = new Api("/api");
const main = document.getElementById("content");

let showing = 0; // counts the steps shown, so that a slow one does not come in over a later one
let first = true;

/** Show a step. Its heading takes the focus, except when the page has just been loaded. */
function show(step, title, { fills = false } = {}) {
  document.title = title;
  document.body.classList.toggle("fills", fills);
  main.replaceChildren(step);
  if (!fills) {
    window.scrollTo(0, 0);
    if (!first) step.querySelector("h1")?.focus({ preventScroll: true });
  }
  first = false;
}

/** Go to a step; the same one again is shown anew. */
function go(hash) {
  if (window.location.hash === hash) route();
  else window.location.hash = hash;
}

function failed(title, fault) {
  show(noticeStep(title, fault.message ?? texts.faults.unforeseen, { words: texts.choose.again, act: route }), texts.titles.choose);
}

function talkWith(scenario, { coaching, difficulty = "usual", chosen = [] }) {
  session.forget();
  session.prefer(coaching, { scenario, difficulty, chosen });
  main.dataset.scenario = scenario ?? "";
  go("#/talk");
}

function talkStep() {
  const chat = el("alongside-chat", {
    scenario: session.access ? session.scenario : main.dataset.scenario,
    coaching: session.coaching,
    difficulty: session.arranged?.difficulty,
    chosen: session.arranged?.chosen?.join(" "),
  });
  chat.addEventListener("alongside:ready", ({ detail }) => {
    document.title = detail.name ? texts.titles.talk(detail.name) : texts.titles.coach;
  });
  chat.addEventListener("alongside:summary", () => go("#/summary"));
  chat.addEventListener("alongside:choose", ({ detail }) => go(detail.scenario ? `#/briefing/${detail.scenario}` : "#/"));
  chat.addEventListener("alongside:leave", () => go("#/"));
  return chat;
}

const STEPS = {
  async choose() {
    return [await chooseStep({ api, onCoach: () => talkWith(null, { coaching: "live" }) }), texts.titles.choose];
  },
  async briefing(id) {
    const scenario = (await api.scenarios()).find((each) => each.id === id);
    if (!scenario) {
      return [noticeStep(texts.briefing.unknown, texts.choose.heading, { words: texts.briefing.back, href: "#/" }), texts.titles.choose];
    }
    return [briefingStep(scenario, (wishes) => talkWith(id, wishes)), texts.titles.briefing(scenario.title)];
  },
  async talk() {
    if (!session.access && main.dataset.scenario === undefined) return STEPS.choose();
    return [talkStep(), texts.titles.choose, { fills: true }];
  },
  async summary() {
    if (!session.access) {
      return [noticeStep(texts.report.heading, texts.report.none, { words: texts.report.other, href: "#/" }), texts.titles.summary];
    }
    const onRemoved = () => {
      session.forget();
      show(noticeStep(texts.report.heading, texts.report.removed, { words: texts.report.other, href: "#/" }), texts.titles.summary);
    };
    const onFault = (fault) => failed(texts.report.heading, fault);
    return [await summaryStep({ api, onRemoved, onFault }), texts.titles.summary];
  },
};

async function route() {
  const [, name = "", id = ""] = window.location.hash.split("/");
  if (!window.location.hash.startsWith("#/") && window.location.hash) return; // the skip link, not a step
  const mine = (showing += 1);
  main.setAttribute("aria-busy", "true");
  try {
    const step = await (STEPS[name] ?? STEPS.choose)(decodeURIComponent(id));
    if (mine === showing) show(...step);
  } catch (fault) {
    if (mine === showing) failed(name === "summary" ? texts.report.failed : texts.choose.failed, fault);
  } finally {
    if (mine === showing) main.removeAttribute("aria-busy");
  }
}

/** On paper nothing can be opened, so all is open while it prints. */
let opened = [];
window.addEventListener("beforeprint", () => {
  opened = [...main.querySelectorAll("details:not([open])")];
  for (const details of opened) details.open = true;
});
window.addEventListener("afterprint", () => {
  for (const details of opened) details.open = false;
});

window.addEventListener("hashchange", route);
route();
