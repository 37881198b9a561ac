"""Finds where the words of rules stand: phrases, and spaCy token patterns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set
from typing import NamedTuple

from bot.coaching.scoring.clauses import Reading
from bot.coaching.scoring.lexicon import Lexicons
from bot.coaching.scoring.patterns import TokenPattern, compile_phrase
from bot.coaching.scoring.places import Hit
from bot.coaching.scoring.reader import Read
from bot.coaching.scoring.spacy_matcher import TokenMatcher
from bot.coaching.scoring.steps import Pattern, first_words

_FEW = 40
"""Up to so many words that can stand beside an anchor, a pattern is filed under each pair of its anchor and one."""


class _Filed(NamedTuple):
    """A pattern, and what is known of it before it is walked."""

    pattern: Pattern
    before: Set[str] | None
    """The words that can stand before its anchor; None for any word, or none."""
    after: Set[str] | None
    near: bool
    """Whether it ends at the words beside its anchor: once they fit, it matches."""
    groups: list[tuple[int, str, int]]
    """The groups that hold it, each after its place among the patterns of all groups; and the words that trail it."""


_Span = tuple[int, int, int]
"""Where a match starts and ends, and how many words after it belong to what is shown."""


class _Shelf(NamedTuple):
    """What is filed under an anchor."""

    alone: list[_Filed]
    before: dict[str, list[_Filed]]
    """What is filed under it together with the word before it."""
    after: dict[str, list[_Filed]]

    def between(self, before: str, after: str) -> list[_Filed]:
        """What can match between two words; "" at the edge of a sentence."""
        found = self.alone
        if after in self.after:
            found = found + self.after[after]
        if before in self.before:
            found = found + self.before[before]
        return found


class PhraseFinder:
    """Finds named groups of phrases in texts, starting from the words that each cannot do without.

    Most anchors of a text stand beside a word that does not belong there. Patterns are therefore filed by their
    anchor together with the word before or after it wherever that can be one of a few words only, and a pattern that
    several groups hold is filed once.
    """

    def __init__(self, groups: Iterable[tuple[str, Iterable[Pattern]]]) -> None:
        self._shelves: dict[str, _Shelf] = {}
        filed: dict[int, _Filed] = {}
        number = 0
        for name, patterns in groups:
            for pattern in patterns:
                number += 1
                known = filed.get(id(pattern))
                if known is None:
                    known = filed[id(pattern)] = _filed(pattern)
                    self._file(known)
                known.groups.append((number, name, pattern.trailing))
        steps = {id(step): step for each in filed.values() for step in each.pattern.left + each.pattern.right}
        looked_for = {id(single.words): single.words for step in steps.values() for single in step.single()}
        anchors = {id(each.pattern.anchor): each.pattern.anchor for each in filed.values()}
        self.words = frozenset[str]().union(*anchors.values(), *filter(None, looked_for.values()))
        """Every word that a phrase looks for."""

    def _file(self, filed: _Filed) -> None:
        before, after = filed.before, filed.after
        by_after = after is not None and len(after) <= _FEW and (before is None or len(after) <= len(before))
        by_before = not by_after and before is not None and len(before) <= _FEW
        for anchor in filed.pattern.anchor:
            shelf = self._shelves.setdefault(anchor, _Shelf([], {}, {}))
            if by_after or by_before:
                beside = shelf.after if by_after else shelf.before
                for word in (after if by_after else before) or ():
                    beside.setdefault(word, []).append(filed)
            else:
                shelf.alone.append(filed)

    def find(self, read: Read) -> list[Hit]:
        """Every match within a sentence; of overlapping matches of one group the longest."""
        found: dict[str, list[_Span]] = {}
        words, reading, shelves = read.words, read.reading, self._shelves
        for first, last in reading.sentences:
            for place in range(first, last):
                shelf = shelves.get(words[place])
                if shelf is None:
                    continue
                before = words[place - 1] if place > first else ""
                after = words[place + 1] if place + 1 < last else ""
                here = []
                for filed in shelf.between(before, after):
                    pattern, left, right, near, groups = filed
                    if (right is not None and after not in right) or (left is not None and before not in left):
                        continue
                    if near:
                        start, end = place - len(pattern.left), place + 1 + len(pattern.right)
                        here += [(*group, start, end) for group in groups]
                    elif (span := pattern.match(words, place, first, last)) is not None:
                        here += [(*group, *span) for group in groups]
                if len(here) > 1:
                    here.sort()
                for _, name, trailing, start, end in here:
                    found.setdefault(name, []).append((start, end, trailing))
        hits = []
        for name, spans in found.items():
            start, end, trailing = spans[0]
            if trailing or len(spans) > 1:
                hits += [Hit(name, *span) for span in _longest(spans, reading)]
            else:
                hits.append(Hit(name, start, end))
        return hits


def _filed(pattern: Pattern) -> _Filed:
    near = all(len(steps) <= 1 and all(step.is_word for step in steps) for steps in (pattern.left, pattern.right))
    return _Filed(pattern, first_words(pattern.left), first_words(pattern.right), near, [])


def _longest(spans: list[_Span], reading: Reading) -> Iterator[tuple[int, int]]:
    """Spans that do not overlap, the longest first, each with the words after it that belong to what is shown."""
    taken: set[int] = set()
    for start, end, trailing in sorted(set(spans), key=lambda span: (span[0] - span[1], span[0], -span[2])):
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            yield start, max(end, min(reading.at(end - 1).end, end + trailing)) if trailing else end


class TokenFinder:
    """Finds named groups of spaCy token patterns, trying only those of which an indispensable word is there."""

    def __init__(self, groups: Iterable[tuple[str, Iterable[TokenPattern]]]) -> None:
        self._anchored: dict[str, list[str]] = {}
        self._always: list[str] = []
        self._matchers: dict[str, TokenMatcher] = {}
        for name, patterns in groups:
            listed = list(patterns)
            if not listed:
                continue
            self._matchers[name] = TokenMatcher(pattern.tokens for pattern in listed)
            if any(not pattern.anchors for pattern in listed):
                self._always.append(name)
                continue
            for anchor in frozenset().union(*(pattern.anchors for pattern in listed)):
                self._anchored.setdefault(anchor, []).append(name)

    def find(self, read: Read) -> list[Hit]:
        """Every match that lies within one sentence."""
        names = dict.fromkeys(self._always)
        for word in dict.fromkeys(read.words):
            names.update(dict.fromkeys(self._anchored.get(word, ())))
        reading = read.reading
        return [
            Hit(name, start, end)
            for name in names
            for start, end in self._matchers[name].find(read.words, read.lemmas)
            if reading.at(start).sentence == reading.at(end - 1).sentence
        ]


def compiled(phrases: Iterable[str], lexicons: Lexicons, spell: Callable[[str], tuple[str, ...]]) -> list[Pattern]:
    """The patterns of several phrases. Raises ValueError for one that cannot be read."""
    return [pattern for phrase in phrases for pattern in compile_phrase(phrase, lexicons, spell)]
