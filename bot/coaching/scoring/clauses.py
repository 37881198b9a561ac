"""Sentences and clauses of typed text, also where punctuation is missing.

People type "im sorry that happened what did he say" and mean two sentences. A clause begins after a mark,
at a joining word, and where a question or a new subject plainly starts.
"""

from __future__ import annotations

from typing import NamedTuple

from bot.coaching.scoring.language import Kind, Person
from bot.coaching.scoring.text import Text, word_set

_WH = word_set("what how when where which who whose why whats hows since")
_AUX = word_set(
    "do does did is are was were am can could would will shall should have has had may might must dare need"
)
_SUBJECTS = word_set("i we you he she they it there that this")
_PERSONS: dict[str, Person] = {
    **dict.fromkeys(("i", "me", "my"), "i"),
    **dict.fromkeys(("we", "us", "our"), "we"),
    **dict.fromkeys(("you", "your"), "you"),
    **dict.fromkeys(("he", "she", "they", "him", "her", "his", "their", "them"), "they"),
    **dict.fromkeys(("it", "that", "this", "there"), "it"),
}
_JOINING = word_set("but and so because or although though however while whereas if when unless until")
_TAKES_BACK = frozenset(["but", "however", "although", "though", "yet", "only", "still"])
_TAKES_BACK_PAIRS = frozenset(
    tuple(phrase.split())
    for phrase in [
        "at least",
        "mind you",
        "having said",
        "that said",
        "then again",
        "even so",
        "it is just",
        "at the same time",
    ]
)
FILLERS = word_set(
    "well so ok okay right yes yeah no oh ah and but then now please just look listen hey hi hello sure "
    "honestly really also actually maybe perhaps sorry um uh hmm er erm dear gosh wow alright aw ha haha "
    "anyway first still"
)
_NEGATIONS = word_set("not no never nobody none nothing nowhere neither nor without cannot")
_SUPPOSING = frozenset(["if", "unless", "suppose", "supposing", "imagine", "whether"])


LONGEST_SENTENCE = 80
"""Words after which a sentence is taken to have ended, so that time stays in proportion to length."""


class Clause(NamedTuple):
    """A stretch of words with one thing to say. `start` and `end` count words."""

    start: int
    end: int
    sentence: int
    kind: Kind
    subject: Person
    negated: bool
    hypothetical: bool
    after_but: bool
    """Whether it follows a word that takes back, in its sentence or at the start of it."""


class Reading(NamedTuple):
    """The clauses of a text, and for each word the number of its clause."""

    clauses: tuple[Clause, ...]
    clause_of: tuple[int, ...]
    sentences: tuple[tuple[int, int], ...]

    def at(self, word: int) -> Clause:
        """The clause in which a word stands."""
        return self.clauses[self.clause_of[word]]


def read_clauses(text: Text, commands: frozenset[str]) -> Reading:
    """Cut a text into sentences and clauses. `commands` are the verbs that can open an order."""
    words = [word.text for word in text.words]
    sentences = _sentences(words, text.marks)
    clauses: list[Clause] = []
    clause_of: list[int] = []
    for number, (start, end) in enumerate(sentences):
        asked = text.marks[end - 1] == "?"
        starts = _clause_starts(words, text.marks, start, end)
        taken_back = False
        for position, (first, last) in enumerate(zip(starts, [*starts[1:], end], strict=True)):
            taken_back = taken_back or _takes_back(words, first, last)
            final = position == len(starts) - 1
            clauses.append(_clause(words, first, last, number, asked, final, taken_back, commands))
            clause_of.extend([len(clauses) - 1] * (last - first))
    return Reading(tuple(clauses), tuple(clause_of), tuple(sentences))


