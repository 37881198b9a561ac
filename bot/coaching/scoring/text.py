"""Typed English as words that rules can match, each with its place in the text as it was typed.

"cant u say abit more??" becomes the words *can not you say a bit more*, and each of them knows the
characters it came from. Nothing is lost: spans always point into the original text.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

from bot.coaching.scoring.language import Spelling
from bot.coaching.scoring.misspellings import Misspellings


def word_set(words: str) -> frozenset[str]:
    """The words of a list that is written in one line."""
    return frozenset(words.split())


LONGEST = 6000
"""Characters of a reply that are looked at. What comes after them does not change a score."""

_PIECES = re.compile(
    r"(?P<word>\d+(?:[.:]\d+)+|[^\W_]+(?:['’‘`´][^\W_]+)*['’]?)|(?P<end>[.!?…]+|\n+|;)|(?P<pause>,|:|\s[-–—]+\s|[–—]|--+|\(|\))"
    r"|(?P<quote>[\"“”„«»])|(?P<other>[^\s\w])"
)
_HELD = re.compile(r"([a-z])\1{2,}")
_CLITICS = (("n't", "not"), ("'re", "are"), ("'ve", "have"), ("'ll", "will"), ("'m", "am"))
_IS_HAS = word_set("it he she that there what who where how when here why this")
_AFTER_HAS = word_set("been got had gone done become come taken given told said made lost eaten seen")
_AFTER_HAD = word_set("better been got gone had done seen known never told")

Mark = Literal["", ".", "!", "?", ",", "\n"]


class Word(NamedTuple):
    """One word of the normalised text, and where it stands in the original."""

    text: str
    """In lower case and in its usual spelling."""
    start: int
    end: int
    quoted: bool = False


class Text(NamedTuple):
    """A normalised text: its words, and the mark that follows each of them."""

    original: str
    words: tuple[Word, ...]
    marks: tuple[str, ...]
    """For each word the mark that follows: "" none, "," a pause, ";" a sentence's end, "?" or "!" """


