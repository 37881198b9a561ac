"""Names that are drawn for the participants of a workshop. The schema of `bot/knowledge/pseudonyms.yml`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from random import Random
from typing import Annotated

from msgspec import Meta, Struct

FEWEST = 60
"""Words in a list: with two lists thousands of names, so that a full room shows no pattern."""

Word = Annotated[str, Meta(pattern="^[A-Z][a-z]{2,14}$")]
WordList = Annotated[tuple[Word, ...], Meta(min_length=FEWEST)]


class Pseudonyms(Struct, frozen=True, forbid_unknown_fields=True):
    """Two lists of words; a name has one word of each: “Amber Heron”."""

    first: WordList
    second: WordList

    def drawn(self, chance: Random) -> Iterator[str]:
        """All names in an order that `chance` decides, each once; then the same with a number, without end."""
        names = [f"{first} {second}" for first in self.first for second in self.second]
        chance.shuffle(names)
        yield from names
        for number in count(2):
            yield from (f"{name} {number}" for name in names)
