"""Reads `pseudonyms.yml`: the words of which names for participants are made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.coaching.pseudonyms import Pseudonyms
from bot.library.documents import Document, read_document
from bot.library.faults import Fault, KnowledgeError, faults_in

FILE = "pseudonyms.yml"


def read_pseudonyms(knowledge: Path) -> Pseudonyms:
    """The words for names. Raises KnowledgeError with every fault of the file."""
    document = read_document(knowledge / FILE, Pseudonyms)
    faults = list(_faults(document))
    if faults:
        raise KnowledgeError(faults)
    return document.value


def check_pseudonyms(knowledge: Path) -> list[Fault]:
    """Every fault of the file: its schema, and words that are there twice."""
    return faults_in(read_pseudonyms, knowledge)


def _faults(document: Document[Pseudonyms]) -> Iterator[Fault]:
    seen: set[str] = set()
    for part in ("first", "second"):
        for number, word in enumerate(getattr(document.value, part)):
            if word in seen:
                yield document.fault(
                    (part, number), f'"{word}" is there twice', "Take one away, or write another word."
                )
            seen.add(word)
