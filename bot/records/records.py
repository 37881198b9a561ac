"""The records as the other rooms use them."""

from __future__ import annotations

from bot.records.audit import Audit
from bot.records.boards import Boards
from bot.records.co_facilitators import CoFacilitators
from bot.records.debrief import Debriefs
from bot.records.facilitators import Facilitators
from bot.records.figures import Figures
from bot.records.histories import Histories
from bot.records.leftovers import Leftovers
from bot.records.outbox import Outbox
from bot.records.participants import Participants
from bot.records.rasa_events import RasaEvents
from bot.records.ratings import Ratings
from bot.records.sessions import Sessions
from bot.records.sign_ins import SignIns
from bot.records.trainees import Trainees
from bot.records.turns import Turns
from bot.records.workshops import Workshops


class Records(
    Sessions,
    Turns,
    Trainees,
    Histories,
    Leftovers,
    Facilitators,
    SignIns,
    Workshops,
    CoFacilitators,
    Participants,
    Boards,
    Outbox,
    Audit,
    Debriefs,
    Ratings,
    RasaEvents,
    Figures,
):
    """All that must last, in the database at `url`, for use from any thread and any number of processes.

    Its tables must have been made by `migrate(url)`.
    """
