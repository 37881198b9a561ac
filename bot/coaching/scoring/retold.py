"""A step that the teacher puts forward, as the parent would say it back: "you ring me on Friday"."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, get_args

from bot.coaching.codebook import Weekday
from bot.coaching.scoring.clauses import Clause
from bot.coaching.scoring.finders import PhraseFinder
from bot.coaching.scoring.language import ProposalRules
from bot.coaching.scoring.lexicon import Lexicons
from bot.coaching.scoring.patterns import compile_phrase
from bot.coaching.scoring.reader import Read

FEWEST, MOST = 3, 22
"""Words of a step that can be said back: fewer say nothing, and more nobody repeats."""


class _Opening(NamedTuple):
    """Where a step begins, and what the parent says in place of the words from `start` to `end`."""

    start: int
    end: int
    parent: str


class Reteller:
    """Puts a teacher's steps into the parent's mouth."""

    def __init__(self, rules: ProposalRules, lexicons: Lexicons, spell: Callable[[str], tuple[str, ...]]) -> None:
        self._rules = rules
        self._openers = PhraseFinder(
            (str(number), compile_phrase(opener.teacher, lexicons, spell))
            for number, opener in enumerate(rules.openers)
        )

    def steps(self, read: Read, times: frozenset[int]) -> Iterator[tuple[int, int, str]]:
        """Each step of a reply: the words it takes, from `start` up to `end`, and the parent's way to say it.

        `times` are the places of words that name a time, which may come before the step: "On Friday I'll ring you".
        """
        openings = sorted(self._openings(read))
        taken = 0
        for opening in openings:
            clause = read.reading.at(opening.start)
            if opening.start < taken or clause.negated or not self._begins(read, clause, opening, times):
                continue
            end = self._end(read, clause, {each.start for each in openings if each.start > opening.start})
            taken = end
            before = [place for place in range(clause.start, opening.start) if place in times]
            after = range(opening.end, end)
            if after and FEWEST <= len(before) + len(opening.parent.split()) + len(after) <= MOST:
                done = self._swapped(read, after, opening.parent.split()[-1], times)
                who = _school(opening.parent, done)
                said = [*self._swapped(read, before), *who.split(), *done]
                yield min([opening.start, *before]), end, self._run_together(said)

    def as_meant(self, read: Read, start: int, end: int) -> str:
        """Words of the reply in their usual spelling, with the capitals and pauses they have."""
        said = ""
        for place in range(start, end):
            said += self._as_typed(read, place)
            said += ", " if read.text.marks[place] == "," else " "
        return said.strip(" ,")

    def _openings(self, read: Read) -> Iterator[_Opening]:
        longest: dict[int, _Opening] = {}
        for hit in self._openers.find(read):
            opener = self._rules.openers[int(hit.rule)]
            after = hit.end - opener.keeps
            rules = self._rules
            none_before = rules.no_step_before + (rules.no_step_asked if opener.asks else ())
            if after < len(read.words) and read.words[after] in none_before:
                continue
            found = _Opening(hit.start, after, opener.parent)
            if hit.start not in longest or longest[hit.start].end < found.end:
                longest[hit.start] = found
        return iter(longest.values())

    def _begins(self, read: Read, clause: Clause, opening: _Opening, times: frozenset[int]) -> bool:
        """Whether nothing but small words and times stands before it in its clause, and something to do after it."""
        small = self._rules.before_a_step
        within = opening.end < clause.end and opening.end not in times
        return within and all(
            place in times or read.words[place] in small for place in range(clause.start, opening.start)
        )

    def _end(self, read: Read, clause: Clause, openings: set[int]) -> int:
        """The end of the step: of its clause, or of those that go on from it."""
        end = clause.end
        for later in read.reading.clauses:
            if later.start != end or later.sentence != clause.sentence:
                continue
            first = read.words[later.start]
            if first in self._rules.stops or first not in self._rules.goes_on:
                break
            if any(later.start <= place < later.end for place in openings):
                break
            end = later.end
        return end

    def _swapped(
        self, read: Read, places: Iterable[int], before: str = "", times: frozenset[int] = frozenset()
    ) -> list[str]:
        """The words at these places in the parent's mouth; `before` is what is said before them."""
        words: list[str] = []
        for place in places:
            if read.words[place] != "please":
                words.append(self._swap(read, place, words[-1] if words else before, place - 1 in times))
        return words

    def _swap(self, read: Read, place: int, before: str, after_time: bool) -> str:
        rules, word = self._rules, read.words[place]
        if word == "you":
            return "us" if _of_several(read, place) else "I" if before in rules.acts_after or after_time else "me"
        if word in rules.verbs_after_you and before == "I":
            return rules.verbs_after_you[word]
        return rules.swaps.get(word) or self._as_typed(read, place)

    @staticmethod
    def _as_typed(read: Read, place: int) -> str:
        """A word with the capital it has as a name; weekdays always have theirs."""
        word, typed = read.words[place], read.text.words[place]
        original = read.text.original[typed.start : typed.end]
        if word.rstrip("s") in _CAPITALS:
            return word.capitalize()
        first = place == 0 or read.text.marks[place - 1] in (";", "?", "!")
        named = original[: len(word)]
        return named if named.istitle() and named.lower() == word and not first else word

    def _run_together(self, words: list[str]) -> str:
        said: list[str] = []
        for place, word in enumerate(words, start=1):
            # Nobody says "how he's": the last word keeps its full form.
            short = self._rules.short.get(f"{said[-1]} {word}") if said and place < len(words) else None
            if short:
                said[-1] = short
            elif word == "'s" and said:
                said[-1] += word
            else:
                said.append(word)
        return " ".join(said)


_CAPITALS = frozenset(get_args(Weekday))


def _school(opening: str, done: Iterable[str]) -> str:
    """ "you will" for a "we will" that does not count the parent in: "we'll listen to you"."""
    return opening.replace("we", "you", 1) if opening.startswith("we ") and "me" in done else opening


def _of_several(read: Read, place: int) -> bool:
    """Whether "you" is both parents or more: "the two of you", "you both"."""
    before, after = read.words[max(0, place - 2) : place], read.words[place + 1 : place + 2]
    return after in (("both",), ("two",), ("all",)) or (
        len(before) == 2 and before[0] in ("two", "both", "all", "each") and before[1] == "of"
    )
