/** What has been begun to be typed in this tab, so that going elsewhere, or loading the page again, loses nothing. */

const KEY = "alongside-facilitator-draft:";

/** Drafts by name; each is a value that JSON can hold. */
export const drafts = {
  get(name) {
    try {
      return JSON.parse(window.sessionStorage.getItem(KEY + name));
    } catch {
      return null; // storage switched off, or not ours
    }
  },
  keep(name, value) {
    try {
      window.sessionStorage.setItem(KEY + name, JSON.stringify(value));
    } catch {
      // Storage may be full or switched off; what is typed then lives as long as the page.
    }
  },
  drop(name) {
    try {
      window.sessionStorage.removeItem(KEY + name);
    } catch {
      // Nothing was kept.
    }
  },
  /** Drop all: nobody is signed in any more. */
  clear() {
    try {
      const names = Object.keys(window.sessionStorage).filter((name) => name.startsWith(KEY));
      for (const name of names) window.sessionStorage.removeItem(name);
    } catch {
      // Nothing was kept.
    }
  },
};
