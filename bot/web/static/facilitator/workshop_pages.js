/** The pages of one workshop, by the name that follows its id in the address: `workshop/12/board`. */

import { boardPage } from "./board.js";
import { discussPage } from "./debrief/discuss.js";
import { groupPage } from "./debrief/group.js";
import { ratingPage } from "./debrief/rating.js";
import { replayPage } from "./debrief/replay.js";
import { talksPage } from "./debrief/talks.js";
import { wallPage } from "./debrief/wall.js";
import { joinPage } from "./join_page.js";
import { projectorPage } from "./projector.js";
import { takingPage } from "./taking.js";
import { reportPage } from "./report.js";
import { editWorkshopPage } from "./workshop_form.js";
import { overviewPage } from "./workshop.js";

/** Each is made by `async (room, id, ...rest) => page`. */
export const WORKSHOP_PAGES = {
  "": overviewPage,
  edit: editWorkshopPage,
  join: joinPage,
  board: boardPage,
  projector: projectorPage,
  wall: wallPage,
  discuss: discussPage,
  group: groupPage,
  talks: talksPage,
  replay: replayPage,
  rating: ratingPage,
  take: takingPage,
  report: reportPage,
};
