"""What a trainee finds hard, found in their own words, and what can be rehearsed for it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Annotated

from msgspec import Meta, Struct

from bot.coaching.roleplay.line import Id, Words
from bot.coaching.roleplay.scenario import Scenario
from bot.coaching.scoring.finders import PhraseFinder, compiled
from bot.coaching.scoring.lexicon import Lexicons
from bot.coaching.scoring.reader import Read
from bot.coaching.scoring.steps import Pattern
from bot.coaching.scoring.vocabulary import Vocabulary

OFFERED = 3
"""So many scenarios are offered at most: enough to choose, few enough to read."""

LONG_WAY = 3
"""Words from which on a way of saying it counts no more: one word may stand there by chance, three hardly."""
ITS_NAME = 4
"""What a scenario's own title, or a word that it is called by, adds to what speaks for it."""
ITS_SUBJECT = 0.25
"""What each word of a scenario's subject adds: little, only to tell two apart for which as much speaks."""
_GENERAL = 0.4
"""What a way of saying something general counts, beside one of a subject."""
_BY_PLACE = (1.0, 0.75, 0.6, 0.5)
"""What a difficulty speaks for its scenarios, by their place in its list."""
_SHORT = 4
"""Letters up to which a word of a subject tells nothing: "his", "from"."""


class NamedDifficulty(Struct, frozen=True, forbid_unknown_fields=True):
    """Something that teachers say they find hard: an entry of `difficulties.yml`."""

    name: Words
    """What it is, in a few words: "being blamed"."""
    ways: Annotated[tuple[Words, ...], Meta(min_length=2)]
    """Ways of saying it, as phrases in the notation of `bot.coaching.scoring.patterns`."""
    says: Words
    """What the coach says to it, warmly. No finding stands here: those are told by a strategy, with its source."""
    strategies: Annotated[tuple[Id, ...], Meta(min_length=1, max_length=4)]
    """Documented strategies that help. The coach tells the first."""
    scenarios: Annotated[Mapping[Id, Words], Meta(min_length=2, max_length=len(_BY_PLACE))]
    """What can be rehearsed, the best first, each with the reason in a few words."""
    examples: Annotated[tuple[Words, ...], Meta(min_length=4)]
    """How people say it, with which the assistant is trained."""
    general: bool = False
    """Whether it can come up in any talk. What else is named ("silence, when she cries") is then taken up first."""


class Offer(Struct, frozen=True):
    """A scenario to rehearse, and why."""

    scenario: str
    reason: str


class Heard(Struct, frozen=True):
    """What was found in somebody's words; nothing, if both are empty."""

    difficulties: tuple[str, ...]
    """Ids of difficulties, what speaks most for first."""
    offers: tuple[Offer, ...]
    """Up to `OFFERED` scenarios, the best first."""


class DifficultyFinder:
    """Ranks difficulties and scenarios by what somebody says is hard for them.

    Words are read as those of replies are, by the same `vocabulary`, of which the lexicons in
    `bot.coaching.scoring.vocabulary.LEXICONS` are enough: ways of saying what is hard name none. Build it once.
    Raises ValueError for a phrase that cannot be read.
    """

    def __init__(
        self, difficulties: Mapping[str, NamedDifficulty], scenarios: Mapping[str, Scenario], vocabulary: Vocabulary
    ) -> None:
        self.difficulties = difficulties
        self._scenarios = scenarios
        spell, lexicons = vocabulary.phrase, vocabulary.lexicons
        ways: list[tuple[str, list[Pattern]]] = [
            (f"{id}/{number}", compiled([way], lexicons, spell))
            for id, difficulty in difficulties.items()
            for number, way in enumerate(difficulty.ways)
        ]
        names = [
            (
                f"{id}/",
                [
                    pattern
                    for name in (scenario.title, *scenario.called)
                    for pattern in _literally(name, lexicons, spell)
                ],
            )
            for id, scenario in scenarios.items()
        ]
        self._ways, self._names = PhraseFinder(ways), PhraseFinder(names)
        self._reader = vocabulary.reader(self._ways.words | self._names.words)
        self._subjects = {id: self._telling(scenario.subject) for id, scenario in scenarios.items()}

    def hear(self, words: str, among: Collection[str] | None = None) -> Heard:
        """What is hard for whoever says this, and what they could rehearse: of `among` alone if it is given."""
        read = self._reader.read(words)
        weights = self._weights(read)
        named = {hit.rule.rstrip("/") for hit in self._names.find(read)}
        speaks: dict[str, float] = {}
        reasons: dict[str, str] = {}
        ranked = sorted(weights, key=lambda id: (self.difficulties[id].general, -weights[id]))
        for id in ranked:
            for place, (scenario, reason) in enumerate(self.difficulties[id].scenarios.items()):
                speaks[scenario] = speaks.get(scenario, 0) + weights[id] * _BY_PLACE[place]
                reasons.setdefault(scenario, reason)
        for scenario in named:
            speaks[scenario] = speaks.get(scenario, 0) + ITS_NAME
            reasons.setdefault(scenario, _as_reason(self._scenarios[scenario].subject))
        said = frozenset(read.lemmas)
        for scenario in speaks:
            speaks[scenario] += ITS_SUBJECT * len(said & self._subjects[scenario])
        offered = sorted((id for id in speaks if among is None or id in among), key=lambda id: -speaks[id])
        return Heard(tuple(ranked), tuple(Offer(id, reasons[id]) for id in offered[:OFFERED]))

    def _weights(self, read: Read) -> dict[str, float]:
        """How much speaks for each difficulty that is said: each way once, a longer one more."""
        longest: dict[str, int] = {}
        for hit in self._ways.find(read):
            longest[hit.rule] = max(longest.get(hit.rule, 0), min(hit.end - hit.start, LONG_WAY))
        weights: dict[str, float] = {}
        for way, weight in longest.items():
            id = way.partition("/")[0]
            weights[id] = weights.get(id, 0) + weight * (_GENERAL if self.difficulties[id].general else 1)
        # In the order of the file, so that of two for which as much speaks the earlier comes first.
        return {id: weights[id] for id in self.difficulties if id in weights}

    def _telling(self, subject: str) -> frozenset[str]:
        return frozenset(lemma for lemma in self._reader.read(subject).lemmas if len(lemma) > _SHORT)


def varied(scenarios: Sequence[Scenario], turn: int) -> tuple[Scenario, ...]:
    """Up to `OFFERED` scenarios of different themes, the gentlest first; another choice with each `turn`."""
    start = turn % len(scenarios) if scenarios else 0
    chosen: dict[str, Scenario] = {}
    levels: set[int] = set()
    around = [*scenarios[start:], *scenarios[:start]]
    for strict in (True, False):
        for scenario in around:
            if len(chosen) < OFFERED and scenario.theme not in chosen and not (strict and scenario.level in levels):
                chosen[scenario.theme] = scenario
                levels.add(scenario.level)
    return tuple(sorted(chosen.values(), key=lambda scenario: scenario.level))


def _literally(name: str, lexicons: Lexicons, spell: Callable[[str], tuple[str, ...]]) -> Iterable[Pattern]:
    """The words of a name as a phrase, whatever signs of the notation stand among them."""
    words = " ".join(word for word in spell(name) if word.replace("'", "").isalnum())
    return compiled([words], lexicons, spell) if words else ()


def _as_reason(subject: str) -> str:
    """A subject as it stands after a title and a colon."""
    return subject.rstrip(".")
