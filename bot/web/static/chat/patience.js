/** What is said while the server takes its time. */

const PATIENT = 6000; // milliseconds after which it is said that it takes longer

/** Wait for a promise; call `onSlow` if it takes longer than people expect. */
export async function patiently(promise, onSlow) {
  const timer = setTimeout(onSlow, PATIENT);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
  }
}
