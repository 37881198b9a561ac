"""Finds where the words of rules stand: phrases, spaCy token patterns, and cues that must stand together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from bot.coaching.scoring.clauses import Reading
from bot.coaching.scoring.language import Rule, Where
from bot.coaching.scoring.lexicon import Lexicons
from bot.coaching.scoring.patterns import Pattern, TokenPattern, compile_phrase, first_words
from bot.coaching.scoring.places import Hit, holds
from bot.coaching.scoring.reader import Read
from bot.coaching.scoring.spacy_matcher import TokenMatcher

_ANYWHERE = Where()

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
        cues = [(f"{rule.id} {number}", cue) for rule in self._rules.values() for number, cue in enumerate(rule.cues)]
        self._where = {name: cue.where for name, cue in cues if cue.where != _ANYWHERE}
        self._shapes = [name for name, cue in cues if not cue.phrases]
        self._finder = PhraseFinder((name, compiled(cue.phrases, lexicons, spell)) for name, cue in cues)

    @property
    def words(self) -> frozenset[str]:
        """Every word that a cue looks for."""
        return self._finder.words

    def met(self, read: Read) -> dict[str, list[Hit]]:
        """For each rule the cues that stand anywhere in a text, in the order of their words, named by their numbers."""
        clauses = [(clause.start, clause.end) for clause in read.reading.clauses if clause.start < clause.end]
        found = [*self._finder.find(read), *(Hit(name, *span) for name in self._shapes for span in clauses)]
        met: dict[str, list[Hit]] = {}
        for hit in sorted(found, key=lambda hit: (hit.start, hit.end)):
            if hit.rule in self._where and not holds(self._where[hit.rule], hit, read):
                continue
            rule, _, number = hit.rule.rpartition(" ")
            met.setdefault(rule, []).append(hit._replace(rule=number))
        return met

    def find(self, read: Read) -> list[Hit]:
        """For each rule the stretches, from the first cue to the last, in which its cues make enough points."""
        hits = set()
        for name, met in self.met(read).items():
            rule = self._rules[name]
            places: dict[int, list[Hit]] = {}
            for cue in met:
                for place in _PLACES[rule.together](read.reading, cue.start):
                    standing = places.setdefault(place, [])
                    if not rule.in_order or {int(other.rule) for other in standing}.issuperset(range(int(cue.rule))):
                        standing.append(cue)
            for standing in places.values():
                if _enough(rule, standing):
                    hits.add(Hit(name, *_shown(rule, standing, read.reading)))
        return sorted(hits)


_PLACES: Mapping[str, Callable[[Reading, int], tuple[int, ...]]] = {
    "clause": lambda reading, word: (reading.clause_of[word],),
    "sentence": lambda reading, word: (reading.at(word).sentence,),
    "neighbours": lambda reading, word: (reading.at(word).sentence - 1, reading.at(word).sentence),
    "reply": lambda reading, word: (0,),
}
"""The numbers of the places to which a word belongs. Neighbours go by the first sentence of the two."""


def points(rule: Rule, met: Iterable[Hit]) -> int:
    """The points that the cues of a rule make, each counted once, however often it stands there."""
    return sum(rule.cues[number].points for number in {int(hit.rule) for hit in met})


def _enough(rule: Rule, met: Sequence[Hit]) -> bool:
    numbers = {int(hit.rule) for hit in met}
    musts = (number for number, cue in enumerate(rule.cues) if cue.must)
    return points(rule, met) >= rule.points_needed and numbers.issuperset(musts)


def _shown(rule: Rule, met: Iterable[Hit], reading: Reading) -> tuple[int, int]:
    """From the first cue that speaks for a rule to the last; in a whole reply, those of the sentence that says most."""
    telling = [hit for hit in met if rule.cues[int(hit.rule)].points > 0]
    if rule.together == "reply" and not any(cue.must for cue in rule.cues):
        sentences: dict[int, list[Hit]] = {}
        for hit in telling:
            sentences.setdefault(reading.at(hit.start).sentence, []).append(hit)
        telling = max(sentences.values(), key=lambda hits: points(rule, hits))
    return min(hit.start for hit in telling), max(hit.end for hit in telling)


def compiled(phrases: Iterable[str], lexicons: Lexicons, spell: Callable[[str], tuple[str, ...]]) -> list[Pattern]:
    """The patterns of several phrases. Raises ValueError for one that cannot be read."""
    return [pattern for phrase in phrases for pattern in compile_phrase(phrase, lexicons, spell)]
