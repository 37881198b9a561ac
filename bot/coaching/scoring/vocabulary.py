"""The words that rules are written in and replies are read with."""

from __future__ import annotations

from collections.abc import Collection, Set

from bot.coaching.scoring.clauses import LEXICONS as OF_CLAUSES
from bot.coaching.scoring.language import ScoringRules
from bot.coaching.scoring.lexicon import Lexicons
from bot.coaching.scoring.misspellings import Misspellings
from bot.coaching.scoring.patterns import COMMON
from bot.coaching.scoring.reader import Reader
from bot.coaching.scoring.text import Normaliser, contracted

LEXICONS = OF_CLAUSES | {"everyday_words", "partner_names"}
"""The lexicons that are needed whatever the rules say: to tell clauses apart, and to mend no name or everyday word."""


class Vocabulary:
    """How words are spelt, all lexicons, and which words are right as they are.

    It holds some tens of megabytes, so all that read by the same rules share one. With `only` it holds those lexicons
    and no others, for phrases that name none: opening out the others takes most of a second.
    Raises ValueError if a lexicon names one that does not exist.
    """

    def __init__(self, rules: ScoringRules, only: Collection[str] | None = None) -> None:
        self._rules = rules
        wanted = [lexicon for lexicon in rules.lexicons if only is None or lexicon.lexicon in only]
        self.phrase = Normaliser(rules.spelling).phrase
        """How the words of a phrase are spelt."""
        self.lexicons = Lexicons(wanted, rules.lemmas, self.phrase)
        self.names = self.lexicons.words("partner_names") if "partner_names" in self.lexicons else frozenset()
        """What parents are called, which no other word is ever taken for."""
        self._unlikely = frozenset(rules.spelling.unlikely)
        known = {*rules.lemmas, *rules.lemmas.values(), *rules.english, *rules.spelling.kept, *self.names}
        self._known = known - self._unlikely

    def reader(self, looked_for: Set[str]) -> Reader:
        """Reads replies, in which words that are one slip away from a word that is looked for are taken for it."""
        spelling, everyday = self._rules.spelling, self.lexicons.words("everyday_words")
        meant = looked_for - self._unlikely
        misspellings = Misspellings(meant, self._known, everyday, COMMON, contracted(spelling))
        return Reader(Normaliser(spelling, misspellings), self.lexicons, self._rules.lemmas)
