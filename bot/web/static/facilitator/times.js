/** Moments as people read and type them. */

const LOCALE = "en-GB";

/** "26 November 2026". */
export function longDay(date) {
  return new Intl.DateTimeFormat(LOCALE, { day: "numeric", month: "long", year: "numeric" }).format(date);
}

/** "14:05". */
export function clock(date) {
  return new Intl.DateTimeFormat(LOCALE, { hour: "2-digit", minute: "2-digit" }).format(date);
}

/** A moment as the server writes it, as a field for day and time takes it; "" for none. */
export function toLocal(moment) {
  if (!moment) return "";
  const date = new Date(moment);
  const two = (number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The other way round; null for none. */
export function fromLocal(typed) {
  const date = new Date(typed);
  return typed && !Number.isNaN(date.getTime()) ? date.toISOString() : null;
}
