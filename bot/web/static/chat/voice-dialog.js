/** Where voice is switched on: what it does, where the sound goes, which voice and how fast. */

import { button, el } from "../dom.js";
import { texts } from "../texts.js";
import { notes } from "./dialog.js";

const RATES = [0.8, 0.9, 1, 1.1, 1.25];

/** What is heard of a voice; parents speak English. */
const EXAMPLE = "Thank you for making time. I hardly slept, to be honest.";

function choice(name, about, checked, onChange, attributes = {}) {
  const box = el("input", { type: "checkbox", checked, onchange: () => onChange(box.checked), ...attributes });
  return el("label", { class: "choice" }, box, el("span", {}, el("strong", {}, name), el("span", { class: "quiet" }, about)));
}

/** The voices to choose from; filled anew when the browser has found more. */
function voiceChoice(voice) {
  const select = el("select", { onchange: () => voice.change({ name: select.value }) });
  const none = el("p", { class: "quiet", role: "status" });
  const fill = () => {
    const voices = voice.voices();
    const chosen = voices.find((each) => each.name === voice.set.name) ?? voices[0];
    select.replaceChildren(
      ...voices.map((each) => el("option", { value: each.name, selected: each === chosen }, `${each.name} (${each.localService ? texts.voice.here : texts.voice.there})`)),
    );
    none.textContent = voices.length ? "" : texts.voice.none;
  };
  fill();
  return { fill, element: el("div", { class: "field" }, el("label", {}, el("span", {}, texts.voice.which), select), none) };
}

function rateChoice(voice) {
  const select = el(
    "select",
    { onchange: () => voice.change({ rate: Number(select.value) }) },
    RATES.map((rate) => el("option", { value: rate, selected: rate === voice.set.rate }, texts.voice.rates[rate])),
  );
  return el("div", { class: "field" }, el("label", {}, el("span", {}, texts.voice.rate), select));
}

function reading(voice, name, signal) {
  const words = texts.voice;
  if (!voice.canRead) return el("p", {}, words.cannotRead);
  const which = voiceChoice(voice);
  voice.whenFound(which.fill, signal);
  const more = el(
    "div",
    { class: "voice-more", hidden: !voice.set.read },
    which.element,
    rateChoice(voice),
    choice(words.others, words.othersAbout, voice.set.others, (others) => {
      voice.change({ others });
      which.fill();
    }),
    button(words.example, { kind: "small", onclick: () => { voice.hush(); voice.say([EXAMPLE]); } }),
  );
  return [
    choice(words.read(name), words.readAbout, voice.set.read, (read) => {
      voice.change({ read });
      more.hidden = !read;
    }),
    more,
  ];
}

/**
 * Ask how voice is wanted. What is chosen holds at once.
 * @param {Node} root where the dialogue is hung up
 * @param {import("./voice.js").Voice} voice
 * @param {string} name how the parent is called
 */
export async function voiceDialog(root, voice, name) {
  const words = texts.voice;
  const closed = new AbortController();
  await notes(root, words.title, [
    el("p", {}, words.about),
    el("div", { class: "voice-part" }, reading(voice, name, closed.signal)),
    el(
      "div",
      { class: "voice-part" },
      voice.canListen
        ? [
            el("p", { class: "where" }, words.listenWhere),
            choice(words.listen, words.listenAbout, voice.set.listen, (listen) => voice.change({ listen })),
          ]
        : el("p", {}, words.cannotListen),
    ),
  ]);
  closed.abort();
}
