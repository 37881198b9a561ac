"""The scorer with a look at the clock, which the domain itself has none of."""

from __future__ import annotations

from collections.abc import Collection

from bot.coaching.codebook import Dimension, ScoredReply
from bot.coaching.play import ReplyScorer
from bot.watching.metrics import TURN_SECONDS


class TimedScorer:
    """A scorer whose every score is timed."""

    def __init__(self, scorer: ReplyScorer) -> None:
        self._scorer = scorer
        self._times = TURN_SECONDS.labels("scoring")

    def score(self, reply: str, parent: str, calls_for: Collection[Dimension]) -> ScoredReply:
        """Score a reply as the scorer within does."""
        with self._times.time():
            return self._scorer.score(reply, parent, calls_for)
