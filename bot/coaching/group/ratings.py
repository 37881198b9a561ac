"""A facilitator's own scores for a reply."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from bot.coaching.codebook import Dimension, Score, Scores


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
    blind: Scores | None = None
    """What they had given before they saw the coach's scores, where these scores have taken its place."""

    def of(self, dimension: Dimension) -> Score | None:
        """One of the three."""
        score: Score | None = getattr(self, dimension)
        return score

    def as_given_blindly(self) -> Rating | None:
        """The rating as it was before they saw the coach's scores; None if they had seen these from the beginning."""
        if not self.saw_scores:
            return self
        if self.blind is None:
            return None
        two_way, empathy, boundaries = self.blind.two_way, self.blind.empathy, self.blind.boundaries
        # Which moves they found then is not known any more.
        return replace(
            self, two_way=two_way, empathy=empathy, boundaries=boundaries, moves=None, saw_scores=False, blind=None
        )
