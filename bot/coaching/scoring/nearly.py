"""Phrases that nearly matched: how far each came in a text, and on which word it broke off."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from bot.coaching.scoring.language import Rule
from bot.coaching.scoring.lexicon import Lexicons
from bot.coaching.scoring.patterns import compile_phrase, is_everyday
from bot.coaching.scoring.reader import Read
from bot.coaching.scoring.steps import Step

_EVERYDAY = 0.4
"""What an everyday word counts beside a word of content when it is told how near a phrase came."""
_NEAR = 0.5
"""How much of a phrase must be there, from 0 to 1, to speak of it."""


class NearMatch(NamedTuple):
    """A phrase that broke off."""

    rule: str
    phrase: str
    share: float
    """How much of the phrase is there, from 0 to 1; words of content count most."""
    start: int
    end: int
    wanted: Step
    """What the phrase looks for next."""
    before: bool
    """Whether it looks for it before the words from `start` to `end`, and not after them."""
    found: str | None
    """The word that stands there; None at the edge of the sentence."""


class _Reach(NamedTuple):
    """How far steps come: what they weigh, the place at which they end, and the first that does not fit."""

    weight: float
    place: int
    failed: Step | None


class _Row(NamedTuple):
    """A pattern as one row of steps, from left to right."""

    rule: str
    phrase: str
    steps: tuple[Step, ...]


class NearFinder:
    """Finds phrases that nearly match. Made for authors: it tries everything and takes its time."""

    def __init__(self, rules: Iterable[Rule], lexicons: Lexicons, spell: Callable[[str], tuple[str, ...]]) -> None:
        self._rows = [
            _Row(rule.id, phrase, (*map(_turned, pattern.left[::-1]), Step(pattern.anchor), *pattern.right))
            for rule in rules
            for phrase in rule.phrases
            for pattern in compile_phrase(phrase, lexicons, spell)
        ]

    def find(self, read: Read, without: Collection[str]) -> list[NearMatch]:
        """For each rule, those `without` left out, the phrase that came nearest; the nearest rule first."""
        best: dict[str, NearMatch] = {}
        said = frozenset(read.words)
        for row in self._rows:
            if row.rule in without or not _could_be_near(row, said):
                continue
            for near in _tries(row, read):
                if row.rule not in best or near.share > best[row.rule].share:
                    best[row.rule] = near
        return sorted(best.values(), key=lambda near: (-near.share, near.start, near.rule))


def _could_be_near(row: _Row, said: frozenset[str]) -> bool:
    """Whether enough words of a row stand anywhere in a text."""
    there = sum(
        weight
        for step in row.steps
        if (weight := _weight(step)) and (step.words is None or not step.words.isdisjoint(said))
    )
    return there >= _NEAR * sum(map(_weight, row.steps))


def _tries(row: _Row, read: Read) -> Iterator[NearMatch]:
    """What comes of trying a row from each of its words that stands in the text."""
    for number, step in enumerate(row.steps):
        if step.words is None or step.optional or step.barred:
            continue
        left = tuple(_turned(each) for each in row.steps[:number][::-1])
        for place, word in enumerate(read.words):
            if word in step.words:
                near = _near(row, left, step, row.steps[number + 1 :], read, place)
                if near:
                    yield near


def _near(
    row: _Row, left: tuple[Step, ...], anchor: Step, right: tuple[Step, ...], read: Read, place: int
) -> NearMatch | None:
    first, last = read.reading.sentences[read.reading.at(place).sentence]
    before = _reach(left, 0, read.words, place - 1, first - 1, -1)
    after = _reach(right, 0, read.words, place + 1, last, 1)
    share = (_weight(anchor) + before.weight + after.weight) / sum(map(_weight, row.steps))
    backwards = before.failed is not None
    wanted = before.failed or after.failed
    if wanted is None or share < _NEAR:
        return None
    edge = before.place if backwards else after.place
    found = read.words[edge] if first <= edge < last else None
    return NearMatch(row.rule, row.phrase, min(share, 1.0), before.place + 1, after.place, wanted, backwards, found)


def _turned(step: Step) -> Step:
    """A step to be walked the other way."""
    if step.heads is None:
        return step
    rows = (*step.ways, *dict.fromkeys(row for rows in step.heads.values() for row in rows))
    return Step(None, ways=tuple(row[::-1] for row in rows), heads={})


def _weight(step: Step) -> float:
    if step.heads is not None:
        rows = (*step.ways, *(row for rows in step.heads.values() for row in rows))
        return min(sum(_weight(each) for each in row) for row in rows)
    if step.optional or step.barred or step.words is None:
        return 0.0
    return _EVERYDAY if is_everyday(step.words) else 1.0


def _reach(steps: tuple[Step, ...], at: int, words: Sequence[str], place: int, stop: int, way: int) -> _Reach:
    """The furthest that the steps come, going one way."""
    if at == len(steps):
        return _Reach(0.0, place, None)
    step = steps[at]
    if step.heads is not None:
        rows = step.open_ways(words[place] if place != stop else None)
        tries = [_reach(row + steps[at + 1 :], 0, words, place, stop, way) for row in rows]
        return max(tries, key=_furthest, default=_Reach(0.0, place, step))
    if step.gap:
        furthest = min(step.gap, (stop - place) * way)
        tries = [_reach(steps, at + 1, words, place + way * count, stop, way) for count in range(furthest + 1)]
        return max(tries, key=_furthest)
    ways = []
    if place != stop and step.fits(words[place]):
        rest = _reach(steps, at + 1, words, place + way, stop, way)
        ways.append(rest._replace(weight=rest.weight + _weight(step)))
    if step.optional:
        ways.append(_reach(steps, at + 1, words, place, stop, way))
    return max(ways, key=_furthest, default=_Reach(0.0, place, step))


def _furthest(reach: _Reach) -> tuple[bool, float]:
    return reach.failed is None, reach.weight
