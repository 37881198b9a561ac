"""What phrases compile to: rows of steps, which are walked from a word that must be there."""

from __future__ import annotations

import itertools
from collections.abc import Container, Iterator, Mapping, Sequence, Set
from typing import NamedTuple


class Step(NamedTuple):
    """One word of a pattern, or a choice of phrases."""

    words: frozenset[str] | None
    """The words that fit; None for any word."""
    optional: bool = False
    barred: bool = False
    """Whether `words` are those that do not fit."""
    gap: int = 0
    """If not 0: any words, from none up to so many."""
    ways: tuple[tuple[Step, ...], ...] = ()
    """Rows of steps, of which one must fit. They are tried here and not written out as patterns."""
    heads: Mapping[str, tuple[tuple[Step, ...], ...]] | None = None
    """More such rows: those that begin with a word that must be there, by that word. None if this is no choice."""

    @property
    def is_word(self) -> bool:
        """Whether one of its words must be there."""
        return self.words is not None and not (self.optional or self.barred)

    @property
    def first_needed(self) -> Container[str] | None:
        """The words with one of which it must begin; None if that can be any word, or none at all."""
        if self.heads is not None:
            return None if self.ways else self.heads
        return self.words if self.is_word else None

    def fits(self, word: str) -> bool:
        """Whether a word fits here."""
        return self.words is None or (word in self.words) != self.barred

    def open_ways(self, word: str | None) -> Iterator[tuple[Step, ...]]:
        """The ways that could begin with a word; None if there is no word left."""
        if word is not None and self.heads is not None:
            yield from self.heads.get(word, ())
        yield from self.ways

    def single(self) -> Iterator[Step]:
        """The step, or the steps of all the ways of a choice."""
        if self.heads is None:
            yield self
            return
        for row in itertools.chain(self.ways, *self.heads.values()):
            yield from row


class Pattern(NamedTuple):
    """A row of steps, cut at its anchor: the step that is least often met.

    A text is searched from the places of its anchors, to the left and to the right, so a pattern costs nothing
    where its anchor does not occur.
    """

    anchor: frozenset[str]
    left: tuple[Step, ...]
    """The steps before the anchor, from right to left."""
    right: tuple[Step, ...]
    trailing: int = 0
    """Words after the match that belong to what is shown."""

    def match(self, words: Sequence[str], place: int, first: int, last: int) -> tuple[int, int] | None:
        """The longest match with its anchor at `place`, between the words `first` and `last`; None if there is none."""
        start = _walk(self.left, 0, words, place - 1, first - 1, -1)
        if start is None:
            return None
        end = _walk(self.right, 0, words, place + 1, last, 1)
        return None if end is None else (start + 1, end)


def first_words(steps: Sequence[Step]) -> Set[str] | None:
    """The words with which steps can begin; None if that can be any word, or none at all."""
    found: frozenset[str] = frozenset()
    for step in steps:
        if step.heads is not None:
            if step.ways:
                return None
            return found.union(step.heads) if found else step.heads.keys()
        if step.words is None or step.barred:
            return None
        found = found | step.words if found else step.words
        if not step.optional:
            return found
    return None


def _walk(steps: tuple[Step, ...], at: int, words: Sequence[str], place: int, stop: int, way: int) -> int | None:
    """Where the steps end, going one way as far as they can; None if they do not fit."""
    for number in range(at, len(steps)):
        wanted, optional, barred, gap, _, heads = steps[number]
        if heads is not None:
            return _walk_ways(steps, number, words, place, stop, way)
        if gap:
            return _walk_gap(steps, number, words, place, stop, way)
        if place != stop and (wanted is None or (words[place] in wanted) != barred):
            if optional:
                end = _walk(steps, number + 1, words, place + way, stop, way)
                if end is not None:
                    return end
            else:
                place += way
        elif not optional:
            return None
    return place


def _walk_gap(steps: tuple[Step, ...], at: int, words: Sequence[str], place: int, stop: int, way: int) -> int | None:
    """Where the steps end, of which the first is a gap: as many of its words as can be are taken."""
    ahead = steps[at + 1].first_needed if at + 1 < len(steps) else None
    for reached in range(place + way * min(steps[at].gap, (stop - place) * way), place - way, -way):
        if ahead is None or (reached != stop and words[reached] in ahead):
            end = _walk(steps, at + 1, words, reached, stop, way)
            if end is not None:
                return end
    return None


def _walk_ways(steps: tuple[Step, ...], at: int, words: Sequence[str], place: int, stop: int, way: int) -> int | None:
    """Where the steps end, of which the first is a choice: the way is taken that comes furthest with the rest."""
    best: int | None = None
    rest = steps[at + 1 :]
    heads = steps[at].heads
    if heads and place != stop:
        for row in heads.get(words[place], ()):
            # The first word of these ways is the one by which they were found.
            end = _walk(row + rest, 1, words, place + way, stop, way)
            if end is not None and (best is None or (end - best) * way > 0):
                best = end
    for row in steps[at].ways:
        end = _walk(row + rest, 0, words, place, stop, way)
        if end is not None and (best is None or (end - best) * way > 0):
            best = end
    return best
