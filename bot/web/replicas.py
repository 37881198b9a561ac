"""Several places that do the same: which is asked next, and which is left alone for a while."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

LEFT_ALONE = 5.0
"""Seconds for which a place that gave no answer is only asked if all others give none either."""


class Replicas:
    """Addresses of which any will do."""

    def __init__(self, addresses: Sequence[str]) -> None:
        self.addresses = tuple(addresses)
        self._busy: Counter[str] = Counter()
        self._asked: dict[str, int] = {}
        self._questions = 0
        self._left_alone_until: dict[str, float] = {}

    def in_order(self) -> list[str]:
        """In which order to ask: who answers before who lately did not, then who has the least to do, then in turn."""
        now = time.monotonic()

        def rank(address: str) -> tuple[bool, int, int]:
            left_alone = self._left_alone_until.get(address, now) > now
            return left_alone, self._busy[address], self._asked.get(address, 0)

        return sorted(self.addresses, key=rank)

    @contextmanager
    def asking(self, address: str) -> Iterator[None]:
        """Note that a question is on its way to that address meanwhile."""
        self._questions += 1
        self._asked[address] = self._questions
        self._busy[address] += 1
        try:
            yield
        finally:
            self._busy[address] -= 1

    def gave_no_answer(self, address: str) -> None:
        """Leave it alone for a while."""
        self._left_alone_until[address] = time.monotonic() + LEFT_ALONE

    def answered(self, address: str) -> None:
        """It is well."""
        self._left_alone_until.pop(address, None)
