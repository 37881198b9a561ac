"""The subjects that a reply speaks of, what it asks about first."""

from __future__ import annotations

from collections.abc import Callable, Iterable

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

    def find(self, reply: Read) -> tuple[str, ...]:
        """The topics, those of questions before the others; among questions the last asked comes first."""
        asked: dict[str, int] = {}
        spoken: dict[str, int] = {}
        for hit in self._finder.find(reply):
            sentence = reply.reading.at(hit.start).sentence
            clauses = [clause for clause in reply.reading.clauses if clause.sentence == sentence]
            if any(clause.kind == "question" for clause in clauses):
                asked[hit.rule] = max(asked.get(hit.rule, -1), hit.start)
            else:
                spoken[hit.rule] = min(spoken.get(hit.rule, hit.start), hit.start)
        first = sorted(asked, key=lambda topic: -asked[topic])
        return (*first, *sorted((topic for topic in spoken if topic not in asked), key=lambda topic: spoken[topic]))
