"""Lexicons: the shared word lists of the rules, opened out into all their forms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from bot.coaching.scoring.language import Lexicon

Entry = tuple[str, ...]
"""The words of one entry."""


class Lexicons:
    """All lexicons by name, their entries in every form.

    Raises ValueError for a lexicon that names one that does not exist, or that names itself.
    """

    def __init__(
        self, lexicons: Iterable[Lexicon], lemmas: Mapping[str, str], spell: Callable[[str], tuple[str, ...]]
    ) -> None:
        self._raw = {lexicon.lexicon: lexicon for lexicon in lexicons}
        self._forms: dict[str, list[str]] = {}  # lists, since 25,000 sets take 5 MB
        for form, lemma in lemmas.items():
            if form.isalpha():
                self._forms.setdefault(lemma, []).append(form)
        self._spell = spell
        self._open: dict[str, frozenset[Entry]] = {}
        self._single: dict[str, frozenset[str]] = {}
        self._first: dict[str, Mapping[str, str]] = {}
        for name in self._raw:
            self.entries(name)

    def __contains__(self, name: str) -> bool:
        return name in self._raw

    def names(self) -> tuple[str, ...]:
        """The names of all lexicons."""
        return tuple(self._raw)

    def forms(self, word: str) -> frozenset[str]:
        """All forms of a word: of "ring" also "rang", "rung", "ringing"."""
        return frozenset({word, *self._forms.get(word, ())})

    def entries(self, name: str, inside: tuple[str, ...] = ()) -> frozenset[Entry]:
        """The entries of a lexicon, those of the lexicons it names included. Raises ValueError if it is unknown."""
        if name in self._open:
            return self._open[name]
        if name not in self._raw:
            raise ValueError(f'there is no lexicon "{name}"')
        if name in inside:
            raise ValueError(f'the lexicon "{name}" contains itself, by way of {" and ".join(inside)}')
        found: set[Entry] = set()
        for entry in self._raw[name].entries:
            if entry.startswith("@"):
                found |= self.entries(entry[1:], (*inside, name))
            else:
                found |= self._expanded(entry)
        self._open[name] = frozenset(found)
        return self._open[name]

    def words(self, name: str) -> frozenset[str]:
        """The entries of one word."""
        if name not in self._single:
            self._single[name] = frozenset(entry[0] for entry in self.entries(name) if len(entry) == 1)
        return self._single[name]

    def all_words(self) -> frozenset[str]:
        """Every word of every entry."""
        return frozenset(word for entries in self._open.values() for entry in entries for word in entry)

    def first_of(self, name: str) -> Mapping[str, str]:
        """Each word of a lexicon of which every entry is a row of words of one meaning, and the first of its row."""
        if name not in self._first:
            rows = [self._spell(entry) for entry in self._raw[name].entries] if name in self._raw else []
            self._first[name] = {word: row[0] for row in rows for word in row}
        return self._first[name]

    def _expanded(self, entry: str) -> set[Entry]:
        """An entry in all its forms: "~take care" gives "take care", "takes care", "took care" …"""
        if "~" not in entry:
            return {self._spell(entry)} - {()}
        found: set[Entry] = {()}
        for part in entry.split():
            if part.startswith("~"):
                choices: Iterable[Entry] = [(form,) for form in self.forms(part[1:])]
            else:
                choices = [self._spell(part)]
            found = {(*left, *right) for left in found for right in choices}
        return found - {()}
