"""From moves to the three scores, by the sheets of `scores.yml`: points give a first score, rules settle it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from bot.coaching.codebook import DIMENSIONS, Dimension, Scores
from bot.coaching.scoring.language import If, ScoreFile, ScoreRule, ScoreSheet
from bot.coaching.scoring.moves import Found


class Situation(NamedTuple):
    """What a score is decided on."""

    found: tuple[Found, ...]
    """Moves and signs, in the order of their words."""
    signals: frozenset[str]
    """What is in the parent's line."""
    calls_for: frozenset[Dimension]
    words: int

    @property
    def names(self) -> frozenset[str]:
        """The moves and signs that were found, and the rules that found them."""
        return frozenset(name for each in self.found for name in (each.move, each.rule))


class Settled(NamedTuple):
    """A score, and how it came about."""

    score: int | None
    points: tuple[tuple[str, int], ...]
    """What was found and the points that it made, in the order of the sheet."""
    first: int
    """The score that the points gave."""
    rules: tuple[ScoreRule, ...]
    """The rules that moved or settled it, in order."""


class ScoreRules:
    """The score sheets, ready to be applied."""

    def __init__(self, sheets: ScoreFile) -> None:
        self._sheets: dict[Dimension, ScoreSheet] = {name: getattr(sheets, name) for name in DIMENSIONS}

    def score(self, situation: Situation) -> tuple[Scores, dict[Dimension, Settled]]:
        """The scores, and how each came about."""
        names = situation.names
        settled = {dimension: self._settle(dimension, situation, names) for dimension in DIMENSIONS}
        two_way, empathy = settled["two_way"].score, settled["empathy"].score
        assert two_way is not None
        assert empathy is not None
        return Scores(two_way=two_way, empathy=empathy, boundaries=settled["boundaries"].score), settled

    def _settle(self, dimension: Dimension, situation: Situation, names: frozenset[str]) -> Settled:
        sheet = self._sheets[dimension]
        made = tuple(_made(sheet, situation, names))
        total = sum(points for _, points in made)
        first = score = sum(total >= level for level in sheet.levels)
        applied: list[ScoreRule] = []
        for rule in sheet.rules:
            if not _holds(rule.when, dimension, situation, names):
                continue
            before = score
            if rule.not_applicable:
                return Settled(None, made, first, (*applied, rule))
            if rule.score is not None:
                return Settled(rule.score, made, first, (*applied, rule))
            if rule.at_least is not None:
                score = max(score, rule.at_least)
            if rule.at_most is not None:
                score = min(score, rule.at_most)
            if score != before:
                applied.append(rule)
        return Settled(score, made, first, tuple(applied))


def _holds(when: If, dimension: Dimension, situation: Situation, names: frozenset[str]) -> bool:
    """Whether a score rule applies."""
    return (
        (not when.any or not names.isdisjoint(when.any))
        and names.isdisjoint(when.none)
        and (not when.parent or not situation.signals.isdisjoint(when.parent))
        and (when.called_for is None or when.called_for == (dimension in situation.calls_for))
        and (when.words_at_most is None or situation.words <= when.words_at_most)
    )


def _made(sheet: ScoreSheet, situation: Situation, names: frozenset[str]) -> Iterator[tuple[str, int]]:
    """What makes points, each once."""
    yield from ((name, points) for name, points in sheet.points.items() if name in names)
    yield from ((name, points) for name, points in sheet.parent.items() if name in situation.signals)
