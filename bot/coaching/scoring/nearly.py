"""Phrases that nearly matched: how far each came in a text, and on which word it broke off."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

from bot.coaching.scoring.language import Rule
from bot.coaching.scoring.lexicon import Lexicons
from bot.coaching.scoring.patterns import Pattern, Step, compile_phrase, is_everyday
from bot.coaching.scoring.rules import Read

_EVERYDAY = 0.4
"""What an everyday word counts beside a word of content when it is told how near a phrase came."""
_NEAR = 0.55
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


class NearFinder:
    """Finds phrases that nearly match. Made for authors: it tries everything and takes its time."""

    def __init__(self, rules: Iterable[Rule], lexicons: Lexicons, spell: Callable[[str], tuple[str, ...]]) -> None:
        self._anchored: dict[str, list[tuple[str, str, Pattern]]] = {}
        for rule in rules:
            for phrase in rule.phrases:
                for pattern in compile_phrase(phrase, lexicons, spell):
                    for anchor in pattern.anchor:
                        self._anchored.setdefault(anchor, []).append((rule.id, phrase, pattern))

    def find(self, read: Read, without: Collection[str]) -> list[NearMatch]:
        """For each rule, those `without` left out, the phrase that came nearest; the nearest rule first."""
        best: dict[str, NearMatch] = {}
        for place, word in enumerate(read.words):
            first, last = read.reading.sentences[read.reading.at(place).sentence]
            for rule, phrase, pattern in self._anchored.get(word, ()):
                if rule in without:
                    continue
                near = _near(rule, phrase, pattern, read.words, place, first, last)
                if near and (rule not in best or near.share > best[rule].share):
                    best[rule] = near
        return sorted(best.values(), key=lambda near: (-near.share, near.start, near.rule))


def _near(
    rule: str, phrase: str, pattern: Pattern, words: Sequence[str], place: int, first: int, last: int
) -> NearMatch | None:
    left = _reach(pattern.left, 0, words, place - 1, first - 1, -1)
    right = _reach(pattern.right, 0, words, place + 1, last, 1)
    own = _EVERYDAY if is_everyday(pattern.anchor) else 1.0
    whole = own + sum(_weight(step) for step in pattern.left + pattern.right)
    share = min((own + left.weight + right.weight) / whole, 1.0)
    before = left.failed is not None
    wanted = left.failed or right.failed
    if wanted is None or share < _NEAR:
        return None
    edge = left.place if before else right.place
    found = words[edge] if first <= edge < last else None
    return NearMatch(rule, phrase, share, left.place + 1, right.place, wanted, before, found)


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
