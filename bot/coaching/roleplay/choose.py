"""What the parent says next.

Lines are looked for in the order in which a person would find them: what must be said now, what was
proposed or asked, what weighs on the heart, what the tone of the reply calls up, what goes with the moment.
Chance (the seed) decides only between lines that fit equally well.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from msgspec import Struct

from bot.coaching.roleplay.addressed import says
from bot.coaching.roleplay.conditions import Situation
from bot.coaching.roleplay.dynamics import Dynamics
from bot.coaching.roleplay.filling import fillings, places_of
from bot.coaching.roleplay.fitting import coherent, fits
from bot.coaching.roleplay.line import End, Line, When
from bot.coaching.roleplay.search import Search, Tier

PRESSING: frozenset[Tier] = frozenset(
    {"overdue_probe", "hurt", "probe", "last_probe", "moment", "moment_nearby", "deciding"}
)
"""Tiers whose lines stand alone: a question of the parent's own, a wound, a thought that is new already."""


class Pick(Struct, frozen=True):
    """What the parent says next, and why."""

    lines: tuple[Line, ...]
    """The line that answers the reply, or a short answer and the line that follows it in the same breath."""
    tier: Tier


def opening_line(lines: Iterable[Line], seed: int) -> Line:
    """The parent's first line. Raises ValueError if no line opens."""
    return min((line for line in lines if line.opens), key=lambda line: _lot(seed, 0, line.id))


def closing_line(now: Situation, end: End) -> Line:
    """The parent's last words: those that repeat what was agreed, if there is anything to repeat.

    Raises ValueError if no line closes with that end.
    """
    state, filled = now.state, fillings(now)
    lines = [line for line in now.scenario.lines if line.closes == end]
    sayable = [line for line in lines if places_of(line) <= filled.keys()]
    sensible = [line for line in sayable if coherent(line.when, state)]
    fitting = [line for line in sensible if fits(line.when, state)]
    repeating = [line for line in fitting if places_of(line)]
    return min(
        repeating or fitting or sensible or sayable or lines, key=lambda line: _lot(state.seed, state.turn, line.id)
    )


def next_lines(dynamics: Dynamics, now: Situation) -> Pick | None:
    """What answers the reply, and the tier in which it was found. None when the parent has nothing left to say."""
    search = Search(dynamics, now)
    for tier, lines in search.tiers():
        found = list(lines)
        if found:
            return Pick(_in_one_breath(search, _best(now, found), tier), tier)
    return None


def _in_one_breath(search: Search, line: Line, tier: Tier) -> tuple[Line, ...]:
    """The line with a short answer to what was asked before it, or with a thought after it."""
    now = search.now
    before = search.answers_before(line)
    if before:
        return _best(now, before), line
    after = [] if tier in PRESSING else search.thoughts_after(line)
    if after and _lot(now.state.seed, now.state.turn, "breath") % 100 < search.dynamics.choice.goes_on:
        return line, _best(now, after)
    return (line,)


def _best(now: Situation, lines: Sequence[Line]) -> Line:
    """The line that answers the foremost topic; between equals, by lot, with two lots for one written for this mood."""
    state, topics = now.state, now.scored.topics

    def rank(line: Line) -> tuple[bool, int, int]:
        asked = min((topics.index(topic) for topic in line.answers.topics if topic in topics), default=len(topics))
        draws = 1 if line.when == When() and not places_of(line) else 2
        spoken_to = now.speaks_to is None or says(now.scenario, now.speaks_to, line.says[0])
        return not spoken_to, asked, min(_lot(state.seed, state.turn, f"{line.id}/{draw}") for draw in range(draws))

    return min(lines, key=rank)


def _lot(seed: int, turn: int, id: str) -> int:
    return int.from_bytes(hashlib.blake2b(f"{seed}/{turn}/{id}".encode(), digest_size=8).digest(), "big")
