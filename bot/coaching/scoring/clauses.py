"""Sentences and clauses of typed text, also where punctuation is missing.

People type "im sorry that happened what did he say" and mean two sentences. A clause begins after a mark,
at a joining word, and where a question or a new subject plainly starts. The words by which all this is told
are lexicons (`bot/knowledge/lexicons/grammar.yml`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bot.coaching.scoring.language import Form, Kind, Person
from bot.coaching.scoring.lexicon import Lexicons
from bot.coaching.scoring.text import Text, word_set

LEXICONS = word_set(
    "person_i person_we person_you person_they person_it subjects auxiliaries wh_words wh_after_what wh_after_how "
    "asking_verbs short_openers tag_words joining_words takes_back supposing negations fillers before_clause "
    "before_inversion asked_after command_verbs"
)
"""The lexicons without which no text can be cut into clauses."""

LONGEST_SENTENCE = 80
"""Words after which a sentence is taken to have ended, so that time stays in proportion to length."""


_BEFORE_WH = frozenset(["in", "at", "by", "with", "from", "on", "for", "to", "of", "about", "since", "till", "until"])


class Grammar:
    """The small words by which clauses are told apart, from the lexicons.

    Raises ValueError if one of the lexicons is missing.
    """

    def __init__(self, lexicons: Lexicons) -> None:
        people: tuple[Person, ...] = ("i", "we", "you", "they", "it")
        self.persons: Mapping[str, Person] = {
            word: person for person in people for word in lexicons.words(f"person_{person}")
        }
        self.subjects = lexicons.words("subjects")
        self.auxiliaries = lexicons.words("auxiliaries")
        self.wh_words = lexicons.words("wh_words")
        self.after_what = lexicons.words("wh_after_what")
        self.after_how = lexicons.words("wh_after_how")
        self.asking_verbs = lexicons.words("asking_verbs")
        self.short_openers = lexicons.words("short_openers")
        self.tags = lexicons.words("tag_words")
        self.joining = lexicons.words("joining_words")
        self.takes_back = lexicons.entries("takes_back")
        self.supposing = lexicons.words("supposing")
        self.negations = lexicons.words("negations")
        self.fillers = lexicons.words("fillers")
        self.before_clause = lexicons.words("before_clause")
        self.before_inversion = lexicons.words("before_inversion")
        self.asked_after = lexicons.entries("asked_after")
        self.commands = lexicons.words("command_verbs")

    def asks(self, core: Sequence[str]) -> Form | None:
        """How a clause asks, by the order of its words alone: "what did he", "did he", "do not you"; None if not."""
        if len(core) < 2:
            return "why" if core and core[0] == "why" else None
        first, second, third = core[0], core[1], core[2] if len(core) > 2 else ""
        if first in self.wh_words:
            return self._asks_wh(first, second, third, core)
        if first not in self.auxiliaries:
            return None
        if second == "not":
            return "negative" if third in self.subjects else None
        if first == "did" and third:
            return "negative" if third == "not" else "polar"
        if second in self.subjects and third and (first != "had" or second in ("you", "we", "they", "he", "she")):
            if second in ("that", "this", "there", "it") and first in ("do", "have"):
                return None
            return "negative" if third == "not" else "polar"
        return None

    def _asks_wh(self, first: str, second: str, third: str, core: Sequence[str]) -> Form | None:
        if first == "why":
            return "why" if second in self.auxiliaries or second == "not" else None
        if first in ("since", "when", "where", "who", "which", "whose"):
            inverted = second in self.auxiliaries and third in (*self.subjects, "your", "the", "his", "her")
            since = first == "since" and second == "when"
            who = first == "who" and (second in self.auxiliaries or second in self.asking_verbs) and len(core) > 2
            return "wh" if inverted or since or who else None
        cleft = any(word in ("is", "was") for word in core[2:])
        if first == "what" and second in ("is", "was") and any(word in ("is", "was") for word in core[3:]):
            return None
        if second in self.auxiliaries:
            return "wh"
        if second in (self.after_what if first == "what" else self.after_how):
            return "wh"
        return "wh" if first == "what" and second in self.asking_verbs and not cleft else None

    def opens_as_question(self, core: Sequence[str]) -> Form | None:
        """How a clause would ask if the "?" of its sentence were its own."""
        if len(core) < 2:
            return None
        depends = core[0] in ("when", "since", "where", "whose") and core[1] not in self.auxiliaries
        if (core[0] in self.wh_words and not depends) or (core[0] in _BEFORE_WH and core[1] in self.wh_words):
            return "wh"
        return "polar" if core[0] in self.short_openers else None

    def may_depend(self, core: Sequence[str]) -> bool:
        """Whether a clause in a question's order may be part of a statement: "who was there", "how much I like"."""
        if core[0] in ("who", "which", "whose", "when", "where"):
            return core[1] not in self.auxiliaries or core[2:3] == [] or core[2] not in self.subjects
        return core[0] == "how" and core[1] in self.after_how and core[2:3] != [] and core[2] in self.persons

    def ends_in_tag(self, words: Sequence[str], asked: bool) -> bool:
        """Whether the words end in "is not it", "did he", "right" and the like; without "?" only the plainest do."""
        if len(words) > 2 and words[-1] == "not":
            return words[-2] in self.subjects and words[-3] in self.auxiliaries
        if len(words) < 2 or words[-1] not in self.subjects or words[-1] in ("that", "this"):
            return asked and len(words) > 1 and words[-1] in self.tags
        if words[-2] == "not":
            return len(words) > 2 and words[-3] in self.auxiliaries
        if words[-2] in ("do", "have") and words[-1] in ("it", "he", "she"):
            return False
        return words[-2] in self.auxiliaries and (asked or len(words) == 2)

    def core(self, words: Sequence[str]) -> Sequence[str]:
        """The words without the fillers at their start."""
        place = 0
        while place < len(words) - 1 and words[place] in self.fillers:
            place += 1
        return words[place:]


