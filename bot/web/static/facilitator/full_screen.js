/** Pages for a projector: they stand alone, and can fill the screen. */

import { button, el } from "../dom.js";
import { words } from "../texts/facilitator.en.js";
import { icon } from "./icons.js";

/** The way back, and to the whole screen, small at the edge. */
export function projectorTools(room, place) {
  const fill = () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()).catch(() => {});
  return el(
    "p",
    { class: "row projector-tools" },
    room.link(place, { class: "button tool" }, icon("back"), el("span", {}, words.join.back)),
    document.fullscreenEnabled && button(words.join.full, { icon: icon("full"), kind: "tool", onclick: fill }),
  );
}
