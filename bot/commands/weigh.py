"""The points of a score sheet worked out from readings, beside those that it has. For authors of `scores.yml`.

A ridge regression of the scores that readers gave on what the scorer finds says how much higher or lower a reply is
scored where something stands, all else that stands there taken into account. Points that go against the codebook (a
move that helps making its score lower, one that hurts making a score higher) or that are less than one are left out and
the rest is worked out again. The levels are set where the totals agree best with the readings.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import Ridge
from sklearn.metrics import cohen_kappa_score

from bot.coaching.codebook import DIMENSIONS, HELPING, HURTING, Dimension
from bot.coaching.scoring.scorer import Scorer
from bot.coaching.scoring.scores import Situation
from bot.commands.explain import dimensions
from bot.commands.gold import GoldReply, read_gold
from bot.commands.outcome import BadInput
from bot.library import KNOWLEDGE
from bot.library.scoring import read_scoring_rules

POINTS_OF_A_SCORE = 20
LINE = "parent: "
"""What stands before the name of a signal of the parent's line."""
_LEAST_REPLIES = 10
_LEAST_POINTS = 1.0
_PENALTY = 30.0
_KINDLY = frozenset({"give_in", "over_promise"})
"""Moves that hurt a boundary, and yet can be meant and felt as kindness."""


class Weight(NamedTuple):
    """What a move, a sign or a signal of the parent's line makes now, and what it would make."""

    name: str
    replies: int
    mean_with: float
    """The mean score, 0 to 3, of the replies in which it stands."""
    mean_without: float
    now: int
    suggested: int


class Suggestion(NamedTuple):
    """A sheet as the readings would have it."""

    weights: tuple[Weight, ...]
    levels: tuple[int, int, int]
    kappa: float
    """Quadratic weighted agreement where each style was left out while the points were worked out."""


class _Read(NamedTuple):
    """Replies that have a score: what was found in each, the score, and the style."""

    found: list[dict[str, float]]
    scores: Any
    styles: Any


def print_weights(files: Sequence[Path], score: str, as_sheet: bool = False) -> None:
    """Print the suggestion for a score, as a table or as lines for `scores.yml`.

    Raises BadInput for a score that there is not, and for a file that cannot be read.
    """
    (dimension, *more) = dimensions(score) or (None,)
    if dimension is None or more:
        raise BadInput(f'"{score}" is not one score; give one of {", ".join(DIMENSIONS)}')
    suggestion = suggest([reply for file in files for reply in read_gold(file)], dimension)
    if as_sheet:
        sys.stdout.writelines(f"{line}\n" for line in sheet_lines(suggestion))
        return
    from rich.console import Console

    from bot.commands.evaluate_tables import weights

    Console().print(weights(suggestion, dimension))


def suggest(gold: Sequence[GoldReply], dimension: Dimension) -> Suggestion:
    """The points that the first readings suggest. Raises BadInput if they are of fewer than two styles."""
    rules = read_scoring_rules(KNOWLEDGE)
    told_apart = {
        name.partition(".")[0] for each in DIMENSIONS for name in getattr(rules.scores, each).points if "." in name
    }
    read = _read(gold, dimension, Scorer(rules), told_apart)
    if len(set(read.styles)) < 2:
        raise BadInput("Points need replies of two styles or more: what stands before the hyphen of an id.")
    points, start = _fitted(read, _worth_points(read, dimension))
    totals = np.array([sum(points.get(name, 0) for name in found) for found in read.found])
    levels = _levels(totals / POINTS_OF_A_SCORE + start, read.scores)
    first, second, third = (int(np.ceil(round((level - start) * POINTS_OF_A_SCORE, 3))) for level in levels)
    sheet = getattr(rules.scores, dimension)
    now = {**sheet.points, **{LINE + name: made for name, made in sheet.parent.items()}}
    weights = [_weight(name, read, now.get(name, 0), points.get(name, 0)) for name in {**now, **points}]
    return Suggestion(
        tuple(sorted(weights, key=lambda weight: (-weight.suggested, weight.name))),
        (first, second, third),
        _kappa_on_other_styles(read, points),
    )


def sheet_lines(suggestion: Suggestion) -> list[str]:
    """The suggestion as lines of `scores.yml`: moves first, then rules of signs."""
    kept = [weight for weight in suggestion.weights if weight.suggested]
    made = sorted((weight for weight in kept if not weight.name.startswith(LINE)), key=lambda each: "." in each.name)
    line = (f"{each.name.removeprefix(LINE)}: {each.suggested}" for each in kept if each.name.startswith(LINE))
    return [
        "  points:",
        *(f"    {weight.name}: {weight.suggested}" for weight in made),
        f"  parent: {{{', '.join(line)}}}",
        f"  levels: {list(suggestion.levels)}",
    ]


