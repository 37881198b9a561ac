"""Facilitators' ratings as gold replies: what the coach is measured by, and gets better by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from uuid import NAMESPACE_URL, uuid5

from bot.coaching.agreement.gold import GoldReading, GoldReply, line_of
from bot.coaching.codebook import DIMENSIONS
from bot.coaching.group.ratings import Rating
from bot.coaching.group.talks import GroupTalk, GroupTurn

READINGS = 2
"""A gold reply has one or two readings."""

STYLE = "fac"
"""What the ids of such replies begin with, as that of the styles of other gold files."""


def gold_from(
    talks: Sequence[GroupTalk],
    ratings: Sequence[Rating],
    *,
    only_corrections: bool = False,
    only_blind: bool = False,
) -> list[GoldReply]:
    """The rated replies of those who agreed that their words help to make the scoring better.

    Ratings of two become two readings; of more than two who rated one reply, the first two in the order of `ratings`
    count, and of one rater's ratings of one reply the last. With `only_corrections` only replies to which a rater
    gave another score than the coach did, or in which they found other moves; with `only_blind` only scores given
    without a look at the coach's. Ids are the same whenever the file is made, and tell nothing of who replied.
    """
    by_turn: defaultdict[int, dict[str, Rating]] = defaultdict(dict)
    for rating in ratings:
        read_as = rating.as_given_blindly() if only_blind else rating
        if read_as is not None:
            by_turn[rating.turn][rating.rater] = read_as
    gold: list[GoldReply] = []
    for talk in talks:
        if not talk.consent.improve:
            continue
        for one in talk.turns:
            read = list(by_turn[one.id].values())[:READINGS] if one.id in by_turn else []
            if only_corrections:
                read = read if any(corrects(rating, one) for rating in read) else []
            if read:
                gold.append(_gold(talk, one, read))
    return gold


def corrects(rating: Rating, one: GroupTurn) -> bool:
    """Whether a rating differs from what the coach made of the reply."""
    scored = one.turn.scored
    if any(rating.of(dimension) != scored.scores.of(dimension) for dimension in DIMENSIONS):
        return True
    return rating.moves is not None and set(rating.moves) != {found.move for found in scored.moves}


def gold_file(gold: Sequence[GoldReply]) -> str:
    """The text of a file that `alongside evaluate` reads."""
    return "".join(f"{line_of(reply)}\n" for reply in gold)


def _gold(talk: GroupTalk, one: GroupTurn, ratings: Sequence[Rating]) -> GoldReply:
    turn = one.turn
    key = uuid5(NAMESPACE_URL, f"{talk.session}/{talk.number}/{turn.number}/{one.attempt}")
    readings = [
        GoldReading(
            rating.two_way,
            rating.empathy,
            rating.boundaries,
            None if rating.moves is None else sorted(set(rating.moves)),
        )
        for rating in ratings
    ]
    return GoldReply(f"{STYLE}-{key.hex[:12]}", turn.parent, list(turn.calls_for), turn.reply, readings, talk.scenario)
