"""The role-play as Rasa keeps it between two messages: the value of the slot `role_play`."""

from __future__ import annotations

import zlib
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from bot.coaching.roleplay.scenario import Difficulty
from bot.coaching.roleplay.state import ParentState
from bot.records import SessionRecord
from bot.records.values import Coaching

SLOT = "role_play"
LOOP = "action_teacher_reply"


class RolePlay(Struct, frozen=True):
    """One role-play: chosen (no state yet), on, paused, or over."""

    scenario: str
    seed: int
    coaching: Coaching = "live"
    state: ParentState | None = None
    paused: bool = False
    finished: bool = False
    """Whether the trainee has ended it."""
    difficulty: Difficulty = "usual"
    chosen: tuple[str, ...] = ()
    """Options of the choices before the meeting; what is not chosen is as it comes."""
    hinted: int = 0
    """Steps of the hint for the parent's last line that were given, where they are given one at a time."""

    @property
    def over(self) -> bool:
        """Whether the parent has left."""
        return self.state is not None and (self.finished or self.state.ended is not None)

    @property
    def on(self) -> bool:
        """Whether what the trainee types is said to the parent."""
        return self.state is not None and not self.over and not self.paused

    def stepped_out(self) -> RolePlay:
        """The same, paused."""
        return replace(self, paused=True)

    def stepped_in(self) -> RolePlay:
        """The same, going on."""
        return replace(self, paused=False)

    def as_slot(self) -> dict[str, Any]:
        """The value of the slot."""
        value: dict[str, Any] = msgspec.to_builtins(self)
        return value


NOBODY_YET = RolePlay(scenario="", seed=0)
"""No scenario is chosen, but there are wishes to remember for when one is."""


def role_play_from(slot: object) -> RolePlay | None:
    """The role-play in a slot's value; None if there is none, or one that this version cannot read."""
    if not slot:
        return None
    try:
        return msgspec.convert(slot, RolePlay)
    except msgspec.ValidationError:
        return None


def role_play_of(session: SessionRecord, state: ParentState | None) -> RolePlay | None:
    """The role-play as the records know it; None if the session has none."""
    if session.scenario is None or state is None:
        return None
    finished = session.ended_at is not None and session.ended is None
    return RolePlay(
        scenario=session.scenario,
        seed=session.seed,
        coaching=session.coaching,
        state=state,
        paused=session.paused,
        finished=finished,
        difficulty=state.difficulty,
        chosen=state.chosen,
    )


def seed_for(session: str) -> int:
    """A seed for a session that was given none: the same for the same session."""
    return zlib.crc32(session.encode()) & 0x7FFFFFFF
