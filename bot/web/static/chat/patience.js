/** What is said and done while the server takes its time. */

import { pause } from "../dom.js";

const PATIENT = 6000; // milliseconds after which it is said that it takes longer

const MOMENTS = [1000, 2000, 3000, 4000]; // milliseconds before each further try

/** Wait for a promise; call `onSlow` if it takes longer than people expect. */
export async function patiently(promise, onSlow) {
  const timer = setTimeout(onSlow, PATIENT);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Do something again by itself while the server says that it will work in a moment: a part is being started again.
 * Only for what may be asked twice. `onWait` is called before each wait; `wanted` tells whether anybody still waits.
 */
export async function persistently(act, onWait, wanted) {
  for (const moment of MOMENTS) {
    try {
      return await act();
    } catch (fault) {
      if (!fault.passing || !wanted()) throw fault;
    }
    onWait();
    await pause(moment);
  }
  return act();
}