class Normaliser:
    """Brings typed English into its usual spelling.

    With `misspellings` it also mends slips in words that it does not know.
    """

    def __init__(self, spelling: Spelling, misspellings: Misspellings | None = None) -> None:
        self._misspellings = misspellings
        self.phrase = lru_cache(maxsize=None)(self._phrase)
        self._usual = lru_cache(maxsize=4096)(self._spelt)
        self._words = {word: tuple(meant.split()) for word, meant in spelling.words.items()}
        self._emoji = {sign: tuple(meant.split()) for sign, meant in spelling.emoji.items()}
        phrases: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
        for typed, meant in spelling.phrases.items():
            parts = tuple(typed.split())
            phrases.setdefault(parts[0], []).append((parts, tuple(meant.split())))
        self._phrases: Mapping[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = phrases

    def read(self, original: str) -> Text:
        """The words of a text. Takes time in proportion to its length, and looks at no more than LONGEST characters."""
        words: list[Word] = []
        marks: list[str] = []
        forms: list[str] = []
        quoting, marked = False, -1
        for piece in _PIECES.finditer(original, 0, min(len(original), LONGEST)):
            kind, typed = piece.lastgroup, piece.group()
            if kind == "word":
                opens = not marks or marks[-1] in (";", "?", "!")
                name = typed[0].isupper() and (not opens or (len(typed) > 1 and typed.isupper()))
                for number, text in enumerate(self._usual(typed, name and not original.isupper())):
                    words.append(Word(text, piece.start(), piece.end(), quoting))
                    marks.append("")
                    forms.append("" if number else _straight(typed))
            elif kind == "quote":
                quoting = not quoting if typed == '"' else typed in "“„«"
            elif kind == "other":
                for text in self._emoji.get(typed, ()):
                    words.append(Word(text, piece.start(), piece.end(), quoting))
                    marks.append("")
                    forms.append(text)
            elif words and (marks[-1] in ("", ",") or piece.start() == marked):
                # A mark that stands alone after the end of a sentence asks nothing of that sentence: "Stop it. ?? ok"
                marks[-1] = _stronger(marks[-1], kind or "", typed)
                marked = piece.end()
        self._mend_phrases(words, marks, forms)
        return Text(original, tuple(_resolved(words)), tuple(marks))

    def _phrase(self, text: str) -> tuple[str, ...]:
        """A phrase of a rule in the spelling in which texts are matched."""
        plain = text.replace(" ", "")
        if plain.isascii() and plain.isalpha() and plain.islower():
            # There are thousands of these, so they take the short way if it leads to the same words.
            words = tuple(itertools.chain.from_iterable(self._usual(typed, False) for typed in text.split()))
            if self._phrases.keys().isdisjoint((*words, *text.split())) and "'s" not in words and "'d" not in words:
                return words
        return tuple(word.text for word in self.read(text).words)

    def _spelt(self, typed: str, name: bool) -> tuple[str, ...]:
        """The usual spelling of one typed word, as one word or several."""
        whole = _straight(typed)
        low = whole.rstrip("'")
        if self._misspellings and low != whole and not self._misspellings.knows(low):
            low = self._misspellings.mend(whole).rstrip("'")
        known = self._words.get(low)
        if known is None and "'" not in low:
            squeezed = self._squeezed(low)
            known = self._words.get(squeezed)
            if known is None:
                low = squeezed
        if known is not None:
            return known
        if self._misspellings and "'" in low and not _contracts(low):
            low = self._misspellings.mend(low)
            if low in self._words:
                return self._words[low]
        if "'" in low:
            first, *others = _apart(low)
        else:
            first, others = low, []
        if self._misspellings:
            first = self._misspellings.mend(first, name)
            return (*self._words.get(first, (first,)), *others)
        return (first, *others) if first else ()

    def _squeezed(self, low: str) -> str:
        """A word without letters that are held down: "soooo" is "so", but "beeen" is "been"."""
        twice, once = _HELD.sub(r"\1\1", low), _HELD.sub(r"\1", low)
        if twice != low and self._misspellings:
            return self._misspellings.likelier(*((twice, once) if self._misspellings.knows(twice) else (once, twice)))
        return once

    def _mend_phrases(self, words: list[Word], marks: list[str], forms: list[str]) -> None:
        """Put what is meant in the place of words in a row.

        `forms` are the words as they were typed, empty for the second and later words that one of them stands for.
        """
        place = 0
        while place < len(words):
            found = self._phrases.get(words[place].text, ())
            if forms[place] != words[place].text:
                found = (*found, *self._phrases.get(forms[place], ()))
            for parts, meant in found:
                firsts, end = _typed_there(parts, place, words, forms)
                if len(firsts) == len(parts) and not any(marks[place : end - 1]):
                    start, stop, quoted = words[place].start, words[end - 1].end, words[place].quoted
                    if len(meant) == len(parts):
                        new = [words[first]._replace(text=text) for first, text in zip(firsts, meant, strict=True)]
                    else:
                        new = [Word(text, start, stop, quoted) for text in meant]
                    words[place:end], forms[place:end] = new, meant
                    marks[place:end] = [""] * (len(meant) - 1) + [marks[end - 1]]
                    break
            place += 1


def _typed_there(parts: tuple[str, ...], place: int, words: list[Word], forms: list[str]) -> tuple[list[int], int]:
    """The places at which the parts of a phrase begin, up to the first that is not there, and where they end.

    A part is there as it was typed ("ill", which otherwise stands for "i will") or in its usual spelling.
    """
    firsts = []
    for part in parts:
        if place == len(words) or part not in (forms[place], words[place].text):
            break
        firsts.append(place)
        whole = part == forms[place]
        place += 1
        while whole and place < len(words) and not forms[place]:
            place += 1
    return firsts, place


def _straight(typed: str) -> str:
    """A typed word in lower case, with straight apostrophes."""
    return typed.lower().replace("’", "'").replace("‘", "'").replace("`", "'").replace("´", "'")


def _stronger(mark: str, kind: str, typed: str) -> str:
    if kind == "end":
        found = "?" if "?" in typed else "!" if "!" in typed else ";"
        return mark if mark in ("?", "!") else found
    return mark or ","


def _apart(low: str) -> tuple[str, ...]:
    """A word with an apostrophe in its parts: "we've" is "we have", "tom's" is "tom" and "'s"."""
    if low in ("can't", "won't", "shan't"):
        return {"can't": "can", "won't": "will", "shan't": "shall"}[low], "not"
    for ending, meant in _CLITICS:
        if low.endswith(ending) and len(low) > len(ending):
            stem = low[: -len(ending)]
            return (*(_apart(stem) if "'" in stem else (stem,)), meant)
    if low.endswith("'s") or low.endswith("'d"):
        return (low[:-2], low[-2:]) if len(low) > 2 else (low,)
    return (low.replace("'", ""),)


_CONTRACTED_NOT = word_set(
    "is are was were do does did has have had ca could wo would sha should might must need ought dare ai"
)


def _contracts(low: str) -> bool:
    """Whether a word with an apostrophe is put together as such words are: "don't", "she'd", "tom's"; not "dob't"."""
    stem, _, ending = low.rpartition("'")
    if ending == "t":
        return stem.endswith("n") and stem[:-1] in _CONTRACTED_NOT
    return ending in ("s", "d", "m", "re", "ve", "ll") and (len(stem) > 1 or (stem in ("i", "u") and ending != "s"))


_CONTRACTIONS = frozenset(
    [f"{word}n't" for word in _CONTRACTED_NOT]
    + [f"{word}'{ending}" for word in ("i", "you", "we", "they") for ending in ("d", "ve", "ll")]
    + [f"{word}'{ending}" for word in ("he", "she", "it", "that", "there", "what") for ending in ("s", "d", "ll")]
    + [f"{word}'s" for word in ("here", "where", "how", "who", "let")]
    + ["i'm", "you're", "we're", "they're"]
)
"""Short forms that everyone uses."""


def contracted(spelling: Spelling) -> frozenset[str]:
    """Short forms that everyone uses, with the apostrophe and, where that is no other word, without."""
    return _CONTRACTIONS | {bare for word in _CONTRACTIONS if (bare := word.replace("'", "")) in spelling.words}


def _resolved(words: list[Word]) -> list[Word]:
    """Settle "'s" (is, has, or the possessive) and "'d" (would, had) by what stands around them."""
    for place, word in enumerate(words):
        if word.text not in ("'s", "'d"):
            continue
        before = words[place - 1].text if place else ""
        after = words[place + 1].text if place + 1 < len(words) else ""
        if word.text == "'d":
            words[place] = word._replace(text="had" if after in _AFTER_HAD else "would")
        elif before == "let":
            words[place] = word._replace(text="us")
        elif after in _AFTER_HAS:
            words[place] = word._replace(text="has")
        elif before in _IS_HAS or after in ("not", "a", "the", "been", "very", "so", "really"):
            words[place] = word._replace(text="is")
    return words
