"""What the group would have scored: each participant's own scores for a reply on the wall."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from statistics import median

from msgspec import Struct

from bot.coaching.codebook import DIMENSIONS, SCORES, Dimension, Score


class Vote(Struct, frozen=True, forbid_unknown_fields=True):
    """One participant's scores for one reply; None where they gave none."""

    participant: str
    turn: int
    two_way: Score | None = None
    empathy: Score | None = None
    boundaries: Score | None = None

    def of(self, dimension: Dimension) -> Score | None:
        """One of the three."""
        score: Score | None = getattr(self, dimension)
        return score


class Ballot(Struct, frozen=True, forbid_unknown_fields=True):
    """The votes on one score of one reply."""

    counts: tuple[int, int, int, int]
    """How many gave 0, 1, 2 and 3."""
    middle: float | None
    """The median; None where nobody voted."""


class Votes(Struct, frozen=True, forbid_unknown_fields=True):
    """All votes on one reply."""

    voters: int
    two_way: Ballot
    empathy: Ballot
    boundaries: Ballot


def votes_by_turn(votes: Iterable[Vote]) -> Mapping[int, Votes]:
    """The votes counted for each reply; a participant's last vote on a reply is the one that counts."""
    latest: defaultdict[int, dict[str, Vote]] = defaultdict(dict)
    for vote in votes:
        latest[vote.turn][vote.participant] = vote
    return {turn: _counted(list(cast.values())) for turn, cast in latest.items()}


def _counted(votes: list[Vote]) -> Votes:
    ballots: dict[str, Ballot] = {}
    for dimension in DIMENSIONS:
        given = [score for vote in votes if (score := vote.of(dimension)) is not None]
        count = Counter(given)
        none, low, fair, full = (count[score] for score in SCORES)
        ballots[dimension] = Ballot((none, low, fair, full), float(median(given)) if given else None)
    voters = sum(any(vote.of(dimension) is not None for dimension in DIMENSIONS) for vote in votes)
    return Votes(voters, **ballots)
