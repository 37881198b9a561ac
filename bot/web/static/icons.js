/** Line drawings on a 24 × 24 field, in the colour of the words beside them. */

import { svg } from "./dom.js";

const PATHS = {
  hint: ["M9 18h6", "M10 21h4", "M12 3a6 6 0 0 0-3.6 10.8c.7.6 1.1 1.2 1.1 2.2h5c0-1 .4-1.6 1.1-2.2A6 6 0 0 0 12 3z"],
  pause: ["M9 5v14", "M15 5v14"],
  resume: ["M8 5l11 7-11 7z"],
  retry: ["M4 5v5h5", "M4.6 10A8 8 0 1 1 4 13.5"],
  finish: ["M6 21V4", "M6 4.5h11l-2.5 4 2.5 4H6"],
  send: ["M4 12h15", "M13 6l6 6-6 6"],
  forward: ["M4 12h15", "M13 6l6 6-6 6"],
  done: ["M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17z", "M8 12.3l2.8 2.8L16 9.6"],
  copy: ["M9 9h11v11H9z", "M5 15H4V4h11v1"],
  download: ["M12 4v11", "M7 11l5 5 5-5", "M5 20h14"],
  back: ["M20 12H5", "M11 6l-6 6 6 6"],
  restart: ["M4 12a8 8 0 1 0 2.6-5.9", "M4 4v4.5h4.5"],
  print: ["M7 9V4h10v5", "M7 17H4v-6a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v6h-3", "M7 14h10v6H7z"],
  remove: ["M5 7h14", "M10 4h4", "M7 7l1 13h8l1-13", "M10.5 11v5.5", "M13.5 11v5.5"],
  warning: ["M12 4l9 16H3z", "M12 10v4.5", "M12 17.3v.2"],
  down: ["M6 9l6 6 6-6"],
  clock: ["M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16z", "M12 8v4.5l3 1.8"],
  more: ["M5 12h.01", "M12 12h.01", "M19 12h.01"],
  care: ["M12 20s-7-4.4-7-9.6A4 4 0 0 1 12 8a4 4 0 0 1 7 2.4C19 15.6 12 20 12 20z"],
  talk: ["M4 5h16v11h-8l-4.5 4v-4H4z"],
  microphone: ["M12 4a2.5 2.5 0 0 0-2.5 2.5v5a2.5 2.5 0 0 0 5 0v-5A2.5 2.5 0 0 0 12 4z", "M6.5 11.5a5.5 5.5 0 0 0 11 0", "M12 17v3.5"],
  speaker: ["M4 9.5v5h3.5L12 18.5v-13L7.5 9.5z", "M15.5 9a4.2 4.2 0 0 1 0 6", "M18 6.5a7.8 7.8 0 0 1 0 11"],
  device: ["M3 5h12v9H3z", "M7 18h4", "M17.5 9H21v11h-5.5v-4"],
  leave: ["M14 5H6v14h8", "M11 12h9", "M16.5 8.5L20 12l-3.5 3.5"],
};

/** The drawing with that name; it says nothing by itself, the words beside it do. */
export function icon(name) {
  return svg(
    "svg",
    { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" },
    PATHS[name].map((d) => svg("path", { d })),
  );
}
