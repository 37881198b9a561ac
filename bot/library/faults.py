"""Faults in the knowledge files: where, what, and how to mend it."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from pathlib import Path

from msgspec import Struct


class Fault(Struct, frozen=True, order=True):
    """One fault. `line` counts from 1; `mend` says what to do, and may be empty."""

    file: str
    line: int
    what: str
    mend: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}: {self.what}"
        return f"{place}\n    {self.mend}" if self.mend else place


class KnowledgeError(Exception):
    """Knowledge that cannot be used, with all its faults at once."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


def nearest(word: str, known: Iterable[str], kind: str = "known names") -> str:
    """A remedy for a misspelt name: the nearest known one, and all of them while they are few."""
    names = sorted(known)
    close = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    guess = f'Did you mean "{close[0]}"? ' if close else ""
    listing = f"The {kind} are {', '.join(names)}." if len(names) <= 40 else ""
    return (guess + listing).strip()


def shown(path: Path) -> str:
    """A path as a person would type it from the repository."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def faults_in(read: Callable[[Path], object], knowledge: Path) -> list[Fault]:
    """Every fault that reading a kind of file of a knowledge folder comes upon; empty if it can be read."""
    try:
        read(knowledge)
    except KnowledgeError as error:
        return list(error.faults)
    return []
