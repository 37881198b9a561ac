"""The conversation, word for word, and its course in figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from msgspec import Struct

from bot.coaching.codebook import DIMENSIONS, Dimension, FoundMove, Score, Scores
from bot.coaching.feedback.advice import Advice
from bot.coaching.roleplay.line import Level, Line, Phase
from bot.coaching.roleplay.scenario import Scenario
from bot.coaching.roleplay.voices import by_speaker
from bot.coaching.turn import Turn


class Spoken(Struct, frozen=True, forbid_unknown_fields=True):
    """Something that was said."""

    speaker: Literal["parent", "teacher"]
    text: str
    turn: int | None
    """Number of the reply that this is, or that answers it; None for the parent's last words."""
    scores: Scores | None = None
    moves: tuple[FoundMove, ...] = ()
    name: str | None = None
    """Who speaks on the parent's side: the parent, or a third voice. None for the teacher."""
    advice: Advice | None = None
    """What the coach says about a reply of the teacher."""


class Point(Struct, frozen=True, forbid_unknown_fields=True):
    """One reply in the course of the conversation: its scores, and the parent after it."""

    turn: int
    two_way: Score
    empathy: Score
    boundaries: Score | None
    heat: Level
    trust: Level
    phase: Phase


class Beginning(Struct, frozen=True, forbid_unknown_fields=True):
    """The parent as they walked in."""

    heat: Level
    trust: Level


class Averages(Struct, frozen=True, forbid_unknown_fields=True):
    """Mean of each score, from 0 to 3; None where there was none."""

    two_way: float | None = None
    empathy: float | None = None
    boundaries: float | None = None

    def of(self, dimension: Dimension) -> float | None:
        """One of the three."""
        mean: float | None = getattr(self, dimension)
        return mean


def transcript_of(scenario: Scenario, turns: Sequence[Turn]) -> tuple[Spoken, ...]:
    """All that was said, in order; where a third voice joins in, each speaker apart."""
    said: list[Spoken] = []
    for turn in turns:
        said += _heard(scenario, turn.parent.split("\n"), turn.number)
        scored = turn.scored
        said.append(Spoken("teacher", turn.reply, turn.number, scored.scores, scored.moves, advice=turn.advice))
    for turn in turns[-1:]:
        said += _heard(scenario, turn.answer, None)
    return tuple(said)


def _heard(scenario: Scenario, bubbles: Iterable[str], turn: int | None) -> Iterator[Spoken]:
    for speech in by_speaker(scenario, bubbles):
        yield Spoken("parent", "\n".join(speech.bubbles), turn, name=speech.name)


def course_of(turns: Sequence[Turn]) -> tuple[Point, ...]:
    """The scores of each reply, and how the parent felt after it."""
    return tuple(
        Point(
            turn=turn.number,
            two_way=turn.scored.scores.two_way,
            empathy=turn.scored.scores.empathy,
            boundaries=turn.scored.scores.boundaries,
            heat=turn.state.heat,
            trust=turn.state.trust,
            phase=turn.state.phase,
        )
        for turn in turns
    )


def beginning_of(turns: Sequence[Turn]) -> Beginning | None:
    """How the parent felt before the first reply; None as long as nothing has been replied."""
    return Beginning(turns[0].before.heat, turns[0].before.trust) if turns else None


def averages_of(turns: Sequence[Turn]) -> Averages:
    """The mean of each score over the replies that have it, to two decimals."""
    means: dict[str, float | None] = {}
    for dimension in DIMENSIONS:
        scores = [score for turn in turns if (score := turn.scored.scores.of(dimension)) is not None]
        means[dimension] = round(sum(scores) / len(scores), 2) if scores else None
    return Averages(**means)


def line_of(scenario: Scenario, turn: Turn) -> Line:
    """The line that a turn answers, also if the scenario no longer has it."""
    try:
        return scenario.line(turn.line)
    except KeyError:
        return Line(id=turn.line, says=(turn.parent,), calls_for=turn.calls_for, probe=turn.probe)
