"""Gold replies: replies to a parent's line, each with one or two careful readings by the codebook."""

from __future__ import annotations

import msgspec
from msgspec import Struct

from bot.coaching.codebook import Dimension, Score

OVERLOOKED = 2
"""What no boundaries score of the coach counts as where a reading gives one: a crossing was overlooked."""


class GoldReading(Struct, forbid_unknown_fields=True):
    """One reading of a reply with the codebook."""

    two_way: Score
    empathy: Score
    boundaries: Score | None
    moves: list[str] | None
    """The moves that were found; None if they were not looked for."""

    def score(self, dimension: Dimension) -> int | None:
        """The score of one dimension; None where it does not apply."""
        score: int | None = getattr(self, dimension)
        return score


class GoldReply(Struct):
    """A reply with its readings, as one line of a gold file."""

    id: str
    parent: str
    calls_for: list[Dimension]
    reply: str
    readings: list[GoldReading]
    scenario: str | None = None


def line_of(gold: GoldReply) -> str:
    """The reply as a line of a gold file, without the line break; blanks stand as in the other gold files."""
    fields = ("id", "scenario", "parent", "calls_for", "reply", "readings")
    encoded = msgspec.json.encode({field: getattr(gold, field) for field in fields}).decode()
    line = msgspec.json.format(encoded, indent=0)
    for breaks, escaped in _OTHER_BREAKS.items():
        line = line.replace(breaks, escaped)
    return line


_OTHER_BREAKS = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}
"""What JSON leaves as it is and text readers take for the end of a line."""
