"""Whether a line fits the moment: the parent's mood, and what has been said, told, remembered and chosen before."""

from __future__ import annotations

from bot.coaching.roleplay.conditions import within
from bot.coaching.roleplay.line import Answers, Line, When
from bot.coaching.roleplay.state import ParentState


def fits(when: When, state: ParentState) -> bool:
    """Whether a line's `when` holds."""
    return (
        within(state.heat, when.heat_at_least, when.heat_at_most)
        and within(state.trust, when.trust_at_least, when.trust_at_most)
        and within(state.turn, when.turn_at_least)
        and coherent(when, state)
    )


def nearly_fits(when: When, state: ParentState, stretch: int) -> bool:
    """Whether a line's `when` holds but for a mood that is off by `stretch` at most."""
    return (
        within(state.heat, _lower(when.heat_at_least, stretch), _higher(when.heat_at_most, stretch))
        and within(state.trust, _lower(when.trust_at_least, stretch), _higher(when.trust_at_most, stretch))
        and coherent(when, state)
    )


def _lower(bound: int | None, stretch: int) -> int | None:
    return None if bound is None else bound - stretch


def _higher(bound: int | None, stretch: int) -> int | None:
    return None if bound is None else bound + stretch


def coherent(when: When, state: ParentState) -> bool:
    """Whether a line makes sense after what has been said, told and done, whatever the mood."""
    return (
        all(id in state.told for id in when.told)
        and not any(id in state.told for id in when.not_told)
        and all(id in state.said for id in when.said)
        and not any(id in state.said for id in when.not_said)
        and (not when.any_said or any(id in state.said for id in when.any_said))
        and not any(getattr(state.memory, name) > 0 for name in when.not_remembers)
        and all(getattr(state.memory, name) > 0 for name in when.remembers)
        and (not when.chosen or any(id in state.chosen for id in when.chosen))
    )


def at_any_time(line: Line) -> bool:
    """Whether a line can be said without having been asked for or called up."""
    return not line.tells and line.answers == Answers()
