"""Words that no scenario uses: reads `bot/knowledge/wording.yml` and finds them in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Annotated

from msgspec import Meta, Struct

from bot.library.documents import Document, read_document
from bot.library.faults import Fault, KnowledgeError, faults_in

FILE = "wording.yml"

Text = Annotated[str, Meta(min_length=1, max_length=300)]


class Avoided(Struct, frozen=True, forbid_unknown_fields=True):
    """Phrases that are avoided for one reason."""

    about: Text
    """What is wrong with them: "stock phrases", "slurs"."""
    mend: Text
    """What to write instead."""
    phrases: Annotated[tuple[Text, ...], Meta(min_length=1)]
    """In lower case, with straight apostrophes. An asterisk at the end of a word stands for any ending."""


class Wording(Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """The whole of `wording.yml`."""

    avoid: Annotated[tuple[Avoided, ...], Meta(min_length=1)]

    def found_in(self, text: str) -> Iterator[tuple[str, Avoided]]:
        """The avoided phrases in a text, as they stand there, each with what is wrong with it."""
        plain = re.sub(r"\s+", " ", text.replace("’", "'"))
        for avoided, pattern in self._patterns:
            for match in pattern.finditer(plain):
                yield match[0], avoided

    @cached_property
    def _patterns(self) -> list[tuple[Avoided, re.Pattern[str]]]:
        return [(avoided, re.compile(_any_of(avoided.phrases), re.IGNORECASE)) for avoided in self.avoid]


def _any_of(phrases: tuple[str, ...]) -> str:
    longest_first = sorted(phrases, key=len, reverse=True)
    return r"(?<![\w'])(?:" + "|".join(re.escape(each).replace(r"\*", r"\w*") for each in longest_first) + r")(?!\w)"


def read_wording(knowledge: Path) -> Wording:
    """The words to avoid. Raises KnowledgeError with every fault of the file."""
    document = read_document(knowledge / FILE, Wording)
    faults = list(_faults(document))
    if faults:
        raise KnowledgeError(faults)
    return document.value


def check_wording(knowledge: Path) -> list[Fault]:
    """Every fault of the file."""
    return faults_in(read_wording, knowledge)


def _faults(document: Document[Wording]) -> Iterator[Fault]:
    first: dict[str, tuple[str | int, ...]] = {}
    for group, avoided in enumerate(document.value.avoid):
        for number, phrase in enumerate(avoided.phrases):
            path = ("avoid", group, "phrases", number)
            if phrase != phrase.lower() or "’" in phrase:
                what = f'"{phrase}" would match nothing as it is written'
                yield document.fault(path, what, "Write it in lower case, with straight apostrophes.")
            if phrase in first:
                mend = f"It also stands in line {document.line_of(*first[phrase])}; keep one."
                yield document.fault(path, f'"{phrase}" is there twice', mend)
            first.setdefault(phrase, path)
