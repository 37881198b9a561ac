"""From moves to the three scores, by the rules of `scores.yml` read from top to bottom."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from bot.coaching.codebook import DIMENSIONS, Dimension, Scores
from bot.coaching.scoring.language import If, ScoreFile, ScoreRule
from bot.coaching.scoring.moves import Found, MoveFinder


class Situation(NamedTuple):
    """What a score is decided on."""

    found: tuple[Found, ...]
    """Moves and signs, in the order of their words."""
    signals: frozenset[str]
    """What is in the parent's line."""
    calls_for: frozenset[Dimension]
    questions: int
    """Clauses of the reply that ask."""
    words: int


class ScoreRules:
    """The score rules, ready to be applied."""

    def __init__(self, rules: ScoreFile, moves: MoveFinder) -> None:
        self._rules: dict[Dimension, Sequence[ScoreRule]] = {name: getattr(rules, name) for name in DIMENSIONS}
        self._moves = moves

    def score(self, situation: Situation) -> tuple[Scores, dict[Dimension, tuple[ScoreRule, ...]]]:
        """The scores, and for each the rules that decided it, in order."""
        results: dict[Dimension, int | None] = {}
        trace: dict[Dimension, tuple[ScoreRule, ...]] = {}
        for dimension in DIMENSIONS:
            results[dimension], trace[dimension] = self._settle(dimension, situation)
        two_way, empathy = results["two_way"], results["empathy"]
        assert two_way is not None
        assert empathy is not None
        return Scores(two_way=two_way, empathy=empathy, boundaries=results["boundaries"]), trace

    def _settle(self, dimension: Dimension, situation: Situation) -> tuple[int | None, tuple[ScoreRule, ...]]:
        score = 1
        applied: list[ScoreRule] = []
        for rule in self._rules[dimension]:
            if not self._holds(rule.when, dimension, situation):
                continue
            before = score
            if rule.not_applicable:
                return None, (*applied, rule)
            if rule.score is not None:
                return rule.score, (*applied, rule)
            if rule.at_least is not None:
                score = max(score, rule.at_least)
            if rule.at_most is not None:
                score = min(score, rule.at_most)
            if score != before:
                applied.append(rule)
        return score, tuple(applied)

    def _holds(self, when: If, dimension: Dimension, situation: Situation) -> bool:
        names = {each.move for each in situation.found}
        return (
            (not when.any or not names.isdisjoint(when.any))
            and all(not names.isdisjoint(group) for group in when.both)
            and names.isdisjoint(when.none)
            and (not when.last or self._last(dimension, situation.found) in when.last)
            and (not when.parent or not situation.signals.isdisjoint(when.parent))
            and (when.called_for is None or when.called_for == (dimension in situation.calls_for))
            and (when.questions_at_least is None or situation.questions >= when.questions_at_least)
            and (when.words_at_most is None or situation.words <= when.words_at_most)
            and (when.words_at_least is None or situation.words >= when.words_at_least)
        )

    def _last(self, dimension: Dimension, found: Collection[Found]) -> str | None:
        of_dimension = [each for each in found if self._moves.dimension(each.move) == dimension]
        return max(of_dimension, key=lambda each: each.end).move if of_dimension else None
