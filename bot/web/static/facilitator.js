/** The facilitator's page: workshops, who takes part, and what becomes of it. */

import { Room } from "./facilitator/room.js";

const room = new Room(document.body);
room.show();
import("./waking.js").then(({ waking }) => waking(room.bar.element, "/api/awake"), () => {});
