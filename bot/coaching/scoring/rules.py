"""Rules compiled once and run on many texts.

Each rule is tried only where one of the words that it cannot do without stands in the text, so the time for a
reply hardly grows with the number of rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from bot.coaching.scoring.cues import CueFinder
from bot.coaching.scoring.detectors import DETECTORS, Detector
from bot.coaching.scoring.finders import PhraseFinder, TokenFinder, compiled
from bot.coaching.scoring.language import Guard, Pack, Rule, Signal, Where
from bot.coaching.scoring.lexicon import Lexicons
from bot.coaching.scoring.patterns import compile_tokens
from bot.coaching.scoring.places import Hit, holds, near
from bot.coaching.scoring.reader import Read

_ANYWHERE = Where()


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
        self._phrases = PhraseFinder((rule.id, compiled(rule.phrases, lexicons, spell)) for rule in phrased)
        self._tokens = TokenFinder(
            (rule.id, [compile_tokens(tokens, lexicons) for tokens in rule.patterns]) for rule in phrased
        )
        self._cues = CueFinder(phrased, lexicons, spell)
        self._detectors: list[tuple[Rule, Detector]] = [
            (rule, DETECTORS[rule.detector]) for rule in self.rules.values() if rule.detector is not None
        ]
        self._guard_finder = PhraseFinder(
            (guard.id, compiled(guard.phrases, lexicons, spell)) for guard in self._guards.values()
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
            if near(self._guards[name], found, hit, reply.reading)
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
            near(self._guards[name], found, hit, reply.reading) for name in names for found in guards.get(name, ())
        )


class SignalBook:
    """Finds the signals in a parent's line."""

    def __init__(self, signals: Iterable[Signal], lexicons: Lexicons, spell: Callable[[str], tuple[str, ...]]) -> None:
        self._finder = PhraseFinder((signal.id, compiled(signal.phrases, lexicons, spell)) for signal in signals)

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
