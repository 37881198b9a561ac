"""Reads `difficulties.yml`, and checks that whatever a trainee finds hard leads to something that helps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.coaching.feedback.difficulties import DifficultyFinder, NamedDifficulty
from bot.coaching.feedback.strategy import Strategy
from bot.coaching.roleplay.line import Id
from bot.coaching.roleplay.scenario import Scenario
from bot.coaching.scoring.language import ScoringRules
from bot.coaching.scoring.patterns import compile_phrase
from bot.coaching.scoring.vocabulary import LEXICONS, Vocabulary
from bot.library.documents import Document, read_document
from bot.library.faults import Fault, KnowledgeError, nearest

FILE = "difficulties.yml"
HEARD_FIRST = 2
"""A difficulty's examples must put it among the first so many: people often name two at once."""


def read_difficulties(knowledge: Path) -> dict[str, NamedDifficulty]:
    """The difficulties by their ids, in the order of the file. Raises KnowledgeError with every fault of it."""
    return dict(_document(knowledge).value)


def check_difficulties(
    knowledge: Path,
    scenarios: Mapping[str, Scenario],
    strategies: Mapping[str, Strategy],
    rules: ScoringRules | None,
) -> list[Fault]:
    """Every fault of the file.

    Its schema, names of what does not exist, and scenarios that practise none of the strategies that help. With
    `rules` also phrases that cannot be read, and examples that are not told from other difficulties.
    """
    try:
        document = _document(knowledge)
    except KnowledgeError as error:
        return list(error.faults)
    faults = [*_unknown(document, scenarios, strategies)]
    if rules is not None:
        vocabulary = Vocabulary(rules, LEXICONS)
        broken = list(_broken_ways(document, vocabulary))
        faults += broken
        if not faults:
            faults += _misheard(document, DifficultyFinder(document.value, scenarios, vocabulary))
    return faults


def _document(knowledge: Path) -> Document[dict[str, NamedDifficulty]]:
    return read_document(knowledge / FILE, dict[Id, NamedDifficulty])


def _unknown(
    document: Document[dict[str, NamedDifficulty]],
    scenarios: Mapping[str, Scenario],
    strategies: Mapping[str, Strategy],
) -> Iterator[Fault]:
    """Strategies and scenarios that do not exist, or do not belong together."""
    for id, difficulty in document.value.items():
        for position, strategy in enumerate(difficulty.strategies):
            if strategy not in strategies:
                what = f'strategy "{strategy}" does not exist'
                yield document.fault((id, "strategies", position), what, nearest(strategy, strategies, "strategies"))
        for name in difficulty.scenarios:
            path = (id, "scenarios", name)
            if name not in scenarios:
                yield document.fault(path, f'scenario "{name}" does not exist', nearest(name, scenarios, "scenarios"))
            elif not set(difficulty.strategies) & set(scenarios[name].strategies):
                what = f'scenario "{name}" practises none of the strategies of "{id}"'
                mend = (
                    f"Name one of its own, or another scenario. It practises {', '.join(scenarios[name].strategies)}."
                )
                yield document.fault(path, what, mend)


def _broken_ways(document: Document[dict[str, NamedDifficulty]], vocabulary: Vocabulary) -> Iterator[Fault]:
    def problem(way: str) -> str:
        try:
            compile_phrase(way, vocabulary.lexicons, vocabulary.phrase)
        except ValueError as error:
            return str(error)
        return ""

    for id, difficulty in document.value.items():
        for position, way in enumerate(difficulty.ways):
            if found := problem(way):
                mend = "See the notation in bot/coaching/scoring/patterns.py."
                yield document.fault((id, "ways", position), found, mend)


def _misheard(document: Document[dict[str, NamedDifficulty]], finder: DifficultyFinder) -> Iterator[Fault]:
    for id, difficulty in document.value.items():
        for position, example in enumerate(difficulty.examples):
            heard = finder.hear(example).difficulties
            if id not in heard[:HEARD_FIRST]:
                what = f'"{example}" is heard as {", ".join(heard) or "nothing"} rather than {id}'
                yield document.fault((id, "examples", position), what, "Add a way of saying it, or mend the example.")
