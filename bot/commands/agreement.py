"""How far scores and moves agree with readings by the codebook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from msgspec import Struct

from bot.coaching.agreement.gold import OVERLOOKED, GoldReply
from bot.coaching.agreement.kappa import weighted_kappa
from bot.coaching.codebook import DIMENSIONS, Dimension, ScoredReply


class ScoreAgreement(Struct):
    """Agreement on one score. Shares run from 0 to 1; means are over the readings."""

    kappa: float
    """Cohen's kappa with quadratic weights, from -1 to 1."""
    exact: float
    within_one: float
    replies: int
    na_agree: float | None = None
    """Of the replies without a boundaries score in the reading: the share without one here."""
    gross: float = 0.0
    """The share of scores at the other end of the scale: 0 for 3, or 3 for 0."""
    beyond_length: float = 0.0
    """Partial correlation with the reading, given the number of words: what agreement is left that length does not
    explain, from -1 to 1."""
    confusion: list[list[int]] = []
    """How often a reading of 0 to 3 (the row) was scored 0 to 3 (the column)."""


class MoveAgreement(Struct):
    """Agreement on one move: shares from 0 to 1, and how often the readings found it."""

    precision: float
    recall: float
    f1: float
    support: int


class Agreement(Struct):
    """All figures of one evaluation."""

    replies: int
    scores: dict[str, ScoreAgreement]
    micro_f1: float
    macro_f1: float
    """Mean F1 of the moves that the readings found at least once."""
    moves: dict[str, MoveAgreement]


class Disagreement(Struct):
    """One reply on which scores and readings differ."""

    reply: GoldReply
    ours: dict[str, int | None]
    theirs: dict[str, int | None]
    """The scores of the first reading."""
    only_ours: list[str]
    """Moves that no reading found."""
    only_theirs: list[str]
    """Moves that every reading found and we did not."""
    points: int
    """By how much the scores differ, all three together."""


def compare(gold: Sequence[GoldReply], scored: Sequence[ScoredReply]) -> Agreement:
    """The figures for gold replies and what the scorer made of them, in the same order."""
    moves = _move_counts(gold, scored)
    found = sum(counts[0] for counts in moves.values())
    wrong = sum(counts[1] + counts[2] for counts in moves.values())
    each = {name: _move_agreement(*counts) for name, counts in sorted(moves.items())}
    supported = [agreement.f1 for agreement in each.values() if agreement.support]
    return Agreement(
        replies=len(gold),
        scores={name: score_agreement(name, gold, [each.scores.of(name) for each in scored]) for name in DIMENSIONS},
        micro_f1=2 * found / (2 * found + wrong) if found else 0.0,
        macro_f1=_mean(supported),
        moves=each,
    )


def score_agreement(dimension: Dimension, gold: Sequence[GoldReply], scores: Sequence[int | None]) -> ScoreAgreement:
    """Agreement of one score of all replies with their readings."""
    by_reading: dict[int, list[tuple[int, int, int]]] = {}
    not_applicable: list[bool] = []
    for reply, mine in zip(gold, scores, strict=True):
        for number, reading in enumerate(reply.readings[:2]):
            theirs = reading.score(dimension)
            if theirs is None:
                not_applicable.append(mine is None)
            else:
                words = len(reply.reply.split())
                by_reading.setdefault(number, []).append((theirs, OVERLOOKED if mine is None else mine, words))
    triples = [triple for number in by_reading for triple in by_reading[number]]
    confusion = [[0] * 4 for _ in range(4)]
    for theirs, mine, _ in triples:
        confusion[theirs][mine] += 1
    return ScoreAgreement(
        kappa=_mean(_kappa(part) for part in by_reading.values()),
        exact=_mean(theirs == mine for theirs, mine, _ in triples),
        within_one=_mean(abs(theirs - mine) <= 1 for theirs, mine, _ in triples),
        replies=len(by_reading.get(0, ())),
        na_agree=_mean(not_applicable) if not_applicable else None,
        gross=_mean(abs(theirs - mine) == 3 for theirs, mine, _ in triples),
        beyond_length=_mean(_partial_correlation(part) for part in by_reading.values()),
        confusion=confusion,
    )


def disagreements(gold: Sequence[GoldReply], scored: Sequence[ScoredReply]) -> list[Disagreement]:
    """The replies on which scores or moves differ, those that differ most first."""
    found = []
    for reply, ours in zip(gold, scored, strict=True):
        first = reply.readings[0]
        mine = {move.move for move in ours.moves}
        sure, possible = _moves_read(reply) or (mine, mine)
        points = sum(
            abs(theirs - _counted(ours.scores.of(name)))
            for name in DIMENSIONS
            if (theirs := first.score(name)) is not None
        )
        only_ours, only_theirs = sorted(mine - possible), sorted(sure - mine)
        if points or only_ours or only_theirs:
            found.append(
                Disagreement(
                    reply,
                    {name: ours.scores.of(name) for name in DIMENSIONS},
                    {name: first.score(name) for name in DIMENSIONS},
                    only_ours, only_theirs, points,
                )
            )  # fmt: skip
    return sorted(found, key=lambda each: (-each.points, -len(each.only_ours) - len(each.only_theirs)))


def _moves_read(reply: GoldReply) -> tuple[set[str], set[str]] | None:
    """The moves that every reading found, and those that at least one found; None if no reading looked for any."""
    found = [set(reading.moves) for reading in reply.readings[:2] if reading.moves is not None]
    return (set.intersection(*found), set.union(*found)) if found else None


def _counted(score: int | None) -> int:
    return OVERLOOKED if score is None else score


def _kappa(pairs: Sequence[tuple[int, int, int]]) -> float:
    """Cohen's kappa with quadratic weights; 1 if both sides give one and the same score throughout."""
    kappa = weighted_kappa((theirs, mine) for theirs, mine, _ in pairs)
    return 1.0 if kappa is None else kappa


def _partial_correlation(triples: Sequence[tuple[int, int, int]]) -> float:
    """Pearson's correlation of two scores, what the number of words explains of each taken out; 0 if undefined."""
    theirs, mine, words = np.array(triples, dtype=float).T
    length = np.column_stack([np.ones_like(words), words])
    left = [scores - length @ np.linalg.lstsq(length, scores, rcond=None)[0] for scores in (theirs, mine)]
    spread = float(np.linalg.norm(left[0]) * np.linalg.norm(left[1]))
    return float(left[0] @ left[1]) / spread if spread > 1e-9 else 0.0


def _move_counts(gold: Sequence[GoldReply], scored: Sequence[ScoredReply]) -> Mapping[str, tuple[int, int, int]]:
    """For each move: rightly found, wrongly found, missed. What only one of two readings found is left out."""
    counts: dict[str, list[int]] = {}
    for reply, ours in zip(gold, scored, strict=True):
        read = _moves_read(reply)
        if read is None:
            continue
        sure, possible = read
        mine = {found.move for found in ours.moves}
        for kind, moves in enumerate((mine & sure, mine - possible, sure - mine)):
            for move in moves:
                counts.setdefault(move, [0, 0, 0])[kind] += 1
    return {move: (right, wrong, missed) for move, (right, wrong, missed) in counts.items()}


def _move_agreement(right: int, wrong: int, missed: int) -> MoveAgreement:
    precision = right / (right + wrong) if right + wrong else 0.0
    recall = right / (right + missed) if right + missed else 0.0
    f1 = 2 * right / (2 * right + wrong + missed) if right else 0.0
    return MoveAgreement(precision=precision, recall=recall, f1=f1, support=right + missed)


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0