class Clause(NamedTuple):
    """A stretch of words with one thing to say. `start` and `end` count words."""

    start: int
    end: int
    sentence: int
    kind: Kind
    form: Form
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


def read_clauses(text: Text, grammar: Grammar) -> Reading:
    """Cut a text into sentences and clauses."""
    words = [word.text for word in text.words]
    sentences = _sentences(words, text.marks, grammar)
    clauses: list[Clause] = []
    clause_of: list[int] = []
    for number, (start, end) in enumerate(sentences):
        asked = text.marks[end - 1] == "?"
        starts = _clause_starts(words, text.marks, start, end, grammar)
        taken_back, form = False, "none"
        hanging = len(starts) > 1 and tuple(words[starts[-1] : end]) in grammar.asked_after
        for position, (first, last) in enumerate(zip(starts, [*starts[1:], end], strict=True)):
            taken_back = taken_back or _takes_back(words, first, last, grammar)
            final = position == len(starts) - 1
            quoted = text.words[first].quoted and text.words[last - 1].quoted
            unasked = asked and (final or (hanging and last == starts[-1])) and form in ("none", "tag")
            clauses.append(_clause(words, first, last, number, unasked, taken_back, quoted, grammar))
            goes_on = position and words[first] in ("and", "or") and "please" not in words[first:last]
            if goes_on and clauses[-1].kind == "command":
                clauses[-1] = clauses[-1]._replace(kind=clauses[-2].kind)
            form = clauses[-1].form if clauses[-1].form != "none" else form
            clause_of.extend([len(clauses) - 1] * (last - first))
        if asked and clauses[-1].form == "rising":
            _find_asker(words, clauses, len(starts), grammar)
    return Reading(tuple(clauses), tuple(clause_of), tuple(sentences))


def _find_asker(words: list[str], clauses: list[Clause], count: int, grammar: Grammar) -> None:
    """Move the asking from the last clause of a sentence to an earlier one that opens as a question does."""
    for place in range(len(clauses) - count, len(clauses) - 1):
        form = grammar.opens_as_question(grammar.core(words[clauses[place].start : clauses[place].end]))
        if form is not None:
            clauses[place] = clauses[place]._replace(kind="question", form=form)
            clauses[-1] = clauses[-1]._replace(kind="statement", form="none")
            return


def _sentences(words: list[str], marks: tuple[str, ...], grammar: Grammar) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start = 0
    for place, mark in enumerate(marks):
        too_long = place + 1 - start >= LONGEST_SENTENCE
        ends = (
            too_long
            or mark in (";", "?", "!")
            or (place + 1 < len(words) and _new_sentence(words, place + 1, start, grammar))
        )
        if ends:
            found.append((start, place + 1))
            start = place + 1
    if start < len(words):
        found.append((start, len(words)))
    return found


