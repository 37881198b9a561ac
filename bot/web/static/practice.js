/**
 * The trainee's practice: all their conversations under one secret code, without a name.
 *
 * The code is kept on this device if the trainee wants that, else in this tab only.
 */

const KEY = "alongside-practice";

function stores() {
  try {
    return { device: window.localStorage, tab: window.sessionStorage };
  } catch {
    return {}; // storage switched off: the code lives as long as the page
  }
}

function readFrom(store) {
  try {
    return store?.getItem(KEY) ?? null;
  } catch {
    return null;
  }
}

function writeTo(store, code) {
  try {
    if (code) store?.setItem(KEY, code);
    else store?.removeItem(KEY);
  } catch {
    // Full or switched off.
  }
}

let held = null; // the code where no storage holds it

export const practice = {
  /** The code, such as "K7QF-2M9X-4TWD", or null before the first conversation. */
  get code() {
    const { device, tab } = stores();
    return readFrom(tab) ?? readFrom(device) ?? held;
  },
  /** Whether the code outlives this tab. */
  get remembered() {
    return readFrom(stores().device) !== null;
  },
  /** Take a code; `remember` says whether it outlives this tab. */
  take(code, remember) {
    const { device, tab } = stores();
    held = code;
    writeTo(device, remember ? code : null);
    writeTo(tab, remember ? null : code);
  },
  /** Forget the code on this device; the conversations stay where they are. */
  forget() {
    const { device, tab } = stores();
    held = null;
    writeTo(device, null);
    writeTo(tab, null);
  },
};
