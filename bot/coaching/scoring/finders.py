"""Finds where the words of rules stand: phrases, spaCy token patterns, and cues that must stand together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from bot.coaching.scoring.clauses import Reading
from bot.coaching.scoring.language import Rule
from bot.coaching.scoring.lexicon import Lexicons
from bot.coaching.scoring.patterns import Pattern, TokenPattern, compile_phrase, first_words
from bot.coaching.scoring.reader import Read
from bot.coaching.scoring.spacy_matcher import TokenMatcher


class Hit(NamedTuple):
    """A rule that fired: its id and the words, from `start` up to `end`."""

    rule: str
    start: int
    end: int


_Anchored = tuple[str, Pattern, "frozenset[str] | None", "frozenset[str] | None"]
"""A group, one of its patterns, and the words that can stand before and after its anchor (None: any, or none)."""


class PhraseFinder:
    """Finds named groups of phrases in texts, starting from the words that each cannot do without."""

    def __init__(self, groups: Iterable[tuple[str, Iterable[Pattern]]]) -> None:
        self._anchored: dict[str, list[_Anchored]] = {}
        looked_for: dict[int, frozenset[str]] = {}
        for name, patterns in groups:
            for pattern in patterns:
                looked_for.update({id(step.words): step.words for step in pattern.steps if step.words})
                anchored = (name, pattern, first_words(pattern.left), first_words(pattern.right))
                for anchor in pattern.anchor:
                    self._anchored.setdefault(anchor, []).append(anchored)
        self.words = frozenset(self._anchored).union(*looked_for.values())
        """Every word that a phrase looks for."""

    def find(self, read: Read) -> list[Hit]:
        """Every match within a sentence; of overlapping matches of one group the longest."""
        found: dict[str, list[tuple[int, int, int]]] = {}
        words, reading = read.words, read.reading
        for place, word in enumerate(words):
            anchored = self._anchored.get(word)
            if not anchored:
                continue
            first, last = reading.sentences[reading.at(place).sentence]
            before = words[place - 1] if place > first else None
            after = words[place + 1] if place + 1 < last else None
            for name, pattern, left, right in anchored:
                # Most patterns fall at the word beside their anchor: no need to walk them.
                if (right is not None and after not in right) or (left is not None and before not in left):
                    continue
                span = pattern.match(words, place, first, last)
                if span:
                    found.setdefault(name, []).append((*span, pattern.trailing))
        return [Hit(name, *span) for name, spans in found.items() for span in _longest(spans, reading)]


def _longest(spans: list[tuple[int, int, int]], reading: Reading) -> Iterator[tuple[int, int]]:
    """Spans that do not overlap, the longest first, each with the words after it that belong to what is shown."""
    taken: set[int] = set()
    for start, end, trailing in sorted(set(spans), key=lambda span: (span[0] - span[1], span[0], -span[2])):
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            yield start, max(end, min(reading.at(end - 1).end, end + trailing))


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


class CueFinder:
    """Finds rules of which enough cues stand together, in whatever order."""

    def __init__(self, rules: Iterable[Rule], lexicons: Lexicons, spell: Callable[[str], tuple[str, ...]]) -> None:
        self._rules = {rule.id: rule for rule in rules if rule.cues}
        self._finder = PhraseFinder(
            (f"{rule.id} {number}", compiled(cue.phrases, lexicons, spell))
            for rule in self._rules.values()
            for number, cue in enumerate(rule.cues)
        )

    @property
    def words(self) -> frozenset[str]:
        """Every word that a cue looks for."""
        return self._finder.words

    def met(self, read: Read) -> dict[str, list[Hit]]:
        """For each rule the cues that stand anywhere in a text, each named by its number."""
        met: dict[str, list[Hit]] = {}
        for hit in self._finder.find(read):
            rule, _, number = hit.rule.rpartition(" ")
            met.setdefault(rule, []).append(hit._replace(rule=number))
        return met

    def find(self, read: Read) -> list[Hit]:
        """For each rule the stretches, from the first cue to the last, in which enough of its cues stand."""
        met: dict[tuple[str, int], dict[int, Hit]] = {}
        for hit in sorted(self._finder.find(read), key=lambda hit: (hit.start, hit.end)):
            name, _, number = hit.rule.rpartition(" ")
            rule = self._rules[name]
            for place in _PLACES[rule.together](read.reading, hit.start):
                cues = met.setdefault((name, place), {})
                if not rule.in_order or all(cue in cues for cue in range(int(number))):
                    cues.setdefault(int(number), hit)
        hits = {
            Hit(name, min(cue.start for cue in cues.values()), max(cue.end for cue in cues.values()))
            for (name, _), cues in met.items()
            if _enough(self._rules[name], cues)
        }
        return sorted(hits)


_PLACES: Mapping[str, Callable[[Reading, int], tuple[int, ...]]] = {
    "clause": lambda reading, word: (reading.clause_of[word],),
    "sentence": lambda reading, word: (reading.at(word).sentence,),
    "neighbours": lambda reading, word: (reading.at(word).sentence - 1, reading.at(word).sentence),
    "reply": lambda reading, word: (0,),
}
"""The numbers of the places to which a word belongs. Neighbours go by the first sentence of the two."""


def _enough(rule: Rule, cues: Mapping[int, Hit]) -> bool:
    needed = len(rule.cues) if rule.needed is None else rule.needed
    return len(cues) >= needed and all(number in cues for number, cue in enumerate(rule.cues) if cue.must)


def compiled(phrases: Iterable[str], lexicons: Lexicons, spell: Callable[[str], tuple[str, ...]]) -> list[Pattern]:
    """The patterns of several phrases. Raises ValueError for one that cannot be read."""
    return [pattern for phrase in phrases for pattern in compile_phrase(phrase, lexicons, spell)]
