/**
 * Whether somebody has signed in on this device, as far as the page knows.
 *
 * The cookie itself is out of reach for scripts. So that nobody is asked for who is not there, the page remembers that
 * somebody was; where nothing can be remembered, the server is asked.
 */

const KEY = "alongside-facilitator";

export const presence = {
  /** Whether it is worth asking the server who is signed in. */
  get likely() {
    try {
      return window.localStorage.getItem(KEY) !== null;
    } catch {
      return true;
    }
  },
  /** Remember that somebody has signed in, or that they have left. */
  note(here) {
    try {
      if (here) window.localStorage.setItem(KEY, "signed in");
      else window.localStorage.removeItem(KEY);
    } catch {
      // Storage may be switched off; then the server is asked each time.
    }
  },
};
