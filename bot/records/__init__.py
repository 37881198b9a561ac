"""What must last, in a database: trainees, sessions, role-plays, turns and what was said beside them; facilitators
and their workshops.

`Records` is all that the other rooms need; the errors it raises stand in `bot.records.errors`.
"""

from bot.coaching.group.talks import Consent
from bot.records.errors import (
    InvitationOver,
    LastAdministrator,
    NameTaken,
    RecordsUnavailable,
    TurnConflict,
    UnknownFacilitator,
    UnknownParticipant,
    UnknownSession,
    UnknownTrainee,
    UnknownWorkshop,
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
from bot.records.workshop_values import (
    Note,
    Participant,
    Participation,
    SessionRules,
    Standing,
    Workshop,
    WorkshopSettings,
)

__all__ = [
    "Aside",
    "Coaching",
    "Consent",
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
    "Note",
    "Participant",
    "Participation",
    "Practised",
    "Records",
    "RecordsUnavailable",
    "Role",
    "SessionRecord",
    "SessionRules",
    "Standing",
    "Trainee",
    "TurnConflict",
    "UnknownFacilitator",
    "UnknownParticipant",
    "UnknownSession",
    "UnknownTrainee",
    "UnknownWorkshop",
    "Workshop",
    "WorkshopSettings",
    "migrate",
]
