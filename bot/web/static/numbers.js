/** Figures and days as people write them, in the language that the interface speaks. */

import { language, texts } from "./texts.js";

const LOCALES = { en: "en-GB", nl: "nl-NL" };

const locale = () => LOCALES[language] ?? LOCALES.en;

/** A number with at most one decimal; a dash where there is none. */
export function rounded(value) {
  if (value === null || value === undefined) return texts.scores.none;
  return new Intl.NumberFormat(locale(), { maximumFractionDigits: 1 }).format(value);
}

/** A share from 0 to 1 as "62 %"; a dash where there is none. */
export function percent(share) {
  return share === null || share === undefined ? texts.scores.none : `${Math.round(share * 100)} %`;
}

/** A day, from a moment as the server writes it: "3 Nov 2026". */
export function day(moment) {
  return new Intl.DateTimeFormat(locale(), { day: "numeric", month: "short", year: "numeric" }).format(new Date(moment));
}

/** A day with its time: "3 Nov, 14:05". */
export function dayAndTime(moment) {
  return new Intl.DateTimeFormat(locale(), { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }).format(
    new Date(moment),
  );
}
