"""What can go wrong with the records, in terms their users can act on."""

from __future__ import annotations

from bot.coaching.roleplay.state import ParentState


class RecordsUnavailable(Exception):
    """The database cannot be read or written now. Nothing was changed; the same call may be made again."""


class UnknownSession(LookupError):
    """There is no such session, or it has no role-play where one is needed."""


class UnknownTrainee(LookupError):
    """There is no such trainee, or no longer."""


class TurnConflict(Exception):
    """The turn does not follow the last one recorded; it was worked out from an outdated state.

    `state` is the parent as last recorded: work the turn out anew from there.
    """

    def __init__(self, state: ParentState) -> None:
        super().__init__(f"The records stand at turn {state.turn}.")
        self.state = state


class NameTaken(Exception):
    """Somebody else has that name already."""


class InvitationOver(Exception):
    """The invitation was used, is too old, or never was."""


class LastAdministrator(Exception):
    """Nobody would be left to let others in."""


class UnknownWorkshop(LookupError):
    """There is no such workshop, or no longer."""


class UnknownFacilitator(LookupError):
    """Nobody of that name can sign in."""


class UnknownParticipant(LookupError):
    """There is no such participant, or they have left."""
