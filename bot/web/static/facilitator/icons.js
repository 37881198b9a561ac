/** Line drawings that only the facilitator's pages need, beside those of the practice. */

import { svg } from "../dom.js";
import { icon as known } from "../icons.js";

const PATHS = {
  up: ["M12 19V6", "M6.5 11L12 5.5l5.5 5.5"],
  down: ["M12 5v13", "M6.5 13l5.5 5.5 5.5-5.5"],
  full: ["M4 9V4h5", "M15 4h5v5", "M20 15v5h-5", "M9 20H4v-5"],
  board: ["M4 5h16v14H4z", "M4 10h16", "M10 10v9"],
  edit: ["M5 19l1-4L16.5 4.5l3 3L9 18z", "M14.5 6.5l3 3"],
  add: ["M12 5v14", "M5 12h14"],
};

/** The drawing with that name; it says nothing by itself, the words beside it do. */
export function icon(name) {
  if (!(name in PATHS)) return known(name);
  return svg("svg", { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" }, PATHS[name].map((d) => svg("path", { d })));
}
