"""What must last, in a database: trainees, sessions, role-plays, turns and what was said beside them; facilitators
and their workshops.

`Records` is all that the other rooms need; the errors it raises stand in `bot.records.errors`.
"""

from bot.records.errors import (
    InvitationOver,
    LastAdministrator,
    NameTaken,
    RecordsUnavailable,
    TurnConflict,
    UnknownSession,
    UnknownTrainee,
)
from bot.records.facilitator_values import Facilitator, Invitation, Look, Role
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
    "Facilitator",
    "Invitation",
    "InvitationOver",
    "KeptSession",
    "KeptTalk",
    "KeptTurn",
    "LastAdministrator",
    "Look",
    "Message",
    "NameTaken",
    "Practised",
    "Records",
    "RecordsUnavailable",
    "Role",
    "SessionRecord",
    "Trainee",
    "TurnConflict",
    "UnknownSession",
    "UnknownTrainee",
    "migrate",
]
