"""Whether a helpful move still counts, seen against the rest of the reply."""

from __future__ import annotations

from bot.coaching.codebook import HELPING, HURTING, FoundMove, ScoredReply

LONG = 25
"""A hurtful stretch of more words is the whole reply's doing (a lecture), and says nothing about one phrase in it."""


def taken_back(found: FoundMove, scored: ScoredReply) -> bool:
    """Whether the rest of the reply takes back what this helpful move gave.

    An insult takes everything back; a score of 0 takes back what should have lifted it; so does a hurtful move
    that keeps the same score at 1, and one that is made with the very same words.
    """
    if scored.has("retaliate"):
        return True
    dimension = HELPING[found.move]
    score = scored.scores.of(dimension)
    if score == 0:
        return True
    hurtful = [other for other in scored.moves if other.move in HURTING]
    if score == 1 and any(HURTING[other.move] == dimension for other in hurtful):
        return True
    return any(_overlap(found, other) for other in hurtful if len(other.text.split()) <= LONG)


def _overlap(one: FoundMove, other: FoundMove) -> bool:
    return one.start < other.end and other.start < one.end