def _sentences(words: list[str], marks: tuple[str, ...]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start = 0
    for place, mark in enumerate(marks):
        too_long = place + 1 - start >= LONGEST_SENTENCE
        ends = (
            too_long or mark in (";", "?", "!") or (place + 1 < len(words) and _new_sentence(words, place + 1, start))
        )
        if ends:
            found.append((start, place + 1))
            start = place + 1
    if start < len(words):
        found.append((start, len(words)))
    return found


def _new_sentence(words: list[str], place: int, start: int) -> bool:
    """Whether a sentence plainly starts at `place` although no mark says so: a question in its usual order."""
    if place - start < 3 or words[place - 1] in _JOINING:
        return False
    ahead = words[place : place + 3]
    if len(ahead) < 3:
        return False
    if ahead[0] in _WH and ahead[1] in _AUX and ahead[2] in _SUBJECTS | {"your", "his", "her"}:
        return words[place - 1] not in ("know", "of", "to", "about", "and", "see", "for", "with", "matter", "is")
    return (
        ahead[0] in ("do", "did", "can", "could", "would", "shall", "are", "have")
        and ahead[1]
        in (
            "you",
            "we",
        )
        and words[place - 1]
        not in _WH | {"you", "we", "i", "they", "how", "time", "much", "many", "than", "as", "to", "nor"}
    )


def _clause_starts(words: list[str], marks: tuple[str, ...], start: int, end: int) -> list[int]:
    starts = [start]
    for place in range(start + 1, end):
        joins = words[place] in _JOINING and place - starts[-1] >= 2
        if (marks[place - 1] == "," and place - starts[-1] >= 1) or joins:
            starts.append(place)
    return starts


def _takes_back(words: list[str], first: int, last: int) -> bool:
    opening = words[first : first + 2]
    if any(word in _TAKES_BACK for word in opening[:1]) or tuple(opening) in _TAKES_BACK_PAIRS:
        return True
    if tuple(words[first : first + 3]) in _TAKES_BACK_PAIRS or tuple(words[first : first + 4]) in _TAKES_BACK_PAIRS:
        return True
    return words[last - 1] in ("though", "however", "but")


def _clause(
    words: list[str], first: int, last: int, sentence: int, asked: bool, final: bool, taken_back: bool,
    commands: frozenset[str],
) -> Clause:  # fmt: skip
    own = words[first:last]
    core = _without_fillers(own)
    subject: Person = next((_PERSONS[word] for word in core[:4] if word in _PERSONS), "none")
    kind: Kind = "statement"
    if _asks(core) or (asked and final):
        kind = "question"
    elif (
        core
        and (core[0] in commands or (core[:2] == ["do", "not"] and core[2:3] != ["you"]))
        and not _has_subject(core)
    ) or (len(core) > 1 and core[0] in ("always", "never") and core[1] in commands):
        kind = "command"
    return Clause(
        first, last, sentence, kind, subject,
        negated=any(word in _NEGATIONS for word in own),
        hypothetical=any(word in _SUPPOSING for word in own[:3]),
        after_but=taken_back,
    )  # fmt: skip


def _without_fillers(words: list[str]) -> list[str]:
    place = 0
    while place < len(words) - 1 and words[place] in FILLERS:
        place += 1
    return words[place:]


def _asks(core: list[str]) -> bool:
    """Whether a clause has the order of a question: "what did he", "did he", "how long"."""
    if len(core) < 2:
        return core in (["why"], ["how"])
    first, second = core[0], core[1]
    if first in _WH and first not in ("since", "when", "where", "which", "who"):
        return second in _AUX or second in (
            "long",
            "often",
            "many",
            "much",
            "about",
            "come",
            "is",
            "time",
            "kind",
            "else",
        )
    if first in _WH:
        return second in _AUX and len(core) > 2
    if first in _AUX and second in _SUBJECTS - {"that", "this"}:
        return first not in ("had", "have") or second in ("you", "we", "they", "he", "she")
    return first in _AUX and second in ("not", "n't") and core[2:3] != [] and core[2] in _SUBJECTS


def _has_subject(core: list[str]) -> bool:
    return len(core) > 1 and core[1] in ("i", "we", "he", "she", "they")
