/** What facilitators remark on one reply: read, written and deleted beside it. */

import { button, el } from "../../dom.js";
import { said } from "../../texts/debrief.en.js";
import { drafts } from "../drafts.js";
import { unique } from "../form.js";
import { icon } from "./icons.js";

const LONGEST = 2000;

/**
 * @param {object} step of the replay; its comments are kept up to date
 * @param {import("./server.js").Debrief} server
 * @param {(text: string) => void} tell
 */
export function comments(step, server, tell) {
  const words = said.replay;
  const draft = `comment ${step.turn}`;
  const list = el("ul", { class: "comments", role: "list" });
  const add = button(words.addComment, { icon: icon("comment"), kind: "small", onclick: () => write() });
  const form = el("form", { hidden: true, onsubmit: (event) => send(event) });
  const id = unique("comment");
  const text = el("textarea", { id, rows: 3, maxlength: LONGEST, oninput: () => drafts.keep(draft, text.value) });
  const problem = el("p", { class: "problem", role: "alert" });

  const draw = () => list.replaceChildren(...step.comments.map((comment) => item(comment)));
  const item = (comment) =>
    el(
      "li",
      {},
      el("p", { class: "as-typed" }, comment.text),
      el("p", { class: "row quiet" }, comment.by, button(words.remove, { kind: "small tool", "aria-label": words.removeFor(comment.text.slice(0, 40)), onclick: () => remove(comment) })),
    );
  const write = () => {
    form.hidden = false;
    add.hidden = true;
    text.focus();
  };
  const close = () => {
    form.hidden = true;
    add.hidden = false;
    problem.textContent = "";
    add.focus();
  };
  const send = async (event) => {
    event.preventDefault();
    try {
      step.comments = [...step.comments, await server.comment(step.turn, text.value)];
      text.value = "";
      drafts.drop(draft);
      draw();
      close();
      tell(words.saved);
    } catch (fault) {
      problem.textContent = fault.message;
      text.focus();
    }
  };
  const remove = async (comment) => {
    try {
      await server.deleteComment(comment.id);
      step.comments = step.comments.filter((one) => one !== comment);
      draw();
      add.focus();
      tell(words.removed);
    } catch (fault) {
      tell(fault.message);
    }
  };

  form.append(
    el("label", { for: id }, words.comment),
    text,
    problem,
    el("div", { class: "row" }, button(words.save, { kind: "small primary", type: "submit" }), button(words.cancel, { kind: "small", onclick: close })),
  );
  const kept = drafts.get(draft);
  if (kept) {
    text.value = kept;
    form.hidden = false;
    add.hidden = true;
  }
  draw();
  return el("div", { class: "commenting" }, list, add, form);
}
