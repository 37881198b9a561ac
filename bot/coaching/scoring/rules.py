"""Rules compiled once and run on many texts.

Each rule is tried only where one of the words that it cannot do without stands in the text, so the time for a
reply hardly grows with the number of rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from bot.coaching.scoring.clauses import Grammar, Reading, read_clauses
from bot.coaching.scoring.detectors import DETECTORS, Detector
from bot.coaching.scoring.language import Guard, Pack, Rule, Signal, Where
from bot.coaching.scoring.lexicon import Lexicons
from bot.coaching.scoring.patterns import Pattern, TokenPattern, compile_phrase, compile_tokens, first_words
from bot.coaching.scoring.spacy_matcher import TokenMatcher
from bot.coaching.scoring.text import Normaliser, Text


class Read(NamedTuple):
    """A text made ready for matching."""

    text: Text
    reading: Reading
    words: tuple[str, ...]
    lemmas: tuple[str, ...]
    grammar: Grammar


class Reader:
    """Makes texts ready for matching."""

    def __init__(self, normaliser: Normaliser, lexicons: Lexicons, lemmas: Mapping[str, str]) -> None:
        self._normaliser = normaliser
        self._lemmas = lemmas
        self._grammar = Grammar(lexicons)

    def read(self, original: str) -> Read:
        """Normalise a text, cut it into clauses and find the dictionary form of each word."""
        text = self._normaliser.read(original)
        words = tuple(word.text for word in text.words)
        lemmas = tuple(self._lemmas.get(word, word) for word in words)
        return Read(text, read_clauses(text, self._grammar), words, lemmas, self._grammar)


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
            (f"{rule.id} {number}", _compiled(cue.phrases, lexicons, spell))
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


class RuleBook:
    """All the rules and guards, compiled.

    Raises ValueError for a rule that cannot be compiled; `bot.library.scoring.check_scoring` tells which and why.
    """

    def __init__(
        self, packs: Iterable[Pack], guards: Iterable[Guard], lexicons: Lexicons,
        spell: Callable[[str], tuple[str, ...]],
    ) -> None:  # fmt: skip
        self._guards = {guard.id: guard for guard in guards}
        self.rules = {rule.id: rule for pack in packs for rule in pack.rules}
        phrased = [rule for rule in self.rules.values() if rule.detector is None]
        self._phrases = PhraseFinder((rule.id, _compiled(rule.phrases, lexicons, spell)) for rule in phrased)
        self._tokens = TokenFinder(
            (rule.id, [compile_tokens(tokens, lexicons) for tokens in rule.patterns]) for rule in phrased
        )
        self._cues = CueFinder(phrased, lexicons, spell)
        self._detectors: list[tuple[Rule, Detector]] = [
            (rule, DETECTORS[rule.detector]) for rule in self.rules.values() if rule.detector is not None
        ]
        self._guard_finder = PhraseFinder(
            (guard.id, _compiled(guard.phrases, lexicons, spell)) for guard in self._guards.values()
        )
        self.words = self._phrases.words | self._cues.words | self._guard_finder.words
        self.lexicons = lexicons

    def fire(self, reply: Read, parent: Read, signals: frozenset[str]) -> list[Hit]:
        """The rules that fire, in the order of their words, each once for each place."""
        guards = self._guard_hits(reply)
        hits = [hit for hit in self.matches(reply, parent) if self._stands(hit, reply, guards, signals)]
        return sorted(hits, key=lambda hit: (hit.start, hit.end, hit.rule))

    def matches(self, reply: Read, parent: Read) -> list[Hit]:
        """All places where the words of a rule stand, whatever its guards and conditions say."""
        matched = [*self._phrases.find(reply), *self._tokens.find(reply), *self._cues.find(reply)]
        for rule, detect in self._detectors:
            matched.extend(Hit(rule.id, *span) for span in detect(reply, parent, rule.settings, self.lexicons))
        return matched

    def guards_near(self, hit: Hit, reply: Read) -> list[Hit]:
        """Of the guards that a rule names, those that stand where they look, seen from its match."""
        rule, guards = self.rules[hit.rule], self._guard_hits(reply)
        return [
            found
            for name in dict.fromkeys((*rule.unless, *rule.needs))
            for found in guards.get(name, ())
            if _near(self._guards[name], found, hit, reply.reading)
        ]

    def _guard_hits(self, reply: Read) -> dict[str, list[Hit]]:
        guards: dict[str, list[Hit]] = {}
        for found in self._guard_finder.find(reply):
            guards.setdefault(found.rule, []).append(found)
        return guards

    def cues_met(self, reply: Read) -> dict[str, list[Hit]]:
        """For each rule with cues those that stand anywhere in a reply, each named by its number."""
        return self._cues.met(reply)

    def guards_in(self, text: Read) -> frozenset[str]:
        """The guards whose words stand in a text."""
        return frozenset(hit.rule for hit in self._guard_finder.find(text))

    def _stands(self, hit: Hit, reply: Read, guards: dict[str, list[Hit]], signals: frozenset[str]) -> bool:
        rule = self.rules[hit.rule]
        if rule.parent and not signals.intersection(rule.parent):
            return False
        if signals.intersection(rule.parent_without):
            return False
        if rule.where != _ANYWHERE and not holds(rule.where, hit, reply):
            return False
        if rule.needs and not self._any_near(rule.needs, hit, reply, guards):
            return False
        return not self._any_near(rule.unless, hit, reply, guards)

    def _any_near(self, names: Iterable[str], hit: Hit, reply: Read, guards: dict[str, list[Hit]]) -> bool:
        """Whether one of the guards stands where it looks, seen from a match."""
        return any(
            _near(self._guards[name], found, hit, reply.reading) for name in names for found in guards.get(name, ())
        )


_ANYWHERE = Where()


def _compiled(phrases: Iterable[str], lexicons: Lexicons, spell: Callable[[str], tuple[str, ...]]) -> list[Pattern]:
    return [pattern for phrase in phrases for pattern in compile_phrase(phrase, lexicons, spell)]


def holds(where: Where, hit: Hit, reply: Read) -> bool:
    """Whether a match stands where its rule wants it."""
    clause = reply.reading.at(hit.start)
    last = reply.reading.at(hit.end - 1)
    count = len(reply.words)
    return (
        (not where.kind or clause.kind in where.kind or last.kind in where.kind)
        and (not where.form or clause.form in where.form or last.form in where.form)
        and (not where.subject or clause.subject in where.subject)
        and (where.after_but is None or where.after_but == last.after_but)
        and (where.negated is None or where.negated == clause.negated)
        and (where.hypothetical is None or where.hypothetical == clause.hypothetical)
        and (where.words_at_most is None or count <= where.words_at_most)
        and (where.words_at_least is None or count >= where.words_at_least)
        and _in_place(where, hit, reply)
    )


def _in_place(where: Where, hit: Hit, reply: Read) -> bool:
    reading = reply.reading
    if where.starts:
        first = {
            "clause": reading.at(hit.start).start,
            "sentence": reading.sentences[reading.at(hit.start).sentence][0],
            "reply": 0,
        }[where.starts]
        if any(word not in reply.grammar.fillers for word in reply.words[first : hit.start]):
            return False
    if where.ends:
        end = {
            "clause": reading.at(hit.end - 1).end,
            "sentence": reading.sentences[reading.at(hit.end - 1).sentence][1],
            "reply": len(reply.words),
        }[where.ends]
        if hit.end != end:
            return False
    return True


def _near(guard: Guard, found: Hit, hit: Hit, reading: Reading) -> bool:
    """Whether a guard's words stand where the guard looks, seen from a match."""
    if guard.within == "reply":
        return True
    if guard.within == "match":
        return found.start < hit.end and hit.start < found.end
    if guard.within == "clause":
        first, last = reading.clause_of[hit.start], reading.clause_of[hit.end - 1]
        return first <= reading.clause_of[found.end - 1] and reading.clause_of[found.start] <= last
    if not reading.at(hit.start).sentence <= reading.at(found.start).sentence <= reading.at(hit.end - 1).sentence:
        return False
    if guard.within == "before":
        return found.end <= hit.start
    if guard.within == "after":
        return found.start >= hit.end
    return True


class SignalBook:
    """Finds the signals in a parent's line."""

    def __init__(self, signals: Iterable[Signal], lexicons: Lexicons, spell: Callable[[str], tuple[str, ...]]) -> None:
        self._finder = PhraseFinder((signal.id, _compiled(signal.phrases, lexicons, spell)) for signal in signals)

        self.words = self._finder.words

    def hits(self, parent: Read) -> list[Hit]:
        """The signals that words show, and the words."""
        return self._finder.find(parent)

    def find(self, parent: Read) -> frozenset[str]:
        """The signals of a line; "asks" if it has a question, and "shouts" if it has words in capitals."""
        found = {hit.rule for hit in self.hits(parent)}
        if any(clause.kind == "question" for clause in parent.reading.clauses):
            found.add("asks")
        shouted = [word for word in parent.text.original.split() if len(word) > 2 and word.isupper()]
        if shouted or "!!" in parent.text.original:
            found.add("shouts")
        return frozenset(found)
