"""From rules that fired to moves: what stands, and which words show it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from bot.coaching.codebook import Dimension, FoundMove
from bot.coaching.scoring.language import Pack
from bot.coaching.scoring.places import Hit
from bot.coaching.scoring.reader import Read


class Found(NamedTuple):
    """A move, or a sign, and the words that show it."""

    move: str
    rule: str
    start: int
    end: int


class MoveFinder:
    """Decides between rules that fired on the same words."""

    def __init__(self, packs: Iterable[Pack]) -> None:
        self._packs: dict[str, Pack] = {}
        for pack in packs:
            self._packs[pack.move] = pack
        self._move_of = {rule.id: pack.move for pack in self._packs.values() for rule in pack.rules}
        self._beside = {rule.id: rule.beside for pack in self._packs.values() for rule in pack.rules if rule.beside}

    def find(self, hits: Iterable[Hit]) -> tuple[Found, ...]:
        """The moves that stand, each once for each place, in the order of their words."""
        found = self.named(hits)
        return tuple(each for each in found if self.silencer(each, found) is None and not self.lacks(each, found))

    def named(self, hits: Iterable[Hit]) -> tuple[Found, ...]:
        """The moves of all rules that fired, whether or not they stand."""
        return tuple(Found(self._move_of[hit.rule], hit.rule, hit.start, hit.end) for hit in hits)

    def silencer(self, each: Found, found: Iterable[Found]) -> str | None:
        """The move that takes the place of another or rules it out; None if it stands."""
        pack = self._packs[each.move]
        if not pack.not_beside and not pack.silenced_by:
            return None
        for other in found:
            if other.move in pack.not_beside or (other.move in pack.silenced_by and _overlap(other, each)):
                return other.move
        return None

    def lacks(self, each: Found, found: Iterable[Found]) -> tuple[str, ...]:
        """The moves of which one would have to be in the reply for another to stand; empty if it stands."""
        wanted = self._beside.get(each.rule, ())
        return () if not wanted or any(other.move in wanted for other in found) else wanted

    def dimension(self, move: str) -> Dimension:
        """The dimension of a move or sign."""
        return self._packs[move].dimension

    def shown(self, found: Iterable[Found], reply: Read) -> tuple[FoundMove, ...]:
        """The moves as people see them: signs left out, each move at the words that show it best."""
        best: dict[str, Found] = {}
        for each in found:
            if self._packs[each.move].sign:
                continue
            held = best.get(each.move)
            if held is None or each.end - each.start > held.end - held.start:
                best[each.move] = each
        moves = [_shown(each, reply) for each in best.values()]
        return tuple(sorted(moves, key=lambda move: (move.start, move.end, move.move)))

    def signs(self, found: Iterable[Found], reply: Read) -> dict[str, str]:
        """The words of each rule of a sign that fired, where it fired first."""
        signs: dict[str, str] = {}
        for each in found:
            if self._packs[each.move].sign:
                signs.setdefault(each.rule, _shown(each, reply).text)
        return signs


def _overlap(one: Found, other: Found) -> bool:
    return one.start < other.end and other.start < one.end


def _shown(each: Found, reply: Read) -> FoundMove:
    """The move with its place in the reply as typed, widened to whole words."""
    original = reply.text.original
    if each.start >= each.end or not reply.text.words:
        return FoundMove(move=each.move, start=0, end=len(original), text=original, rule=each.rule)
    start, end = reply.text.words[each.start].start, reply.text.words[each.end - 1].end
    return FoundMove(move=each.move, start=start, end=end, text=original[start:end], rule=each.rule)
