"""How old one has to be to read a text with ease."""

from __future__ import annotations

import re

_SENTENCE_ENDS = re.compile(r"[.!?…:;]+")
_WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’][a-z]+)?")
_GESTURE = re.compile(r"\([^()]*\)")
_SCHOOL_STARTS_AT = 5
"""Years between a school grade of the United States and the age at which one is in it."""


def reading_age(text: str) -> float:
    """The age in years, by the Flesch–Kincaid grade level plus five; 0 for a text without words.

    Grade level = 0.39 × words per sentence + 11.8 × syllables per word − 15.59 (Kincaid, Fishburne, Rogers and
    Chissom, 1975). Syllables are counted by groups of vowels, with silent endings left out: near enough for a text of
    some sentences, rough for a single one. Gestures in round brackets are not read.
    """
    spoken = _GESTURE.sub(" ", text)
    words = _WORD.findall(spoken)
    if not words:
        return 0.0
    sentences = sum(1 for part in _SENTENCE_ENDS.split(spoken) if _WORD.search(part))
    syllables = sum(map(_syllables, words))
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59 + _SCHOOL_STARTS_AT


def _syllables(word: str) -> int:
    lower = word.lower()
    count = len(re.findall(r"[aeiouyà-ÿ]+", lower))
    silent = r"([^l]e|[^aeioutd]ed|[aeiou][^sxzcgaeiou]es)$"
    return max(1, count - 1 if count > 1 and re.search(silent, lower) else count)
