/**
 * Tells people that the coach is waking up, for as long as it is, and takes that back by itself.
 *
 * Just after a start the page is up before Rasa is. Loaded beside everything else, and so with its words in it.
 */

const EVERY = 700; // milliseconds between two questions

const PATIENCE = 90_000; // milliseconds after which it counts as trouble, which is told where it is met

const WORDS = {
  en: "The coach is waking up … You can look around already; a conversation begins as soon as it is there.",
  nl: "De coach wordt wakker … Je kunt al rondkijken; een gesprek begint zodra de coach er is.",
};

/**
 * Comes to its end once the coach is awake, or nobody can tell.
 *
 * @param {HTMLElement} bar above everything; the words are its last line, so that what is below keeps its shape
 * @param {string} address where to ask: `{awake}`
 * @param {() => string} language that of the interface
 */
export async function waking(bar, address, language = () => "en") {
  const until = Date.now() + PATIENCE;
  const told = document.createElement("p");
  told.className = "waiting";
  Object.assign(told.style, { flexBasis: "100%", margin: "0" });
  told.setAttribute("role", "status");
  try {
    while (Date.now() < until) {
      const answer = await fetch(address, { cache: "no-store", credentials: "omit" });
      if (!answer.ok || (await answer.json()).awake) return;
      if (!told.isConnected) bar.append(told); // the first time, and whenever the bar was made anew
      const words = WORDS[language()] ?? WORDS.en;
      if (told.textContent !== words) told.textContent = words;
      await new Promise((resolve) => setTimeout(resolve, EVERY));
    }
  } catch {
    // The server is out of reach: that is told where somebody asks something of it.
  } finally {
    told.remove();
  }
}
