/** The summary as one reads it, from how it ended to every word. */

import { scoreMeaning } from "../chat/scores.js";
import { el, ENGLISH } from "../dom.js";
import { texts } from "../texts.js";
import { Course } from "./course.js";
import { agreed, arranged, probes, talkShare, told, untold } from "./meeting.js";
import { turningPoints, weakest } from "./moments.js";
import { averages, ending, goal } from "./opening.js";
import { Contents, part, reveal } from "./parts.js";
import { missed, used } from "./strategies.js";
import { courseTable } from "./table.js";
import { transcript } from "./transcript.js";
import { tries } from "./tries.js";

/** What to practise next, in words and with the way there. */
function next(report, ways) {
  return [el("ul", { class: "next-steps", role: "list", lang: ENGLISH }, [report.next].flat().map((line) => el("li", {}, line))), ways];
}

function course(report, root) {
  const drawn = new Course(report, (turn) => reveal(root().querySelector(`#reply-${turn}`)));
  return [drawn.element, courseTable(report.course), scoreMeaning()];
}

/** The parts of a conversation with replies, in the order in which one wants to know them. */
function partsOf(report, { playing, wide, nextWays, root }) {
  const words = texts.report;
  const moments = turningPoints(report);
  const chosen = report.arrangements.length > 0 || report.difficulty === "hard";
  return [
    part("course", words.course, true, course(report, root)),
    moments && part("turning-points", words.turningPoints, true, moments),
    report.weakest.length > 0 && part("weakest", words.weakest.title, true, weakest(report)),
    report.tries.length > 0 && part("tries", words.tries.title, wide, tries(report)),
    part("agreed", words.agreed, wide, agreed(report)),
    chosen && part("arranged", words.arranged, wide, arranged(report)),
    part("used", words.used, wide, used(report.strategies_used)),
    part("missed", words.missed, wide, missed(report.strategies_missed)),
    report.probes.length > 0 && part("probes", words.probes, wide, probes(report)),
    part("talk-share", words.talk, wide, talkShare(report)),
    part("told", words.told, wide, told(report)),
    part("untold", words.untold, wide, untold(report, playing)),
    part("next", words.next, true, next(report, nextWays)),
    part("transcript", words.transcript, wide, transcript(report)),
  ].filter(Boolean);
}

/** Without a reply there is little to look back on. */
function silent(report, { nextWays }) {
  const words = texts.report;
  return [
    part("missed", words.practises, true, missed(report.strategies_missed)),
    part("next", words.next, true, next(report, nextWays)),
  ];
}

/**
 * The report of the server on show.
 * @param {object} report
 * @param {object} view state, look, about and playing as `ending` takes them; sureness: the card about confidence, or
 *   null; nextWays: what leads on to the next conversation; closing: what comes last; wide: whether there is room to
 *   have everything open; root: gives what holds it all
 * @returns {{element: HTMLElement, watch: (signal: AbortSignal) => void}}
 */
export function reportView(report, view) {
  const replied = report.turns > 0;
  const parts = replied ? partsOf(report, view) : silent(report, view);
  const contents = new Contents([...parts, view.closing]);
  const personal = [goal(report), view.sureness].filter(Boolean);
  const element = el(
    "article",
    { class: "report" },
    ending(report, view),
    replied && averages(report),
    personal.length > 0 && el("div", { class: "personal" }, personal),
    el("div", { class: "report-body" }, contents.element, el("div", { class: "chapters" }, parts, view.closing)),
  );
  return { element, watch: (signal) => contents.watch(signal) };
}
