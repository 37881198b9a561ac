"""The subjects that a reply speaks of, what it asks about first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set

from bot.coaching.scoring.finders import PhraseFinder
from bot.coaching.scoring.language import Topic
from bot.coaching.scoring.lexicon import Lexicons
from bot.coaching.scoring.patterns import compile_phrase
from bot.coaching.scoring.reader import Read


class TopicFinder:
    """Finds topics by their phrases."""

    def __init__(self, topics: Iterable[Topic], lexicons: Lexicons, spell: Callable[[str], tuple[str, ...]]) -> None:
        self._finder = PhraseFinder(
            (topic.id, [pattern for phrase in topic.phrases for pattern in compile_phrase(phrase, lexicons, spell)])
            for topic in topics
        )

    def find(self, reply: Read, put: Set[int] = frozenset()) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The topics of questions, the last asked first; and the others, in the order of their words.

        `put` are the numbers of sentences that put something to the parent: "Shall we start with his reading?" is
        no question about reading, while "What shall we start with?" stays one.
        """
        asked, spoken = self._places(reply, put)
        others = (topic for topic in spoken if topic not in asked)
        return tuple(sorted(asked, key=lambda topic: -asked[topic])), tuple(
            sorted(others, key=lambda topic: spoken[topic])
        )

    def _places(self, reply: Read, put: Set[int]) -> tuple[dict[str, int], dict[str, int]]:
        """The last place of each topic in a question, and the first of each outside."""
        asked: dict[str, int] = {}
        spoken: dict[str, int] = {}
        questions = {
            clause.sentence
            for clause in reply.reading.clauses
            if clause.kind == "question" and (clause.form in ("wh", "why") or clause.sentence not in put)
        }
        for hit in self._finder.find(reply):
            if reply.reading.at(hit.start).sentence in questions:
                asked[hit.rule] = max(asked.get(hit.rule, -1), hit.start)
            else:
                spoken[hit.rule] = min(spoken.get(hit.rule, hit.start), hit.start)
        return asked, spoken
