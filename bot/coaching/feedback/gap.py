"""The one thing most worth trying next: which hurtful move to replace, or which need to meet."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from bot.coaching.codebook import HURTING, Dimension, FoundMove, ScoredReply, Scores
from bot.coaching.feedback.texts import Remedy
from bot.coaching.roleplay.line import Line
from bot.coaching.roleplay.state import ParentState

Gap = FoundMove | Dimension | None
"""A hurtful move to replace, a score to raise, or nothing."""

TOO_HOT = 7
"""From this heat on a parent needs to be heard before anything else gets through."""

ENOUGH = 3
"""A score with nothing left to raise."""

_ALWAYS: tuple[Dimension, ...] = ("empathy", "two_way")
_BOUNDARIES: tuple[Dimension, ...] = ("boundaries",)


def widest_gap(scored: ScoredReply, line: Line, state: ParentState, remedies: Mapping[str, Remedy]) -> Gap:
    """What to work on: a crossed boundary first, then what hurt, then what the line called for and did not get.

    In order: a boundary that was crossed; a score of 0 that a hurtful move brought about; the lowest of the
    scores that the line calls for, and with it the hurtful move that kept it low; then any other low score.
    None when there is nothing to make good.
    """
    scores = scored.scores
    if scores.boundaries == 0:
        return heaviest(scored, _BOUNDARIES, remedies) or "boundaries"
    zeros = [dimension for dimension in _ALWAYS if scores.of(dimension) == 0]
    if hurt := heaviest(scored, zeros, remedies):
        return hurt
    lowest = _lowest(scores, line, state)
    if lowest and (scores.of(lowest[0]) or 0) <= 1 and (hurt := heaviest(scored, lowest, remedies)):
        return hurt
    return lowest[0] if lowest else None


def urgency(state: ParentState) -> tuple[Dimension, ...]:
    """What comes first for this parent: being heard when it is hot, else what has to be held."""
    return ("empathy", "boundaries", "two_way") if state.heat >= TOO_HOT else ("boundaries", "two_way", "empathy")


def heaviest(
    scored: ScoredReply, dimensions: Collection[Dimension], remedies: Mapping[str, Remedy]
) -> FoundMove | None:
    """The hurtful move for these scores that costs most, the first of several alike; None where none hurts."""
    found = [move for move in scored.moves if HURTING.get(move.move) in dimensions and move.move in remedies]
    return max(found, key=lambda move: remedies[move.move].weight) if found else None


def _lowest(scores: Scores, line: Line, state: ParentState) -> list[Dimension]:
    """The scores to raise, all equally low. What the line calls for comes first, and feelings when it is hot."""
    order = urgency(state)
    called = [d for d in order if d in line.calls_for and _below(scores, d, ENOUGH)]
    candidates = called or [d for d in order if d in _ALWAYS and _below(scores, d, 2)]
    least = min((scores.of(d) or 0 for d in candidates), default=0)
    return [d for d in candidates if scores.of(d) == least]


def _below(scores: Scores, dimension: Dimension, enough: int) -> bool:
    score = scores.of(dimension)
    return score is not None and score < enough