def _new_sentence(words: list[str], place: int, start: int, grammar: Grammar) -> bool:
    """Whether a sentence plainly starts at `place` although no mark says so: a question in its usual order."""
    before, ahead = words[place - 1], words[place : place + 3]
    if place - start < 2 or before in grammar.joining or len(ahead) < 3:
        return False
    if ahead[0] in ("what", "how", "when", "where", "who", "why") and before not in grammar.before_clause:
        if ahead[1] in grammar.auxiliaries:
            plain = ahead[0] in ("what", "how", "why") and ahead[1] not in ("is", "was", "are", "were", "need", "has")
            if ahead[0] in ("who", "when", "where") and ahead[2] in ("there", "that", "this", "it"):
                return False
            if before in grammar.persons:
                return plain and ahead[2] in grammar.subjects
            return plain or ahead[2] in grammar.subjects or ahead[2] in ("your", "his", "her")
        if ahead[0] == "how" and ahead[1] in grammar.after_how:
            return ahead[2] in grammar.auxiliaries
        return ahead[0] == "what" and ahead[1] in grammar.asking_verbs and ahead[2] in ("you", "him", "her", "them")
    if place - start < 3 or not grammar.wh_words.isdisjoint(words[max(start, place - 4) : place]):
        return False
    return (
        ahead[0] in ("do", "did", "can", "could", "would", "shall", "are", "have")
        and ahead[1] in ("you", "we")
        and ahead[2] not in ("think", "reckon", "suppose")
        and before not in grammar.before_inversion
    )


def _clause_starts(words: list[str], marks: tuple[str, ...], start: int, end: int, grammar: Grammar) -> list[int]:
    starts = [start]
    for place in range(start + 1, end):
        joins = words[place] in grammar.joining and place - starts[-1] >= 2
        if (marks[place - 1] == "," and place - starts[-1] >= 1) or joins:
            starts.append(place)
    return starts


def _takes_back(words: list[str], first: int, last: int, grammar: Grammar) -> bool:
    opens = any(tuple(words[first : first + size]) in grammar.takes_back for size in (1, 2, 3, 4))
    return opens or words[last - 1] in ("though", "however", "but")


def _clause(
    words: list[str], first: int, last: int, sentence: int, asked: bool, taken_back: bool, quoted: bool,
    grammar: Grammar,
) -> Clause:  # fmt: skip
    own = words[first:last]
    core = grammar.core(own)
    subject: Person = next((grammar.persons[word] for word in core[:4] if word in grammar.persons), "none")
    kind: Kind = "statement"
    form: Form = "none"
    if not quoted:
        form = _form(own, core, asked, grammar)
        kind = "question" if form != "none" else "command" if _orders(core, grammar) else "statement"
    return Clause(
        first, last, sentence, kind, form, subject,
        negated=any(word in grammar.negations for word in own),
        hypothetical=any(word in grammar.supposing for word in own[:3]),
        after_but=taken_back,
    )  # fmt: skip


def _form(own: Sequence[str], core: Sequence[str], asked: bool, grammar: Grammar) -> Form:
    if 1 < len(core) <= 3 and core[0] not in grammar.wh_words and grammar.ends_in_tag(core, asked):
        return "tag"
    by_order = grammar.asks(core)
    if by_order is not None and (asked or by_order != "wh" or not grammar.may_depend(core)):
        return by_order
    if not asked:
        return "none"
    if core[0] in grammar.auxiliaries:
        return "negative" if "not" in core[1:4] else "polar"
    if core[0] in grammar.wh_words:
        return "why" if core[0] == "why" else "wh"
    if len(core) > 1 and core[0] in grammar.short_openers:
        return "polar"
    return "tag" if grammar.ends_in_tag(own, asked) else "rising"


def _orders(core: Sequence[str], grammar: Grammar) -> bool:
    """Whether a clause begins as an order does, with a verb and without a subject."""
    if len(core) > 1 and core[0] in ("always", "never"):
        return core[1] in grammar.commands
    if core[0] == "let" and core[1:2] in (["us"], ["me"]):
        return False
    if list(core[:2]) == ["do", "not"]:
        return core[2:3] != ["you"]
    has_subject = len(core) > 1 and core[1] in ("i", "we", "he", "she", "they")
    return core[0] in grammar.commands and not has_subject
