"""What a simulated trainee keeps of their talks: every word marked as theirs, every answer they were given."""

from __future__ import annotations

import re
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

MARK = re.compile(r"\(note (\d+)-(\d+)-(\d+)\)")
"""At the end of whatever a trainee says: trainee, talk, and the number of the reply. No two are the same."""


def marked(words: str, trainee: int, talk: int, number: int) -> str:
    """The words of that trainee in that talk, so that they are known wherever they turn up."""
    return f"{words} (note {trainee}-{talk}-{number})"


def marks_in(text: str) -> list[tuple[int, int, int]]:
    """All marks in a text, in order."""
    return [(int(trainee), int(talk), int(number)) for trainee, talk, number in MARK.findall(text)]


@dataclass(frozen=True)
class Said:
    """A reply that was acknowledged: what was said under which name, when, and the answer to it."""

    client_id: str
    text: str
    answer: dict[str, Any]
    at: float
    """The moment in which the answer came, by the monotonic clock."""
    tries: int
    """How often it was sent before it was answered."""

    @property
    def turn(self) -> int:
        """The number that the product gave it."""
        return int(self.answer["turn"])


@dataclass
class Talk:
    """One talk of a trainee with a parent, as the trainee saw it."""

    trainee: int
    number: int
    scenario: str
    seed: int
    session: str
    token: str
    opened: dict[str, Any]
    said: list[Said] = field(default_factory=list)
    underway: str | None = None
    """The words that were sent and not acknowledged when the trainee gave up or was called away."""
    wrong: list[str] = field(default_factory=list)
    """What the trainee noticed at once: an answer to somebody else's words, a number that does not follow."""
    over: bool = False

    @property
    def path(self) -> str:
        """Its place in the interface."""
        return f"/api/sessions/{self.session}"

    @property
    def own(self) -> dict[str, str]:
        """What a request has to bring."""
        return {"Authorization": f"Bearer {self.token}"}

    def acknowledged(self, said: Said) -> None:
        """Note an answer."""
        answer, expected = said.answer, len(self.said) + 1
        if answer["client_id"] != said.client_id or answer["reply"] != said.text:
            self.wrong.append(f"reply {expected} was answered as if something else had been said")
        self.said.append(said)
        self.over = self.over or answer["ended"] is not None


@dataclass
class Ledger:
    """All talks of all trainees, and what they met with on the way."""

    talks: list[Talk] = field(default_factory=list)
    met: Counter[str] = field(default_factory=Counter)
    """What came instead of an answer, and how often; each time the same was sent again."""
    stuck: list[str] = field(default_factory=list)
    """Who could not go on, and why."""
    longest_wait: float = 0.0
    """Seconds that a trainee waited at most, all tries together."""
    began: float = field(default_factory=time.monotonic)

    @property
    def acknowledged(self) -> int:
        """How many replies were answered in all talks."""
        return sum(len(talk.said) for talk in self.talks)
