"""Cues: weak signs that fire a rule when enough of them stand together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from bot.coaching.scoring.clauses import Reading
from bot.coaching.scoring.finders import PhraseFinder, compiled
from bot.coaching.scoring.language import Rule, Where
from bot.coaching.scoring.lexicon import Lexicons
from bot.coaching.scoring.places import Hit, holds, looks_beyond
from bot.coaching.scoring.reader import Read

_ANYWHERE = Where()


class _CueRule(NamedTuple):
    """A rule with cues, and what is known of it before a text is read."""

    rule: Rule
    needed: int
    """The points that its cues must make."""
    musts: frozenset[int]
    """The numbers of the cues that must be there."""
    gains: Mapping[int, int]
    """The points of the cues that speak for it."""
    wheres: Mapping[int, Where]
    """Where the cues with phrases must stand, of those that may not stand anywhere."""

    def could_fire(self, numbers: Collection[int]) -> bool:
        """Whether the rule could fire if none but these of its cues are there."""
        if sum(self.gains[number] for number in numbers if number in self.gains) < self.needed:
            return False
        return self.musts.issubset(numbers)


_Cues = dict[int, list[Hit]]
"""Places of the cues of a rule, by the numbers of the cues."""


class CueFinder:
    """Finds rules of which enough cues stand together, in whatever order."""

    def __init__(self, rules: Iterable[Rule], lexicons: Lexicons, spell: Callable[[str], tuple[str, ...]]) -> None:
        self._rules = {rule.id: _known(rule) for rule in rules if rule.cues}
        cues = [(id, number, cue) for id, known in self._rules.items() for number, cue in enumerate(known.rule.cues)]
        self._phrased = {f"{id} {number}": (id, number) for id, number, _ in cues}
        self._finder = PhraseFinder(
            (f"{id} {number}", compiled(cue.phrases, lexicons, spell)) for id, number, cue in cues
        )
        shapes = [(id, number, cue.where) for id, number, cue in cues if not cue.phrases]
        self._wheres = tuple(dict.fromkeys(where for _, _, where in shapes))
        self._shapes = [(id, number, self._wheres.index(where)) for id, number, where in shapes]
        self._beyond = [number for number, where in enumerate(self._wheres) if looks_beyond(where)]
        self._of_clause: dict[tuple[object, ...], tuple[int, ...]] = {}
        """For each shape of a clause the conditions that hold in it: clauses come in few shapes, and in each text."""

    @property
    def words(self) -> frozenset[str]:
        """Every word that a cue looks for."""
        return self._finder.words

    def met(self, read: Read) -> dict[str, list[Hit]]:
        """For each rule the cues that stand anywhere in a text, in the order of their words, named by their numbers."""
        met = {id: _standing(self._rules[id], cues, read) for id, cues in self._there(read).items()}
        first = {id: hits[0] for id, hits in met.items() if hits}
        return {id: met[id] for id in sorted(first, key=lambda id: (first[id].start, first[id].end))}

    def find(self, read: Read) -> list[Hit]:
        """For each rule the stretches, from the first cue to the last, in which its cues make enough points."""
        hits = set()
        for id, cues in self._there(read).items():
            known = self._rules[id]
            if not known.could_fire(cues):
                continue
            rule = known.rule
            places: dict[int, list[Hit]] = {}
            for cue in _standing(known, cues, read):
                for place in _PLACES[rule.together](read.reading, cue.start):
                    standing = places.setdefault(place, [])
                    if not rule.in_order or {int(other.rule) for other in standing}.issuperset(range(int(cue.rule))):
                        standing.append(cue)
            for standing in places.values():
                if _enough(known, standing):
                    hits.add(Hit(id, *_shown(rule, standing, read.reading)))
        return sorted(hits)

    def _there(self, read: Read) -> dict[str, _Cues]:
        """For each rule its cues in a text, those without phrases where they hold and the others wherever they are."""
        there: dict[str, _Cues] = {}
        for hit in self._finder.find(read):
            id, number = self._phrased[hit.rule]
            there.setdefault(id, {}).setdefault(number, []).append(hit)
        shaped = self._shaped(read)
        for id, number, where in self._shapes:
            if where in shaped:
                there.setdefault(id, {})[number] = shaped[where]
        return there

    def _shaped(self, read: Read) -> dict[int, list[Hit]]:
        """The clauses in which the cues without phrases hold, by the numbers of their conditions."""
        shaped: dict[int, list[Hit]] = {}
        for clause in read.reading.clauses:
            hit = Hit("", clause.start, clause.end)
            shape = (clause.kind, clause.form, clause.subject, clause.negated, clause.hypothetical, clause.after_but)
            if shape not in self._of_clause:
                of_clause = (number for number, where in enumerate(self._wheres) if not looks_beyond(where))
                self._of_clause[shape] = tuple(number for number in of_clause if holds(self._wheres[number], hit, read))
            for number in self._of_clause[shape]:
                shaped.setdefault(number, []).append(hit)
            for number in self._beyond:
                if holds(self._wheres[number], hit, read):
                    shaped.setdefault(number, []).append(hit)
        return shaped


def _known(rule: Rule) -> _CueRule:
    numbered = dict(enumerate(rule.cues))
    return _CueRule(
        rule,
        rule.points_needed,
        frozenset(number for number, cue in numbered.items() if cue.must),
        {number: cue.points for number, cue in numbered.items() if cue.points > 0},
        {number: cue.where for number, cue in numbered.items() if cue.phrases and cue.where != _ANYWHERE},
    )


def _standing(known: _CueRule, cues: _Cues, read: Read) -> list[Hit]:
    """The cues of a rule that stand where they should, in the order of their words, named by their numbers."""
    standing = []
    for number, hits in cues.items():
        where, name = known.wheres.get(number), str(number)
        standing += [Hit(name, hit.start, hit.end) for hit in hits if where is None or holds(where, hit, read)]
    return sorted(standing, key=lambda hit: (hit.start, hit.end))


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


def _enough(known: _CueRule, met: Sequence[Hit]) -> bool:
    numbers = {int(hit.rule) for hit in met}
    return numbers.issuperset(known.musts) and points(known.rule, met) >= known.needed


def _shown(rule: Rule, met: Iterable[Hit], reading: Reading) -> tuple[int, int]:
    """From the first cue that speaks for a rule to the last; in a whole reply, those of the sentence that says most."""
    telling = [hit for hit in met if rule.cues[int(hit.rule)].points > 0]
    if rule.together == "reply" and not any(cue.must for cue in rule.cues):
        sentences: dict[int, list[Hit]] = {}
        for hit in telling:
            sentences.setdefault(reading.at(hit.start).sentence, []).append(hit)
        telling = max(sentences.values(), key=lambda hits: points(rule, hits))
    return min(hit.start for hit in telling), max(hit.end for hit in telling)
