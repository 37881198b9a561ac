"""Typing errors: an unknown word is taken for the word of the rules that it is one slip away from.

The idea is that of SymSpell: the forms of every word with one letter left out are looked up, not computed, so that a
word costs no more than its length. Only unknown words are touched: a real English word never becomes another, and
what no rule looks for stays as it was typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from functools import lru_cache
from itertools import takewhile

_LONG = 5
"""Letters from which on any one slip is mended. Shorter words are like too many others for that."""
_SWAPPED, _DOUBLED, _LEFT_OUT, _NEIGHBOUR, _ADDED, _OTHER = 0, 2, 4, 6, 12, 16
"""Slips, and what speaks against each: those that fingers make come first."""
_AT_START = 5
"""Added for a slip in the first letter, which people seldom get wrong."""
_SURE = frozenset([_SWAPPED, _DOUBLED, _LEFT_OUT, _NEIGHBOUR])
_SURE_IN_EVERYDAY_WORDS = _SURE | {_LEFT_OUT + _AT_START, _DOUBLED + _AT_START, _NEIGHBOUR + _AT_START}
_RARER = 8
"""What speaks against a word that is not one of the commonest; as much again if it is no everyday word, and so on."""
_DAYS_AND_MONTHS = (
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august "
    "september october november december christmas easter"
)
_CAPITALISED = frozenset([*_DAYS_AND_MONTHS.split(), "i"])
"""Words that are written with a capital and are no names."""
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_PLACES = {letter: (row, place + row / 2) for row, keys in enumerate(_KEYS) for place, letter in enumerate(keys)}


class Misspellings:
    """Mends one slip in a word: a letter left out, added or replaced, or two that changed places.

    `meant` are the words that rules look for, `known` those that are spelt as they should be, and `everyday` the
    words that make up most of what is said, for which even a short form is taken. Of these the `commonest` are
    likelier than all others. `contracted` are forms like "don't" and "dont", which only their own slips lead to.
    """

    def __init__(
        self, meant: Iterable[str], known: Set[str], everyday: Set[str],
        commonest: Set[str] = frozenset(), contracted: Set[str] = frozenset(),
    ) -> None:  # fmt: skip
        self._meant = frozenset(word for word in {*meant, *everyday} if word.isascii() and word.isalpha()) | contracted
        self._known = known
        self._everyday = everyday
        self._commonest = commonest
        self._contracted = contracted
        self._shortened: dict[str, list[str]] = {}
        for word in sorted(self._meant):
            for form in _with_one_left_out(word):
                self._shortened.setdefault(form, []).append(word)
        self.mend = lru_cache(maxsize=4096)(self._mend)

    def knows(self, word: str) -> bool:
        """Whether a word is right as it is."""
        return word in self._known or word in self._meant

    def likelier(self, *words: str) -> str:
        """The word that is likeliest to be meant: the commonest, and of those that are as common the first."""
        return min(words, key=self._rareness)

    def _mend(self, typed: str, name: bool = False) -> str:
        """The word that was meant, or `typed` itself. `name` says that it is written as a name is, with a capital."""
        letters = typed.replace("'", "")
        known = self.knows(typed) if letters == typed else typed in self._contracted
        if len(letters) < 2 or known or not (letters.isascii() and letters.isalpha()):
            return typed
        candidates = set(self._shortened.get(typed, ()))
        for form in _with_one_left_out(typed):
            if form in self._meant:
                candidates.add(form)
            candidates.update(self._shortened.get(form, ()))
        if name:
            candidates &= _CAPITALISED
        slips = {word: _slip(typed, word) for word in candidates}
        against = {
            word: slip + self._rareness(word)
            for word, slip in slips.items()
            if slip is not None and self._is_sure(typed, word, slip)
        }
        return min(against, key=lambda word: (against[word], word), default=typed)

    def _rareness(self, word: str) -> int:
        if word in self._commonest or word in self._contracted:
            return 0
        if word in self._everyday:
            return _RARER
        return (2 if word in self._meant else 3 if word in self._known else 4) * _RARER

    def _is_sure(self, typed: str, word: str, slip: int) -> bool:
        """Whether the slip is one that people make in words of this length."""
        if word in self._contracted:
            return slip in _SURE_IN_EVERYDAY_WORDS and len(word) >= _LONG - 1
        if "'" in typed:
            return False
        if len(typed) >= _LONG and len(word) >= _LONG - 1:
            return True
        if word in self._everyday:
            return slip in _SURE_IN_EVERYDAY_WORDS
        return slip in _SURE and min(len(typed), len(word)) >= _LONG - 1


def _with_one_left_out(word: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word[:place] + word[place + 1 :] for place in range(len(word))))


def _slip(typed: str, word: str) -> int | None:
    """The slip by which `word` came to be typed as `typed`; None if it takes more than one."""
    same = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(typed, word))))  # noqa: B905
    rest, meant = typed[same:], word[same:]
    before = word[same - 1 : same]
    start = 0 if same else _AT_START
    if len(typed) == len(word):
        if rest[:2] == meant[1::-1] and rest[2:] == meant[2:]:
            return _SWAPPED
        if rest[1:] == meant[1:]:
            return (_NEIGHBOUR if _beside(rest[0], meant[0]) else _OTHER) + start
    elif len(typed) < len(word) and rest == meant[1:]:
        return (_DOUBLED if meant[0] == before else _LEFT_OUT) + start
    elif len(typed) > len(word) and rest[1:] == meant:
        return (_DOUBLED if rest[0] == before else _ADDED) + start
    return None


def _beside(one: str, other: str) -> bool:
    """Whether two letters are neighbours on the keyboard."""
    if one not in _PLACES or other not in _PLACES:
        return False
    (row, place), (other_row, other_place) = _PLACES[one], _PLACES[other]
    return abs(row - other_row) <= 1 and abs(place - other_place) <= 1
