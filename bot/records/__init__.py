"""What must last: sessions, role-plays, turns and what was said beside them, in a database.

`Records` is all that the other rooms need; the errors it raises stand in `bot.records.errors`.
"""

from bot.records.errors import RecordsUnavailable, TurnConflict, UnknownSession
from bot.records.migrate import migrate
from bot.records.records import Records
from bot.records.values import Aside, Coaching, KeptTurn, Message, SessionRecord

__all__ = [
    "Aside",
    "Coaching",
    "KeptTurn",
    "Message",
    "Records",
    "RecordsUnavailable",
    "SessionRecord",
    "TurnConflict",
    "UnknownSession",
    "migrate",
]
