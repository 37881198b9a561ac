/** Line drawings that only the debrief needs, beside those of the room. */

import { svg } from "../../dom.js";
import { icon as known } from "../icons.js";

const PATHS = {
  hide: ["M4 4l16 16", "M9.5 5.6A9.6 9.6 0 0 1 12 5.3c5 0 8.3 4 9.3 6.7a12 12 0 0 1-2.4 3.7", "M6.3 7.6A12.3 12.3 0 0 0 2.7 12c1 2.7 4.3 6.7 9.3 6.7 1.5 0 2.9-.4 4.1-1"],
  eye: ["M2.7 12c1-2.7 4.3-6.7 9.3-6.7s8.3 4 9.3 6.7c-1 2.7-4.3 6.7-9.3 6.7S3.7 14.7 2.7 12z", "M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z"],
  pick: ["M9 4h6l-.6 6 3.1 3.5h-11L9.6 10z", "M12 13.5V20"],
  next: ["M9 5l7 7-7 7"],
  previous: ["M15 5l-7 7 7 7"],
  comment: ["M4 5h16v11h-8l-4.5 4v-4H4z", "M8 9h8", "M8 12h5"],
};

/** The drawing with that name; it says nothing by itself, the words beside it do. */
export function icon(name) {
  if (!(name in PATHS)) return known(name);
  return svg("svg", { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" }, PATHS[name].map((d) => svg("path", { d })));
}
