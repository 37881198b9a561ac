/** The parent's face, and a word for it. */

import { svg } from "../dom.js";

/**
 * How a parent seems: a key of `texts.moods`.
 * @param {{heat: number, trust: number}} state heat and trust from 0 to 10
 * @param {string|null} ended how the conversation ended, if it did
 */
export function moodOf(state, ended = null) {
  if (ended === "walkout") return "gone";
  if (ended === "stalled") return "quiet";
  const { heat, trust } = state;
  if (heat >= 9) return "furious";
  if (heat >= 7) return "angry";
  if (heat >= 5) return "upset";
  if (heat >= 3) return trust >= 5 ? "calmer" : "wary";
  if (trust >= 7) return "at_ease";
  return trust >= 4 ? "calm" : "guarded";
}

/** Eyebrows (inner and outer height), eyes (openness) and mouth (bend, width, openness) of each mood. */
const FACES = {
  furious: { inner: 27.5, outer: 20.5, eye: 2.6, bend: -5.5, width: 8, open: 3 },
  angry: { inner: 26, outer: 21, eye: 2.4, bend: -4.5, width: 8, open: 0 },
  upset: { inner: 22, outer: 24.5, eye: 2.4, bend: -3.5, width: 7, open: 0 },
  wary: { inner: 23.5, outer: 22, eye: 2.1, bend: -1, width: 7, open: 0 },
  guarded: { inner: 22.5, outer: 23.5, eye: 2, bend: -1.5, width: 6, open: 0 },
  calmer: { inner: 22, outer: 22.5, eye: 2.3, bend: 1, width: 7, open: 0 },
  calm: { inner: 21.5, outer: 22.5, eye: 2.3, bend: 2.5, width: 8, open: 0 },
  at_ease: { inner: 21, outer: 22, eye: 2.3, bend: 5, width: 9, open: 0 },
  gone: { inner: 24, outer: 22, eye: 0, bend: -3, width: 7, open: 0 },
  quiet: { inner: 22, outer: 24, eye: 0, bend: -2, width: 6, open: 0 },
};

/** Hair, so that two parents do not look the same. It follows from the name alone and says nothing about anybody. */
const HAIR = [
  "M14 27c-1-13 7-20 18-20s19 7 18 20c-2-5-4-8-7-9-6 2-16 2-22 0-3 1-5 4-7 9z",
  "M15 28c-4-2-4-9 1-11-1-5 6-9 10-7 3-4 10-4 12 0 5-2 11 2 10 7 5 2 5 9 1 11-2-5-5-8-8-9-6 1-12 1-18 0-3 1-6 4-8 9z",
  "M14 28C10 15 20 6 33 7c11 0 19 8 17 21-2-4-5-8-7-12-8 3-16 2-22-1-3 3-5 8-7 13z",
  "M14 28c-2-14 7-21 18-21 12 0 20 7 18 21-2-5-3-9-6-12-3 2-4-1-12 0-4 1-8 1-12 0-3 3-5 7-6 12z",
];

function hairOf(name) {
  let sum = 0;
  for (const character of name) sum = (sum * 31 + character.codePointAt(0)) % 9973;
  return HAIR[sum % HAIR.length];
}

/** The drawn face of a mood. It only repeats what the word beside it says. */
export function face(mood, name) {
  const look = FACES[mood] ?? FACES.calm;
  const eye = (x) =>
    look.eye
      ? svg("circle", { cx: x, cy: 30, r: look.eye, class: "ink" })
      : svg("path", { d: `M${x - 3} 30q3 2.5 6 0`, class: "line" });
  const left = 32 - look.width;
  const mouth = `M${left} 43q${look.width} ${look.bend * 2} ${look.width * 2} 0`;
  return svg(
    "svg",
    { class: `face ${mood}`, viewBox: "0 0 64 64", "aria-hidden": "true", focusable: "false" },
    svg("circle", { cx: 32, cy: 32, r: 31, class: "ground" }),
    svg("path", { d: "M14 64c1-9 8-12 18-12s17 3 18 12z", class: "shoulders" }),
    svg("ellipse", { cx: 32, cy: 33, rx: 17, ry: 19, class: "skin" }),
    svg("path", { d: hairOf(name), class: "hair" }),
    svg("path", { d: `M20 ${look.outer}L28 ${look.inner}`, class: "line brow" }),
    svg("path", { d: `M44 ${look.outer}L36 ${look.inner}`, class: "line brow" }),
    eye(25),
    eye(39),
    svg("path", { d: look.open ? `${mouth}q-${look.width} ${look.open} -${look.width * 2} 0z` : mouth, class: "line mouth" }),
  );
}
