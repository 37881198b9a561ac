/** How somebody likes the interface, remembered on this device: the language, when the coach speaks, the voice. */

const KEY = "alongside-preferences";

let kept = read();

function read() {
  try {
    return JSON.parse(window.localStorage.getItem(KEY)) ?? {};
  } catch {
    return {}; // storage switched off, or not ours: the defaults hold
  }
}

/** What is preferred; null where nobody has said. Setting one remembers it. */
export const preferences = {
  get(name) {
    return kept[name] ?? null;
  },
  set(name, value) {
    kept = { ...kept, [name]: value };
    try {
      window.localStorage.setItem(KEY, JSON.stringify(kept));
    } catch {
      // Storage may be full or switched off; it then holds for the life of the page.
    }
  },
};
