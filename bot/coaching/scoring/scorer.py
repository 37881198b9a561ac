"""A reply to a parent's line becomes scores, moves, reasons and topics."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache

from bot.coaching.codebook import Dimension, ScoredReply
from bot.coaching.scoring.garbage import nothing_collected
from bot.coaching.scoring.language import ScoringRules
from bot.coaching.scoring.moves import MoveFinder
from bot.coaching.scoring.places import Hit
from bot.coaching.scoring.proposals import ProposalFinder
from bot.coaching.scoring.reader import Read
from bot.coaching.scoring.reasons import ReasonTexts
from bot.coaching.scoring.rules import RuleBook, SignalBook
from bot.coaching.scoring.scores import ScoreRules, Settled, Situation
from bot.coaching.scoring.topics import TopicFinder
from bot.coaching.scoring.vocabulary import Vocabulary


def called_for(dimensions: Collection[Dimension]) -> frozenset[str]:
    """What a line calls for, as signals at which rules can look: "calls_for_boundaries"."""
    return frozenset(f"calls_for_{dimension}" for dimension in dimensions)


class Scorer:
    """Scores replies by rules. Build it once: compiling the rules takes most of a second.

    `vocabulary` is that of the rules, if there is one already.
    Raises ValueError if the rules name a lexicon that does not exist or hold a phrase that cannot be read;
    `bot.library.scoring` finds such faults beforehand and says where they are.
    """

    @nothing_collected()
    def __init__(self, rules: ScoringRules, vocabulary: Vocabulary | None = None) -> None:
        vocabulary = vocabulary or Vocabulary(rules)
        lexicons, phrase = vocabulary.lexicons, vocabulary.phrase
        self.book = RuleBook(rules.packs, rules.guards, lexicons, phrase)
        self._signals = SignalBook(rules.signals, lexicons, phrase)
        self.moves = MoveFinder(rules.packs)
        self._scores = ScoreRules(rules.scores)
        self._reasons = ReasonTexts(rules.reasons, self.moves, {pack.move: pack.helps for pack in rules.packs})
        self._topics = TopicFinder(rules.topics, lexicons, phrase)
        self._proposals = ProposalFinder(rules.proposals, lexicons, phrase)
        self._remembered = frozenset(pack.move for pack in rules.packs if pack.remembered)
        looked_for = self.book.words | self._signals.words | lexicons.all_words()
        shorthand = {word for word in rules.spelling.words if len(word) > 4}
        self.reader = vocabulary.reader(looked_for - vocabulary.names | shorthand)
        self._parent = lru_cache(maxsize=512)(self._read_parent)

    def score(self, reply: str, parent: str, calls_for: Collection[Dimension]) -> ScoredReply:
        """Score one reply to the parent's line that it answers.

        `calls_for` names the dimensions that the line calls for; boundaries are scored only then, or when one
        is crossed. The reply may be any text of any length.
        """
        read = self.reader.read(reply)
        situation = self._situation(read, parent, calls_for)
        scores, settled = self._scores.score(situation)
        moves = self.moves.shown(situation.found, read)
        reasons = self._reasons.reasons(settled, moves, self.moves.signs(situation.found, read))
        asked, spoken = self._topics.find(read, self._proposals.sentences(read, situation.found))
        return ScoredReply(
            scores=scores,
            moves=moves,
            reasons=reasons,
            topics=asked + spoken,
            asked=asked,
            remarks=tuple(dict.fromkeys(each.move for each in situation.found if each.move in self._remembered)),
            proposals=self._proposals.find(read, situation.found),
        )

    def signals(self, parent: str) -> frozenset[str]:
        """The signals that rules look at in a parent's line."""
        return self._parent(parent)[1]

    def fired(self, reply: str, parent: str = "", calls_for: Collection[Dimension] = ()) -> frozenset[str]:
        """The ids of all rules that fire, whether or not their moves stand."""
        line, signals = self.parent_line(parent, calls_for)
        return frozenset(hit.rule for hit in self.book.fire(self.reader.read(reply), line, signals))

    def guards(self, text: str) -> frozenset[str]:
        """The guards whose words stand in a text."""
        return self.book.guards_in(self.reader.read(text))

    def topics(self, text: str) -> tuple[str, ...]:
        """The topics of a text."""
        asked, spoken = self._topics.find(self.reader.read(text))
        return asked + spoken

    def parent_line(self, parent: str, calls_for: Collection[Dimension] = ()) -> tuple[Read, frozenset[str]]:
        """A parent's line made ready for matching, and its signals."""
        line, signals = self._parent(parent)
        return line, signals | called_for(calls_for)

    def signal_hits(self, line: Read) -> list[Hit]:
        """The words of a parent's line that are signals."""
        return self._signals.hits(line)

    def steps(self, reply: str, parent: str, calls_for: Collection[Dimension]) -> Mapping[Dimension, Settled]:
        """How each score came about."""
        return self._scores.score(self.situation(reply, parent, calls_for))[1]

    def situation(self, reply: str, parent: str, calls_for: Collection[Dimension]) -> Situation:
        """What the scores are decided on."""
        return self._situation(self.reader.read(reply), parent, calls_for)

    def _situation(self, read: Read, parent: str, calls_for: Collection[Dimension]) -> Situation:
        line, signals = self.parent_line(parent, calls_for)
        return Situation(
            self.moves.find(self.book.fire(read, line, signals)), signals, frozenset(calls_for),
            len(read.words),
        )  # fmt: skip

    def _read_parent(self, parent: str) -> tuple[Read, frozenset[str]]:
        line = self.reader.read(parent)
        return line, self._signals.find(line)
