"""The moments in which a better reply would have helped most, and what it could have been."""

from __future__ import annotations

from msgspec import Struct

from bot.coaching.codebook import Scores
from bot.coaching.feedback.advice import StrategyNote


class WeakMoment(Struct, frozen=True, forbid_unknown_fields=True):
    """A reply that cost something, beside a reply that would have done good."""

    turn: int
    parent: str
    """What the parent had said."""
    reply: str
    words: str
    """The trainee's words that decided it."""
    scores: Scores
    why: str
    """The reasons for the low scores, and what they did to the parent."""
    try_next: str
    """What to do in such a moment."""
    wording: str
    """What a reply could have been."""
    strategy: StrategyNote
