"""Reads the sources and the strategies that rest on them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.coaching.codebook import HELPING, SourceKey
from bot.coaching.feedback.strategy import Source, Strategy
from bot.library.documents import Document, read_document
from bot.library.faults import Fault, KnowledgeError, faults_in, nearest
from bot.library.places import wrong_places

SOURCES = "sources.yml"
STRATEGIES = "strategies.yml"


def read_sources(knowledge: Path) -> dict[SourceKey, Source]:
    """The sources by their keys. Raises KnowledgeError if the file cannot be used."""
    return dict(read_document(knowledge / SOURCES, dict[SourceKey, Source]).value)


def read_strategies(knowledge: Path) -> dict[str, Strategy]:
    """The strategies by their ids. Raises KnowledgeError with every fault if they or the sources cannot be used."""
    faults: list[Fault] = []
    sources: dict[SourceKey, Source] | None = None
    try:
        sources = read_sources(knowledge)
    except KnowledgeError as error:
        faults += error.faults
    try:
        document = read_document(knowledge / STRATEGIES, dict[str, Strategy])
    except KnowledgeError as error:
        raise KnowledgeError([*faults, *error.faults]) from error
    faults += _faults_of(document, sources)
    if faults:
        raise KnowledgeError(faults)
    return dict(document.value)


def check_strategies(knowledge: Path) -> list[Fault]:
    """Every fault of the sources and the strategies."""
    return faults_in(read_strategies, knowledge)


def _faults_of(document: Document[dict[str, Strategy]], sources: Mapping[SourceKey, Source] | None) -> Iterator[Fault]:
    shown: set[str] = set()
    for id, strategy in document.value.items():
        if sources is not None and strategy.source not in sources:
            what = f'strategy "{id}" rests on source "{strategy.source}", which {SOURCES} does not have'
            yield document.fault((id, "source"), what, nearest(strategy.source, sources, "sources"))
        for position, move in enumerate(strategy.moves):
            if move in HELPING:
                shown.add(move)
            else:
                what = f'strategy "{id}" is shown by move "{move}", which is not a move that helps'
                yield document.fault((id, "moves", position), what, nearest(move, HELPING, "moves that help"))
        yield from wrong_places(document, (id, "example"), strategy.example, ("child", "parent"))
        for tempts, example in strategy.example_for.items():
            yield from wrong_places(document, (id, "example_for", tempts), example, ("child", "parent"))
    for move in sorted(HELPING.keys() - shown):
        what = f'no strategy is shown by move "{move}"'
        yield document.fault((), what, 'Add it to the "moves" of the strategy that it belongs to.')