def _read(gold: Sequence[GoldReply], dimension: Dimension, scorer: Scorer, told_apart: Collection[str]) -> _Read:
    """A boundary that is not called for is scored only when it is crossed; those replies would say nothing here."""
    asked = [
        (reply, score)
        for reply in gold
        if (score := reply.readings[0].score(dimension)) is not None
        and (dimension != "boundaries" or dimension in reply.calls_for)
    ]
    return _Read(
        [
            _names(scorer.situation(reply.reply, reply.parent, reply.calls_for), dimension, told_apart)
            for reply, _ in asked
        ],
        np.array([score for _, score in asked]),
        np.array([reply.id.partition("-")[0] for reply, _ in asked]),
    )


def _names(situation: Situation, dimension: Dimension, told_apart: Collection[str]) -> dict[str, float]:
    """What was found: moves, and signs as a whole or, of packs that are `told_apart`, each by its rule."""
    signals = (name for name in situation.signals if dimension != "boundaries" or not name.startswith("calls_for"))
    found = {each.rule if each.move in told_apart else each.move for each in situation.found}
    return dict.fromkeys([*found, *(LINE + name for name in signals)], 1.0)


def _fitted(read: _Read, names: Collection[str]) -> tuple[dict[str, int], float]:
    """Whole points for the names, and the score from which they start."""
    weights, start = _regressed(read, names, np.full(len(read.scores), True))
    return {name: round(weight) for name, weight in weights.items()}, start


def _regressed(read: _Read, names: Collection[str], chosen: Any) -> tuple[dict[str, float], float]:
    vectors = DictVectorizer()
    kept = [{name: 1.0 for name in found if name in names} for found in np.array(read.found)[chosen]]
    model = Ridge(alpha=_PENALTY).fit(vectors.fit_transform(kept), read.scores[chosen])
    weights = zip(vectors.get_feature_names_out(), model.coef_ * POINTS_OF_A_SCORE, strict=True)
    return {str(name): float(weight) for name, weight in weights}, float(model.intercept_)


def _worth_points(read: _Read, dimension: Dimension) -> set[str]:
    """The names that stand often enough, and whose points are one or more and not against the codebook."""
    counted = Counter(name for found in read.found for name in found)
    names = {name for name, count in counted.items() if count >= _LEAST_REPLIES}
    while True:
        weights, _ = _regressed(read, names, np.full(len(read.scores), True))
        dropped = {
            name
            for name, weight in weights.items()
            if abs(weight) < _LEAST_POINTS
            or (weight < 0 and HELPING.get(name) == dimension)
            or (weight > 0 and name in HURTING and not (dimension == "empathy" and name in _KINDLY))
        }
        if not dropped:
            return names
        names -= dropped


def _kappa(scores: Any, totals: Any, levels: Sequence[float]) -> float:
    return float(cohen_kappa_score(scores, np.digitize(totals, levels), weights="quadratic", labels=[0, 1, 2, 3]))


def _levels(totals: Any, scores: Any) -> list[float]:
    """The least totals for 1, 2 and 3 at which totals, on the scale of scores, agree best with the readings."""
    levels = [0.5, 1.5, 2.5]
    for place in (0, 1, 2, 0, 1, 2):
        low = levels[place - 1] if place else -1.0
        high = levels[place + 1] if place < 2 else 4.0
        tried = [level for level in np.arange(-1.0, 4.0, 0.05) if low < level < high]
        levels[place] = max(
            tried, key=lambda level: _kappa(scores, totals, [*levels[:place], level, *levels[place + 1 :]])
        )
    return levels


def _kappa_on_other_styles(read: _Read, names: Collection[str]) -> float:
    totals = np.zeros(len(read.scores))
    for style in sorted(set(read.styles)):
        weights, start = _regressed(read, names, read.styles != style)
        for place in np.flatnonzero(read.styles == style):
            totals[place] = start + sum(weights.get(name, 0.0) for name in read.found[place]) / POINTS_OF_A_SCORE
    return _kappa(read.scores, totals, _levels(totals, read.scores))


def _weight(name: str, read: _Read, now: int, suggested: int) -> Weight:
    there = np.array([name in found for found in read.found])
    means = [float(read.scores[chosen].mean()) if chosen.any() else 0.0 for chosen in (there, ~there)]
    return Weight(name, int(there.sum()), means[0], means[1], now, suggested)
