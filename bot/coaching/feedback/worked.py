"""What worked in a reply: the one move that did most for the parent, if nothing in the reply spoils it."""

from __future__ import annotations

from collections.abc import Mapping

from bot.coaching.codebook import HELPING, FoundMove, ScoredReply
from bot.coaching.feedback.taken_back import taken_back
from bot.coaching.feedback.texts import Praise
from bot.coaching.roleplay.line import Line


def best_move(scored: ScoredReply, line: Line, praise: Mapping[str, Praise]) -> FoundMove | None:
    """The helpful move most worth praising; None when there is none, or when it was taken back.

    A move counts for more when the parent's line called for it and when its score is high.
    """
    candidates = [found for found in scored.moves if found.move in praise and not taken_back(found, scored)]
    if not candidates:
        return None

    def worth(found: FoundMove) -> tuple[int, int, int, int]:
        dimension = HELPING[found.move]
        score = scored.scores.of(dimension)
        strength = praise[found.move].strength
        return (
            strength + (2 if dimension in line.calls_for else 0) + (score or 0),
            strength,
            len(found.text),
            -found.start,
        )

    return max(candidates, key=worth)
