/** Finding conversations by words that need not be exact, and by what they are about. No document here. */

const PASSED_OVER = new Set(
  "a about an and are as at be but by do for from has have he her his how i in is it its my no not of on or our she so that the their them they this to want wants we what when who with you your een de het en van in ik mijn".split(" "),
);
const LONG = 5; // letters from which one slip of the hand is let pass

/** What is sought when nothing is. */
export const EVERYTHING = Object.freeze({ words: "", theme: "", strategy: "", level: "" });

function wordsOf(text) {
  return text.normalize("NFD").replace(/\p{M}|['’]/gu, "").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** The part of a word that its forms share: "shouting" and "shouts" are both "shout". */
function stem(word) {
  return word.length > 4 ? word.replace(/(?:ings?|edly|ed|ers?|ies|es|ly|s|y)$/, "") : word.replace(/s$/, "");
}

/** Whether one letter more, less or other makes the one word into the other; not the first, or "mother" would be "other". */
function oneSlip(one, other) {
  if (one[0] !== other[0]) return false;
  let same = 0;
  while (same < one.length && one[same] === other[same]) same += 1;
  const [rest, left] = [one.slice(same), other.slice(same)];
  return rest.slice(1) === left.slice(1) || rest === left.slice(1) || rest.slice(1) === left;
}

function alike(sought, there) {
  if (there.startsWith(sought)) return true;
  const [short, long] = [stem(sought), stem(there)];
  if (short === long || (short.length >= LONG && long.startsWith(short))) return true;
  return sought.length >= LONG && (oneSlip(sought, there) || oneSlip(short, long));
}

function near(scenario) {
  const { parent, voices, theme } = scenario;
  const people = [parent, ...voices].flatMap(({ name, relation }) => [name, relation]);
  const strategies = scenario.strategies.map(({ name }) => name);
  return [scenario.title, scenario.subject, theme.name, parent.child, ...people, ...scenario.goals, ...strategies].join(" ");
}

const READ = { near, far: (scenario) => [near(scenario), scenario.content_note ?? "", ...scenario.briefing].join(" ") };

function tells(scenario, sought, where) {
  const there = wordsOf(READ[where](scenario));
  return sought.every((word) => there.some((each) => alike(word, each)));
}

function fits(scenario, { theme, strategy, level }) {
  return (
    (!theme || scenario.theme.id === theme) &&
    (!level || String(scenario.level) === level) &&
    (!strategy || scenario.strategies.some(({ id }) => id === strategy))
  );
}

/**
 * The conversations that are meant. Words are sought in what the cards tell, and where that gives nothing in the
 * briefings too.
 * @param {Array<object>} scenarios as the server lists them
 * @param {{words: string, theme: string, strategy: string, level: string}} sought ids; empty for any
 */
export function found(scenarios, sought) {
  const fitting = scenarios.filter((scenario) => fits(scenario, sought));
  const typed = wordsOf(sought.words);
  const telling = typed.filter((word) => !PASSED_OVER.has(word));
  const words = telling.length ? telling : typed;
  const close = fitting.filter((scenario) => tells(scenario, words, "near"));
  return close.length ? close : fitting.filter((scenario) => tells(scenario, words, "far"));
}
