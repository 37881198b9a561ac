/** How far facilitators agree with the coach, and with each other. */

import { el } from "../../dom.js";
import { texts } from "../../texts.js";
import { said } from "../../texts/debrief.en.js";

const LOW = -0.2; // where the scale of the pictures begins; kappas below it are drawn at its edge

const place = (kappa) => String(Math.max(0, Math.min(1, (kappa - LOW) / (1 - LOW))));

/** A kappa with its interval on a line from a little below 0 to 1. */
function kappaBar({ kappa, interval }) {
  if (kappa === null) return null;
  const bar = el("span", { class: "kappa-bar", "aria-hidden": "true" }, el("span", { class: "kappa-zero" }), interval && el("span", { class: "kappa-range" }), el("span", { class: "kappa-dot" }));
  bar.style.setProperty("--zero", place(0));
  bar.style.setProperty("--kappa", place(kappa));
  if (interval) {
    bar.style.setProperty("--low", place(interval.low));
    bar.style.setProperty("--high", place(interval.high));
  }
  return bar;
}

function pair(one, names) {
  const words = said.rating;
  const other = one.second === "coach" ? words.coach : names[one.second];
  return el(
    "section",
    { class: "agreement-pair" },
    el("h3", {}, `${names[one.first]} – ${other}`),
    el(
      "ul",
      { role: "list" },
      one.scores.map((score) => el("li", {}, el("strong", {}, texts.scores.long[score.dimension]), kappaBar(score), el("span", {}, score.in_words))),
    ),
    one.left_out > 0 && el("p", { class: "quiet" }, words.leftOut(one.left_out)),
  );
}

/** @param {{coach: Array, raters: Array, names: Object<string, string>}} agreements */
export function agreement({ coach, raters, names }) {
  const words = said.rating;
  const all = [...coach, ...raters];
  return el(
    "section",
    { class: "card agreement", "aria-labelledby": "agreement" },
    el("h2", { id: "agreement" }, words.agreement),
    el("p", { class: "quiet" }, words.agreementAbout),
    all.length ? all.map((one) => pair(one, names)) : el("p", {}, words.noAgreement),
  );
}
