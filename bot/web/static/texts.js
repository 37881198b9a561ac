/**
 * The words of the interface, in the language it speaks now.
 *
 * Every module reads `texts` when it shows something, never when it is loaded: the language may change.
 * What the parent and the coach say comes from the server and is English; mark it with `lang: ENGLISH` of dom.js.
 */

const CATALOGUES = [{ en: () => import("./texts/en.js"), nl: () => import("./texts/nl.js") }];

/** Languages of the interface, each with its own name for itself. */
export const LANGUAGES = { en: "English", nl: "Nederlands" };

/** The words in use; empty until `speak` has been called. */
export const texts = {};

/** Code of the language in use: "en" or "nl". */
export let language = "en";

/** The first of those languages that the interface speaks; English where it speaks none of them. */
export function spokenOf(wanted) {
  return wanted.map((code) => String(code ?? "").toLowerCase().split("-")[0]).find((code) => code in LANGUAGES) ?? "en";
}

/** Speak that language ("en" or "nl") from now on. */
export async function speak(code) {
  const catalogues = await Promise.all(CATALOGUES.map((each) => each[code]()));
  Object.assign(texts, ...catalogues.map((each) => each.texts));
  language = code;
}

/** Speak of more from now on: `catalogue` loads, for each language, words beside those that are known. */
export async function learn(catalogue) {
  Object.assign(texts, (await catalogue[language]()).texts);
  CATALOGUES.push(catalogue);
}
