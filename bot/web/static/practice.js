/**
 * The trainee's practice: all their conversations under one secret code, without a name.
 *
 * The code is kept on this device if the trainee wants that, else in this tab only; and so is the workshop that the
 * trainee takes part in.
 */

const KEY = "alongside-practice";
const WORKSHOP = "alongside-workshop";

function stores() {
  try {
    return { device: window.localStorage, tab: window.sessionStorage };
  } catch {
    return {}; // storage switched off: the code lives as long as the page
  }
}

function readFrom(store, key = KEY) {
  try {
    return store?.getItem(key) ?? null;
  } catch {
    return null;
  }
}

function writeTo(store, value, key = KEY) {
  try {
    if (value) store?.setItem(key, value);
    else store?.removeItem(key);
  } catch {
    // Full or switched off.
  }
}

let held = null; // the code where no storage holds it
let attended = null; // and the workshop

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
  /** Id of the workshop that is attended, or null. */
  get workshop() {
    const { device, tab } = stores();
    return Number(readFrom(tab, WORKSHOP) ?? readFrom(device, WORKSHOP) ?? attended) || null;
  },
  /** Attend that workshop from now on; null for none. */
  attend(id) {
    const { device, tab } = stores();
    attended = id;
    writeTo(device, this.remembered ? id : null, WORKSHOP);
    writeTo(tab, this.remembered ? null : id, WORKSHOP);
  },
  /** Take a code; `remember` says whether it outlives this tab. */
  take(code, remember) {
    const { device, tab } = stores();
    const workshop = code === this.code ? this.workshop : null;
    held = code;
    writeTo(device, remember ? code : null);
    writeTo(tab, remember ? null : code);
    this.attend(workshop);
  },
  /** Forget the code on this device; the conversations stay where they are. */
  forget() {
    const { device, tab } = stores();
    held = null;
    this.attend(null);
    writeTo(device, null);
    writeTo(tab, null);
  },
};
