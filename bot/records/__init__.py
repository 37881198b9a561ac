"""What must last: trainees, sessions, role-plays, turns and what was said beside them, in a database.

`Records` is all that the other rooms need; the errors it raises stand in `bot.records.errors`.
"""

from bot.records.errors import RecordsUnavailable, TurnConflict, UnknownSession, UnknownTrainee
from bot.records.migrate import migrate
from bot.records.records import Records
from bot.records.values import (
    Aside,
    Coaching,
    KeptSession,
    KeptTalk,
    KeptTurn,
    Message,
    Practised,
    SessionRecord,
    Trainee,
)

__all__ = [
    "Aside",
    "Coaching",
    "KeptSession",
    "KeptTalk",
    "KeptTurn",
    "Message",
    "Practised",
    "Records",
    "RecordsUnavailable",
    "SessionRecord",
    "Trainee",
    "TurnConflict",
    "UnknownSession",
    "UnknownTrainee",
    "migrate",
]
