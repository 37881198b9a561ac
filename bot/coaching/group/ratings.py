"""A facilitator's own scores for a reply."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from bot.coaching.codebook import Dimension, Score


class Rating(Struct, frozen=True, forbid_unknown_fields=True):
    """One reply as one facilitator scores it by the codebook."""

    rater: str
    """Whoever rated: the same in all of one facilitator's ratings."""
    turn: int
    two_way: Score
    empathy: Score
    boundaries: Score | None = None
    """None where the moment does not call for them."""
    moves: tuple[str, ...] | None = None
    """The moves they found; None if they did not look for any."""
    note: str | None = None
    saw_scores: bool = False
    """Whether they had seen the coach's scores for the reply before."""
    at: datetime | None = None

    def of(self, dimension: Dimension) -> Score | None:
        """One of the three."""
        score: Score | None = getattr(self, dimension)
        return score
