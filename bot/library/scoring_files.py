"""Reads the files of the scorer: rules, lexicons, guards, signals, spelling, topics, scores, reasons, proposals."""

from __future__ import annotations

import gzip
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from bot.coaching.scoring.language import (
    GuardFile,
    LexiconFile,
    Pack,
    ProposalRules,
    ReasonFile,
    ScoreFile,
    ScoringRules,
    SignalFile,
    Spelling,
    TopicFile,
)
from bot.library.documents import Document, read_document
from bot.library.faults import Fault, KnowledgeError

T = TypeVar("T", bound=Struct)


class ScoringFiles(Struct):
    """The documents of the scorer, with the way back to their lines."""

    packs: list[Document[Pack]]
    lexicons: list[Document[LexiconFile]]
    guards: Document[GuardFile]
    signals: Document[SignalFile]
    spelling: Document[Spelling]
    topics: Document[TopicFile]
    scores: Document[ScoreFile]
    reasons: Document[ReasonFile]
    proposals: Document[ProposalRules]

    def rules(self) -> ScoringRules:
        """What the scorer works with."""
        return ScoringRules(
            packs=tuple(document.value for document in self.packs),
            lexicons=tuple(lexicon for document in self.lexicons for lexicon in document.value.lexicons),
            guards=self.guards.value.guards,
            signals=self.signals.value.signals,
            spelling=self.spelling.value,
            topics=self.topics.value.topics,
            scores=self.scores.value,
            reasons=self.reasons.value,
            proposals=self.proposals.value,
            lemmas=lemmas(),
            english=english_words(),
        )


@lru_cache(maxsize=1)
def lemmas() -> dict[str, str]:
    """English word forms and their dictionary forms, from spaCy's tables."""
    found: dict[str, str] = _table("en_lemma_lookup")
    return found


@lru_cache(maxsize=1)
def english_words() -> frozenset[str]:
    """English dictionary forms, from spaCy's tables; those of two letters are mostly abbreviations and left out."""
    return frozenset(word for words in _table("en_lemma_index").values() for word in words if len(word) > 2)


def _table(name: str) -> Any:
    """One of spaCy's tables of English."""
    with (resources.files("spacy_lookups_data") / "data" / f"{name}.json.gz").open("rb") as file:
        return msgspec.json.decode(gzip.decompress(file.read()))


def read_scoring_files(knowledge: Path) -> ScoringFiles:
    """All files of the scorer. Raises KnowledgeError with the faults of all of them at once."""
    faults: list[Fault] = []

    def read(file: Path, schema: type[T]) -> Any:
        try:
            return read_document(file, schema)
        except KnowledgeError as error:
            faults.extend(error.faults)
            return None

    files = {
        "packs": [read(file, Pack) for file in sorted((knowledge / "moves").glob("*.yml"))],
        "lexicons": [read(file, LexiconFile) for file in sorted((knowledge / "lexicons").glob("*.yml"))],
        "guards": read(knowledge / "guards.yml", GuardFile),
        "signals": read(knowledge / "signals.yml", SignalFile),
        "spelling": read(knowledge / "spelling.yml", Spelling),
        "topics": read(knowledge / "topics.yml", TopicFile),
        "scores": read(knowledge / "scores.yml", ScoreFile),
        "reasons": read(knowledge / "reasons.yml", ReasonFile),
        "proposals": read(knowledge / "proposals.yml", ProposalRules),
    }
    if faults:
        raise KnowledgeError(faults)
    return ScoringFiles(**files)
