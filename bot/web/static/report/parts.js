/** The parts of the summary: each with a heading that folds it, and the list of contents that leads to them. */

import { el, stillness } from "../dom.js";
import { texts } from "../texts.js";

/**
 * One part of the summary.
 * @param {string} id the same word for the part and for its place in the contents
 * @param {string} title
 * @param {boolean} open whether its words show before somebody asks for them
 * @param {...*} content
 */
export function part(id, title, open, ...content) {
  return el(
    "section",
    { class: "chapter", id, "aria-labelledby": `${id}-title` },
    el(
      "details",
      { class: "fold", open },
      el("summary", {}, el("h2", { id: `${id}-title` }, title)),
      el("div", { class: "chapter-body" }, ...content),
    ),
  );
}

/** Bring something into sight, unfold what hides it, and let reading go on there. */
export function reveal(target) {
  for (let fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  const heading = target.matches(".chapter") ? target.querySelector("summary") : target;
  if (target.matches(".chapter")) target.querySelector("details").open = true;
  target.scrollIntoView({ block: "start", behavior: stillness() ? "auto" : "smooth" });
  heading.focus({ preventScroll: true });
}

/** Links to the parts, of which the one that is being read is marked. */
export class Contents {
  /** @param {Array<HTMLElement>} parts */
  constructor(parts) {
    this.parts = parts;
    this.links = new Map(parts.map((each) => [each, link(each)]));
    this.element = el(
      "nav",
      { class: "contents", "aria-label": texts.report.contents },
      el("ol", { role: "list" }, [...this.links.values()].map((each) => el("li", {}, each))),
    );
  }

  /** Mark what is being read, until `signal` says stop. */
  watch(signal) {
    const inSight = new Set();
    const watcher = new IntersectionObserver(
      (seen) => {
        for (const { target, isIntersecting } of seen) inSight[isIntersecting ? "add" : "delete"](target);
        this.#mark(this.parts.find((each) => inSight.has(each)));
      },
      { rootMargin: "-10% 0px -60%" },
    );
    for (const each of this.parts) watcher.observe(each);
    signal.addEventListener("abort", () => watcher.disconnect());
  }

  #mark(read) {
    if (!read) return;
    for (const [each, anchor] of this.links) {
      if (each === read) anchor.setAttribute("aria-current", "true");
      else anchor.removeAttribute("aria-current");
    }
  }
}

function link(target) {
  const follow = (event) => {
    event.preventDefault();
    reveal(target);
  };
  return el("a", { href: `#${target.id}`, onclick: follow }, target.querySelector("h2").textContent);
}
