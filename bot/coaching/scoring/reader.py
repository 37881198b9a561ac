"""A text made ready for matching: normalised, cut into clauses, with the dictionary form of each word."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from bot.coaching.scoring.clauses import Grammar, Reading, read_clauses
from bot.coaching.scoring.lexicon import Lexicons
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
