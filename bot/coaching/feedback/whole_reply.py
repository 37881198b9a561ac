"""A whole reply that would have done what a moment asked, to stand beside one that did not."""

from __future__ import annotations

from collections.abc import Collection

from bot.coaching.codebook import Dimension
from bot.coaching.feedback.coach import Coach
from bot.coaching.feedback.wording import fill, in_turn
from bot.coaching.roleplay.line import Line
from bot.coaching.roleplay.scenario import Scenario
from bot.coaching.roleplay.state import ParentState

_IN_ORDER: tuple[Dimension, ...] = ("empathy", "boundaries", "two_way")
"""First the feeling, then what has to be held, and a question to end with."""


def whole_reply(
    coach: Coach, line: Line, reply: str, scenario: Scenario, state: ParentState, low: Collection[Dimension]
) -> str:
    """What could have been said to `line` in place of `reply`, whose scores named in `low` were too low.

    The author's own example; else all that the line calls for, and what was too low, in one. `state` is the parent
    as the reply found them.
    """
    if line.example is not None:
        return line.example
    places = coach.places(line, state, scenario)
    parts: list[str] = []
    for dimension in _wanted(line, low):
        need = coach.need_at(dimension, line, state, scenario)
        if need.plain:
            wording = fill(in_turn(need.plain, state.turn), places)
        else:
            wording = coach.wording(need, line, reply, state, places)
        if need.whole:
            parts = [wording]
        elif dimension != "two_way" or not any("?" in part for part in parts):
            parts.append(wording)
    return " ".join(parts)


def _wanted(line: Line, low: Collection[Dimension]) -> list[Dimension]:
    """What the line calls for and what was too low. Nothing has to be held where the parent put nothing to the test."""
    wanted = [
        dimension
        for dimension in _IN_ORDER
        if dimension in line.calls_for or (dimension in low and dimension != "boundaries")
    ]
    return wanted or ["two_way"]
