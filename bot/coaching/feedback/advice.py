"""The coach's words after one reply."""

from __future__ import annotations

from msgspec import Struct

from bot.coaching.codebook import SourceKey


class StrategyNote(Struct, frozen=True, forbid_unknown_fields=True):
    """A documented strategy, as the trainee is shown it."""

    id: str
    name: str
    about: str
    source: SourceKey
    """Its key in the codebook."""
    citation: str
    """The source written out: "Leenders et al. (2019)"."""


class Advice(Struct, frozen=True, forbid_unknown_fields=True):
    """What worked, what to try next, and the strategy that both rest on."""

    worked: str | None
    """What worked, quoting the trainee's own words; None when nothing did."""
    try_next: str
    """One thing to try in the next reply."""
    wording: str
    """A concrete way to say it to this parent."""
    strategy: StrategyNote
