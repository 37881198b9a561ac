/** Taking part in a workshop: what belongs to it is fetched only when somebody takes part, or is about to. */

import { Fault } from "./api.js";
import { texts } from "./texts.js";

/** All that belongs to workshops, with its words and its styles. Throws a `Fault` if it does not come. */
export async function workshops(root) {
  try {
    const all = await import("./workshop.js");
    await all.ready(root);
    return all;
  } catch {
    throw new Fault("no_connection", texts.faults.noConnection, 0);
  }
}
