"""The records as the other rooms use them."""

from __future__ import annotations

from bot.records.facilitators import Facilitators
from bot.records.histories import Histories
from bot.records.sessions import Sessions
from bot.records.sign_ins import SignIns
from bot.records.trainees import Trainees
from bot.records.turns import Turns


class Records(Sessions, Turns, Trainees, Histories, Facilitators, SignIns):
    """All that must last, in the database at `url`, for use from any thread and any number of processes.

    Its tables must have been made by `migrate(url)`.
    """
