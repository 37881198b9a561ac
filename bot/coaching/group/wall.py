"""The wall: all replies of a group to the same words of the parent, side by side and without names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Literal

from msgspec import Struct

from bot.coaching.codebook import DIMENSIONS, MOVES, FoundMove, Reasons, Scores
from bot.coaching.group.moments import Moment
from bot.coaching.group.talks import GroupTalk, GroupTurn
from bot.coaching.group.votes import Vote, Votes, votes_by_turn
from bot.coaching.roleplay.line import Level, Phase

Which = Literal["counting", "first", "all"]
"""The replies that count; those given first, before any was taken back; or all of them."""

Look = Literal["all", "shown", "picked"]
"""All replies, as the facilitator sees them; without the hidden ones; or only those picked for discussion."""

ORDERS: frozenset[str] = frozenset({"mixed", "length", "total", *DIMENSIONS, *MOVES})
"""What a wall can be sorted by: mixed at random, number of words, all scores together, one score, or a move."""

LETTERS = 26

UNTOLD: frozenset[str] = frozenset({"mixed", "length"})
"""Orders that give no score away."""


class Marks(Struct, frozen=True, forbid_unknown_fields=True):
    """What the facilitator did with the replies on the wall, by the ids of their turns."""

    hidden: frozenset[int] = frozenset()
    picked: frozenset[int] = frozenset()


class WallReply(Struct, frozen=True, forbid_unknown_fields=True):
    """One reply on the wall. Nothing in it tells whose it is, or which replies to other words are by the same."""

    turn: int
    letter: str
    """What the group calls it: "A" … "Z", "AA" …, the same whatever the wall is sorted by and whoever replies later."""
    parent: str
    """What the parent had said, word for word."""
    reply: str
    words: int
    answer: tuple[str, ...]
    """The bubbles the parent answered with."""
    heat: Level
    """Of the parent as the reply found them."""
    trust: Level
    phase: Phase
    heat_after: Level
    trust_after: Level
    taken_back: bool
    hidden: bool
    picked: bool
    voters: int
    """How many have voted on it."""
    scores: Scores | None = None
    """None until the scores are revealed, as is all that follows."""
    reasons: Reasons | None = None
    moves: tuple[FoundMove, ...] = ()
    votes: Votes | None = None


class Wall(Struct, frozen=True, forbid_unknown_fields=True):
    """One moment with its replies, in the order asked for."""

    moment: Moment
    parent: tuple[str, ...]
    """What the parent said, the most frequent wording first: of most lines there is but one."""
    replies: tuple[WallReply, ...]
    order: str
    revealed: bool
    hidden: int
    """Replies that are hidden, whether or not they stand here."""
    picked: int
    withheld: int
    """Replies whose authors did not agree that the group sees their words. They are not here."""
    turns: tuple[int, ...] = ()
    """All replies that could stand here, those taken back or hidden included, to tell by which have come since."""


def wall_of(
    talks: Sequence[GroupTalk],
    moment: Moment,
    *,
    by: str = "mixed",
    highest_first: bool = True,
    which: Which = "counting",
    look: Look = "shown",
    with_moves: Collection[str] = (),
    marks: Marks = Marks(),  # noqa: B008
    votes: Iterable[Vote] = (),
    revealed: bool = False,
) -> Wall:
    """The replies to one moment by those who agreed that the group sees their words.

    Until the scores are revealed, the wall carries neither scores nor moves nor votes, and an order or a choice of
    moves that would give them away is left aside: `order` tells which one holds. Replies without a score come last,
    replies with equal ones in the order of their letters. Raises ValueError for an order that does not exist.
    """
    if by not in ORDERS:
        raise ValueError(f'a wall cannot be sorted by "{by}"')
    order = by if revealed or by in UNTOLD else "mixed"
    all_met = [(talk, one) for talk in talks for one in _met(talk, moment)]
    met = [(talk, one) for talk, one in all_met if _wanted(one, which)]
    places = _places(moment, (one.id for _, one in all_met))
    shown = sorted((one for talk, one in met if talk.consent.show), key=lambda one: places[one.id])
    cast = votes_by_turn(votes)
    replies = [_reply(one, _letter(places[one.id]), marks, cast, revealed) for one in shown]
    seen = [reply for reply in replies if _in_sight(reply, look)]
    if revealed and with_moves:
        seen = [reply for reply in seen if any(found.move in with_moves for found in reply.moves)]
    wordings = Counter(reply.parent for reply in replies)
    return Wall(
        moment=moment,
        parent=tuple(sorted(wordings, key=lambda wording: (-wordings[wording], wording))),
        replies=tuple(_sorted(seen, order, highest_first)),
        order=order,
        revealed=revealed,
        hidden=sum(reply.hidden for reply in replies),
        picked=sum(reply.picked for reply in replies),
        withheld=len(met) - len(shown),
        turns=tuple(sorted(one.id for talk, one in all_met if talk.consent.show)),
    )


def _met(talk: GroupTalk, moment: Moment) -> Iterator[GroupTurn]:
    if talk.scenario != moment.scenario:
        return
    for one in talk.turns:
        if one.turn.probe == moment.probe if moment.probe is not None else one.turn.line == moment.line:
            yield one


def _wanted(one: GroupTurn, which: Which) -> bool:
    return which == "all" or (one.attempt == 1 if which == "first" else not one.taken_back)


def _places(moment: Moment, turns: Iterable[int]) -> dict[int, int]:
    """For each reply the place of its letter: mixed, so that neither who came first nor who sits beside whom shows.

    Those who come later, change their mind, or do not want to be shown move no letter: each reply has drawn its own
    among those of one letter, or, once these are all given away, of two.
    """
    places: dict[int, int] = {}
    taken: set[int] = set()
    first, size = 0, LETTERS
    for number, turn in enumerate(sorted(turns)):
        if number == first + size:
            first, size = number, size * LETTERS
        drawn = int.from_bytes(_shuffle(moment, turn)[:8], "big")
        while first + drawn % size in taken:
            drawn += 1
        places[turn] = first + drawn % size
        taken.add(places[turn])
    return places


def _shuffle(moment: Moment, turn: int) -> bytes:
    return sha256(f"{moment.scenario}/{moment.probe}/{moment.line}/{turn}".encode()).digest()


def _letter(place: int) -> str:
    letters = ""
    while place >= 0:
        place, last = divmod(place, LETTERS)
        letters = chr(ord("A") + last) + letters
        place -= 1
    return letters


def _reply(one: GroupTurn, letter: str, marks: Marks, cast: Mapping[int, Votes], revealed: bool) -> WallReply:
    turn, votes = one.turn, cast.get(one.id)
    return WallReply(
        turn=one.id,
        letter=letter,
        parent=turn.parent,
        reply=turn.reply,
        words=len(turn.reply.split()),
        answer=turn.answer,
        heat=turn.before.heat,
        trust=turn.before.trust,
        phase=turn.before.phase,
        heat_after=turn.state.heat,
        trust_after=turn.state.trust,
        taken_back=one.taken_back,
        hidden=one.id in marks.hidden,
        picked=one.id in marks.picked,
        voters=votes.voters if votes else 0,
        scores=turn.scored.scores if revealed else None,
        reasons=turn.scored.reasons if revealed else None,
        moves=turn.scored.moves if revealed else (),
        votes=votes if revealed else None,
    )


def _in_sight(reply: WallReply, look: Look) -> bool:
    return look == "all" or (not reply.hidden and (look == "shown" or reply.picked))


def _sorted(replies: Iterable[WallReply], order: str, highest_first: bool) -> list[WallReply]:
    if order == "mixed":
        return list(replies)
    value = _values(order)
    sign = -1 if highest_first else 1
    # Python's sort keeps the order of equals, which is that of the letters.
    return sorted(replies, key=lambda reply: (value(reply) is None, sign * (value(reply) or 0)))


def _values(order: str) -> Callable[[WallReply], float | None]:
    if order == "length":
        return lambda reply: reply.words
    if order in MOVES:
        return lambda reply: sum(found.move == order for found in reply.moves)
    if order == "total":
        return lambda reply: _mean(reply.scores)
    return lambda reply: getattr(reply.scores, order)


def _mean(scores: Scores | None) -> float | None:
    given = [score for dimension in DIMENSIONS if scores and (score := scores.of(dimension)) is not None]
    return sum(given) / len(given) if given else None
