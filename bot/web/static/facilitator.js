/** The facilitator's page: workshops, who takes part, and what becomes of it. */

import { Room } from "./facilitator/room.js";

new Room(document.body).show();
