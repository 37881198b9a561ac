"""How far facilitators agree with the coach, and with each other, on the replies of a group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from msgspec import Struct

from bot.coaching.agreement.gold import OVERLOOKED
from bot.coaching.agreement.kappa import FEWEST, Interval, Pair, interval_of_kappa, weighted_kappa
from bot.coaching.codebook import DIMENSIONS, Dimension
from bot.coaching.group.ratings import Rating
from bot.coaching.group.talks import GroupTalk

COACH = "coach"
"""The name under which the coach stands beside raters."""

TOO_FEW = 10
"""With fewer replies that both scored there is no kappa worth telling."""


class ScoreAgreement(Struct, frozen=True, forbid_unknown_fields=True):
    """Agreement of two on one score."""

    dimension: Dimension
    replies: int
    """Replies that both scored."""
    participants: int
    """Whose replies these are."""
    exact: int
    """Replies to which both gave the same score."""
    within_one: int
    """Replies on which they are one point apart at most."""
    kappa: float | None
    """Cohen's kappa with quadratic weights, from -1 to 1; None with too few replies, or if it is not defined."""
    interval: Interval | None
    """In which the true kappa lies in about 95 of 100 such samples; None where it cannot be told."""
    one_sided: int
    """Replies that only one of the two gave this score."""
    in_words: str


class PairAgreement(Struct, frozen=True, forbid_unknown_fields=True):
    """Agreement of two who scored the same replies."""

    first: str
    second: str
    """Another rater, or `COACH`."""
    scores: tuple[ScoreAgreement, ...]
    """One for each of the three."""
    left_out: int = 0
    """Ratings that do not count here, because the rater had seen the coach's scores."""


def agreement_with_coach(
    talks: Sequence[GroupTalk], ratings: Sequence[Rating], names: Mapping[str, str] | None = None
) -> tuple[PairAgreement, ...]:
    """For each rater the agreement with the coach, from scores given without a look at its own.

    A boundaries score that only the rater gave counts as one of 2 by the coach, as in `alongside evaluate`: so the
    same replies give the same figures there. `names` tells what raters are called in the words.
    """
    scored = {one.id: (talk.participant, one.turn.scored.scores) for talk in talks for one in talk.turns}
    found: list[PairAgreement] = []
    for rater, own in _by_rater(ratings).items():
        known = [rating for turn, rating in own.items() if turn in scored]
        blind = [first for rating in known if (first := rating.as_given_blindly())]
        each: list[ScoreAgreement] = []
        for dimension in DIMENSIONS:
            pairs: defaultdict[str, list[Pair]] = defaultdict(list)
            one_sided = 0
            for rating in blind:
                participant, scores = scored[rating.turn]
                theirs, ours = rating.of(dimension), scores.of(dimension)
                one_sided += (theirs is None) != (ours is None)
                if theirs is not None:
                    pairs[participant].append((theirs, OVERLOOKED if ours is None else ours))
            each.append(_agreement(dimension, pairs, one_sided, _called(rater, names), "the coach"))
        found.append(PairAgreement(rater, COACH, tuple(each), len(known) - len(blind)))
    return tuple(found)


def agreement_of_raters(
    talks: Sequence[GroupTalk], ratings: Sequence[Rating], names: Mapping[str, str] | None = None
) -> tuple[PairAgreement, ...]:
    """For each two raters who scored a reply in common their agreement with each other.

    A look at the coach's scores draws two raters to the same score, so those given after one do not count here either.
    """
    participants = {one.id: talk.participant for talk in talks for one in talk.turns}
    by_rater = _by_rater(rating for rating in ratings if rating.turn in participants)
    found: list[PairAgreement] = []
    for first, second in combinations(by_rater, 2):
        common = sorted(by_rater[first].keys() & by_rater[second].keys())
        both = [
            (by_rater[first][turn].as_given_blindly(), by_rater[second][turn].as_given_blindly()) for turn in common
        ]
        blind = [(one, other) for one, other in both if one and other]
        if not both:
            continue
        each: list[ScoreAgreement] = []
        for dimension in DIMENSIONS:
            pairs: defaultdict[str, list[Pair]] = defaultdict(list)
            one_sided = 0
            for one, other in blind:
                mine, theirs = one.of(dimension), other.of(dimension)
                one_sided += (mine is None) != (theirs is None)
                if mine is not None and theirs is not None:
                    pairs[participants[one.turn]].append((mine, theirs))
            each.append(_agreement(dimension, pairs, one_sided, _called(first, names), _called(second, names)))
        found.append(PairAgreement(first, second, tuple(each), len(both) - len(blind)))
    return tuple(found)


def _by_rater(ratings: Iterable[Rating]) -> dict[str, dict[int, Rating]]:
    """Each rater's ratings by the turn, the last one of each; raters in the order of their names."""
    found: defaultdict[str, dict[int, Rating]] = defaultdict(dict)
    for rating in ratings:
        found[rating.rater][rating.turn] = rating
    return {rater: found[rater] for rater in sorted(found)}


def _called(rater: str, names: Mapping[str, str] | None) -> str:
    return (names or {}).get(rater, rater)


def _agreement(
    dimension: Dimension, pairs: Mapping[str, Sequence[Pair]], one_sided: int, first: str, second: str
) -> ScoreAgreement:
    flat = [pair for some in pairs.values() for pair in some]
    exact = sum(one == other for one, other in flat)
    within_one = sum(abs(one - other) <= 1 for one, other in flat)
    enough = len(flat) >= TOO_FEW
    kappa = weighted_kappa(flat) if enough else None
    interval = interval_of_kappa(pairs) if kappa is not None else None
    words = [_counted(first, second, len(flat), exact, within_one)] if flat else []
    words.append(_judged(len(flat), len(pairs), kappa, interval))
    return ScoreAgreement(
        dimension, len(flat), len(pairs), exact, within_one, kappa, interval, one_sided, " ".join(words)
    )


def _counted(first: str, second: str, replies: int, exact: int, within_one: int) -> str:
    if replies == 1:
        return f"{first} and {second} have scored one reply{', and gave it the same score' if exact else ''}."
    return (
        f"{first} and {second} gave the same score to {exact} of {replies} replies, and are one point apart at most on "
        f"{within_one}."
    )


def _judged(replies: int, participants: int, kappa: float | None, interval: Interval | None) -> str:
    if not replies:
        return "There is no reply yet that both have scored."
    if replies < TOO_FEW:
        return f"That is too few to tell more: from {TOO_FEW} replies on there is a kappa."
    if kappa is None:
        return "Every reply has one and the same score, so there is no telling whether that is more than chance."
    if interval is not None:
        return f"Weighted kappa is {kappa:.2f}, and lies between {interval.low:.2f} and {interval.high:.2f} (95 %)."
    if participants < FEWEST:
        why = f"the replies are of fewer than {FEWEST} people, too few to tell how sure that is"
    else:
        why = "how sure that is cannot be told from so little disagreement"
    return f"Weighted kappa is {kappa:.2f}; {why}."
