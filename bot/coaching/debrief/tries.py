"""Replies that were taken back and given anew: before and after, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from bot.coaching.codebook import FoundMove, Scores
from bot.coaching.turn import Turn


class Try(Struct, frozen=True, forbid_unknown_fields=True):
    """One of several replies to the same words of the parent."""

    reply: str
    scores: Scores
    moves: tuple[FoundMove, ...]
    answer: tuple[str, ...]
    """The bubbles with which the parent answered it."""


class Retaken(Struct, frozen=True, forbid_unknown_fields=True):
    """A reply that was taken back, and the next one to the same words."""

    turn: int
    parent: str
    """What the parent had said."""
    before: Try
    after: Try


def tries_of(earlier: Sequence[Turn], turns: Sequence[Turn]) -> tuple[Retaken, ...]:
    """Each reply that was taken back beside the one that followed it, by turn.

    `earlier` holds the replies taken back in the order in which they were given; `turns` those that count. A reply
    that was taken back and never given anew has nothing to stand beside, and is left out.
    """
    retaken: list[Retaken] = []
    for number in sorted({turn.number for turn in earlier}):
        chain = [turn for turn in (*earlier, *turns) if turn.number == number]
        for position, taken_back in enumerate(chain):
            # Going back further leads to other words of the parent under the same number: those do not compare.
            anew = next((turn for turn in chain[position + 1 :] if turn.before == taken_back.before), None)
            if anew is not None:
                retaken.append(Retaken(number, taken_back.parent, _try(taken_back), _try(anew)))
    return tuple(retaken)


def _try(turn: Turn) -> Try:
    return Try(turn.reply, turn.scored.scores, turn.scored.moves, turn.answer)
