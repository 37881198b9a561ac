"""One plain sentence for each score, built from the moves and quoting the trainee's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.coaching.codebook import DIMENSIONS, Dimension, FoundMove, Reasons
from bot.coaching.scoring.language import ReasonFile
from bot.coaching.scoring.moves import MoveFinder
from bot.coaching.scoring.scores import Settled

_LONGEST_QUOTE = 60


class ReasonTexts:
    """Says why a score is what it is."""

    def __init__(self, texts: ReasonFile, moves: MoveFinder, helps: dict[str, bool]) -> None:
        self._texts = texts
        self._moves = moves
        self._helps = helps

    def reasons(
        self, settled: Mapping[Dimension, Settled], moves: Sequence[FoundMove], signs: Mapping[str, str]
    ) -> Reasons:
        """The sentences for all three scores; none for boundaries that do not apply.

        `signs` holds the words of each rule of a sign that fired.
        """
        two_way, empathy, boundaries = (self._sentence(name, settled[name], moves, signs) for name in DIMENSIONS)
        assert two_way is not None
        assert empathy is not None
        return Reasons(two_way=two_way, empathy=empathy, boundaries=boundaries)

    def _sentence(
        self, dimension: Dimension, settled: Settled, moves: Sequence[FoundMove], signs: Mapping[str, str]
    ) -> str | None:
        """Up to two clauses: of moves of the dimension, or, if there are none, of signs."""
        if settled.score is None:
            return None
        good = settled.score >= 2
        own = [move for move in moves if self._moves.dimension(move.move) == dimension]
        clauses = [
            self._texts.moves[move.move].format(words=_quoted(move.text))
            for move in own
            if self._helps[move.move] == good
        ]
        clauses = clauses or self._of_signs(dimension, settled, signs)
        if not clauses:
            return self._texts.nothing[dimension][settled.score]
        if len(clauses) == 1:
            return clauses[0][:1].upper() + clauses[0][1:] + "."
        joined = self._texts.joined.format(first=clauses[0], second=clauses[1])
        return joined[:1].upper() + joined[1:]

    def _of_signs(self, dimension: Dimension, settled: Settled, signs: Mapping[str, str]) -> list[str]:
        """What the signs of a dimension say for its score, those that made most points first."""
        good = (settled.score or 0) >= 2
        texts = self._texts.signs.help if good else self._texts.signs.hurt
        telling = [
            (name, made)
            for name, made in settled.points
            if name in signs and name in texts and (made > 0) == good
            if self._moves.dimension(name.partition(".")[0]) == dimension
        ]
        ordered = sorted(telling, key=lambda each: -abs(each[1]))
        return [texts[name].format(words=_quoted(signs[name])) for name, _ in ordered]


def _quoted(text: str) -> str:
    """The words in one line, cut at a word if they are many."""
    line = " ".join(text.split())
    if len(line) <= _LONGEST_QUOTE:
        return line
    return line[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
