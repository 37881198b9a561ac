"""A reply to a parent's line becomes scores, moves, reasons and topics."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from bot.coaching.codebook import Dimension, ScoredReply
from bot.coaching.scoring.blank import blank_english
from bot.coaching.scoring.language import ScoringRules
from bot.coaching.scoring.lexicon import Lexicons
from bot.coaching.scoring.misspellings import Misspellings
from bot.coaching.scoring.moves import Found, MoveFinder
from bot.coaching.scoring.reasons import ReasonTexts
from bot.coaching.scoring.rules import Read, Reader, RuleBook, SignalBook
from bot.coaching.scoring.scores import ScoreRules, Situation
from bot.coaching.scoring.text import Normaliser
from bot.coaching.scoring.topics import TopicFinder


class Scorer:
    """Scores replies by rules. Build it once: compiling the rules takes most of a second.

    Raises ValueError if the rules name a lexicon that does not exist or hold a phrase that cannot be read;
    `bot.library.scoring` finds such faults beforehand and says where they are.
    """

    def __init__(self, rules: ScoringRules) -> None:
        english = blank_english()
        normaliser = Normaliser(rules.spelling)
        lexicons = Lexicons(rules.lexicons, rules.lemmas, normaliser.phrase)
        self._book = RuleBook(english, rules.packs, rules.guards, lexicons, normaliser.phrase)
        self._signals = SignalBook(rules.signals, lexicons, normaliser.phrase)
        self._moves = MoveFinder(rules.packs)
        self._scores = ScoreRules(rules.scores, self._moves)
        self._reasons = ReasonTexts(rules.reasons, self._moves, {pack.move: pack.helps for pack in rules.packs})
        self._topics = TopicFinder(rules.topics, lexicons, normaliser.phrase)
        meant = (
            self._book.words
            | self._signals.words
            | lexicons.all_words()
            | {word for word in rules.spelling.words if len(word) > 4}
        )
        known = {*rules.lemmas, *rules.lemmas.values(), *rules.english, *rules.spelling.kept}
        mending = Normaliser(rules.spelling, Misspellings(meant, known, english.Defaults.stop_words))
        self._reader = Reader(english, mending, lexicons, rules.lemmas)
        self._parent = lru_cache(maxsize=512)(self._read_parent)

    def score(self, reply: str, parent: str, calls_for: Collection[Dimension]) -> ScoredReply:
        """Score one reply to the parent's line that it answers.

        `calls_for` names the dimensions that the line calls for; boundaries are scored only then, or when one
        is crossed. The reply may be any text of any length.
        """
        read = self._reader.read(reply)
        found, signals = self._found(read, parent)
        situation = Situation(
            found, signals, frozenset(calls_for),
            questions=sum(clause.kind == "question" for clause in read.reading.clauses),
            words=len(read.words),
        )  # fmt: skip
        scores, _ = self._scores.score(situation)
        moves = self._moves.shown(found, read)
        return ScoredReply(
            scores=scores, moves=moves, reasons=self._reasons.reasons(scores, moves), topics=self._topics.find(read)
        )

    def signals(self, parent: str) -> frozenset[str]:
        """The signals that rules look at in a parent's line."""
        return self._parent(parent)[1]

    def fired(self, reply: str, parent: str = "") -> frozenset[str]:
        """The ids of all rules that fire, whether or not their moves stand."""
        line, signals = self._parent(parent)
        return frozenset(hit.rule for hit in self._book.fire(self._reader.read(reply), line, signals))

    def guards(self, text: str) -> frozenset[str]:
        """The guards whose words stand in a text."""
        return self._book.guards_in(self._reader.read(text))

    def topics(self, text: str) -> tuple[str, ...]:
        """The topics of a text."""
        return self._topics.find(self._reader.read(text))

    def _found(self, read: Read, parent: str) -> tuple[tuple[Found, ...], frozenset[str]]:
        line, signals = self._parent(parent)
        return self._moves.find(self._book.fire(read, line, signals)), signals

    def _read_parent(self, parent: str) -> tuple[Read, frozenset[str]]:
        line = self._reader.read(parent)
        return line, self._signals.find(line)
