"""One plain sentence for each score, built from the moves and quoting the trainee's words."""

from __future__ import annotations

from collections.abc import Sequence

from bot.coaching.codebook import Dimension, FoundMove, Reasons, Scores
from bot.coaching.scoring.language import ReasonFile
from bot.coaching.scoring.moves import MoveFinder

_LONGEST_QUOTE = 60


class ReasonTexts:
    """Says why a score is what it is."""

    def __init__(self, texts: ReasonFile, moves: MoveFinder, helps: dict[str, bool]) -> None:
        self._texts = texts
        self._moves = moves
        self._helps = helps

    def reasons(self, scores: Scores, moves: Sequence[FoundMove]) -> Reasons:
        """The sentences for all three scores; none for boundaries that do not apply."""
        return Reasons(
            two_way=self._sentence("two_way", scores.two_way, moves),
            empathy=self._sentence("empathy", scores.empathy, moves),
            boundaries=None if scores.boundaries is None else self._sentence("boundaries", scores.boundaries, moves),
        )

    def _sentence(self, dimension: Dimension, score: int, moves: Sequence[FoundMove]) -> str:
        own = [move for move in moves if self._moves.dimension(move.move) == dimension]
        fitting = [move for move in own if self._helps[move.move] == (score >= 2)]
        clauses = [self._texts.moves[move.move].format(words=_quoted(move.text)) for move in fitting[:2]]
        if not clauses:
            return self._texts.nothing[dimension][score]
        if len(clauses) == 1:
            return clauses[0][:1].upper() + clauses[0][1:] + "."
        joined = self._texts.joined.format(first=clauses[0], second=clauses[1])
        return joined[:1].upper() + joined[1:]


def _quoted(text: str) -> str:
    """The words in one line, cut at a word if they are many."""
    line = " ".join(text.split())
    if len(line) <= _LONGEST_QUOTE:
        return line
    return line[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
