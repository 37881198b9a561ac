"""`alongside evaluate`: how far the scorer agrees with gold replies."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import typer
from msgspec import Struct

from bot.coaching.codebook import DIMENSIONS, Dimension, Score
from bot.commands.outcome import BadInput

if TYPE_CHECKING:
    from bot.coaching.codebook import ScoredReply


class GoldReading(Struct, forbid_unknown_fields=True):
    """One reading of a reply with the codebook."""

    two_way: Score
    empathy: Score
    boundaries: Score | None
    moves: list[str]


class GoldReply(Struct):
    """A reply with its readings, as one line of a gold file."""

    id: str
    parent: str
    calls_for: list[Dimension]
    reply: str
    readings: list[GoldReading]
    scenario: str | None = None


class ScoreAgreement(Struct):
    """Agreement on one score. `kappa` is quadratic weighted and the mean over the readings, from -1 to 1."""

    kappa: float
    exact: float
    within_one: float
    replies: int
    na_agree: float | None = None
    """Of the replies without a boundaries score in the reading: the share without one here."""


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


def read_gold(file: Path) -> list[GoldReply]:
    """The replies of a gold file. Raises BadInput that names the line that cannot be read."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f'"{file}" cannot be read: {error}') from error
    replies = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            reply = msgspec.json.decode(line, type=GoldReply)
        except msgspec.MsgspecError as error:
            raise BadInput(f"{file}:{number}: {error}") from error
        if not reply.readings:
            raise BadInput(f'{file}:{number}: "readings" is empty; give at least one')
        replies.append(reply)
    if not replies:
        raise BadInput(f'"{file}" holds no replies')
    return replies


def evaluate(file: Path) -> Agreement:
    """Score every reply of a gold file and compare with its readings. Raises BadInput if it cannot be read."""
    from bot.coaching.scoring.scorer import Scorer
    from bot.library import KNOWLEDGE
    from bot.library.scoring import read_scoring_rules

    gold = read_gold(file)
    scorer = Scorer(read_scoring_rules(KNOWLEDGE))
    return compare(gold, [scorer.score(reply.reply, reply.parent, reply.calls_for) for reply in gold])


def compare(gold: Sequence[GoldReply], scored: Sequence[ScoredReply]) -> Agreement:
    """The figures for gold replies and what the scorer made of them, in the same order."""
    moves = _moves_agreement(gold, scored)
    found = sum(counts[0] for counts in moves.values())
    wrong = sum(counts[1] + counts[2] for counts in moves.values())
    each = {name: _move_agreement(*counts) for name, counts in sorted(moves.items())}
    supported = [agreement.f1 for agreement in each.values() if agreement.support]
    return Agreement(
        replies=len(gold),
        scores={dimension: _score_agreement(dimension, gold, scored) for dimension in DIMENSIONS},
        micro_f1=2 * found / (2 * found + wrong) if found else 0.0,
        macro_f1=sum(supported) / len(supported) if supported else 0.0,
        moves=each,
    )


def _score_agreement(dimension: Dimension, gold: Sequence[GoldReply], scored: Sequence[ScoredReply]) -> ScoreAgreement:
    by_reading: dict[int, list[tuple[int, int]]] = {}
    not_applicable: list[bool] = []
    for reply, ours in zip(gold, scored, strict=True):
        mine = getattr(ours.scores, dimension)
        for number, reading in enumerate(reply.readings[:2]):
            theirs = getattr(reading, dimension)
            if theirs is None:
                not_applicable.append(mine is None)
            else:
                by_reading.setdefault(number, []).append((theirs, 2 if mine is None else mine))
    pairs = [pair for number in by_reading for pair in by_reading[number]]
    kappas = [_kappa(part) for part in by_reading.values()]
    return ScoreAgreement(
        kappa=_mean(kappas),
        exact=_mean(theirs == mine for theirs, mine in pairs),
        within_one=_mean(abs(theirs - mine) <= 1 for theirs, mine in pairs),
        replies=len(by_reading.get(0, ())),
        na_agree=_mean(not_applicable) if not_applicable else None,
    )


def _kappa(pairs: Sequence[tuple[int, int]]) -> float:
    """Cohen's kappa with quadratic weights; 1 if both sides give one and the same score throughout."""
    from sklearn.metrics import cohen_kappa_score

    theirs, mine = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    if len(set(theirs) | set(mine)) == 1:
        return 1.0
    return float(cohen_kappa_score(theirs, mine, weights="quadratic", labels=[0, 1, 2, 3]))


def _moves_agreement(gold: Sequence[GoldReply], scored: Sequence[ScoredReply]) -> dict[str, tuple[int, int, int]]:
    """For each move: rightly found, wrongly found, missed. What only one of two readings found is left out."""
    counts: dict[str, list[int]] = {}
    for reply, ours in zip(gold, scored, strict=True):
        readings = [set(reading.moves) for reading in reply.readings[:2]]
        sure, possible = set.intersection(*readings), set.union(*readings)
        mine = {found.move for found in ours.moves}
        for move in mine & sure:
            counts.setdefault(move, [0, 0, 0])[0] += 1
        for move in mine - possible:
            counts.setdefault(move, [0, 0, 0])[1] += 1
        for move in sure - mine:
            counts.setdefault(move, [0, 0, 0])[2] += 1
    return {move: (right, wrong, missed) for move, (right, wrong, missed) in counts.items()}


def _move_agreement(right: int, wrong: int, missed: int) -> MoveAgreement:
    precision = right / (right + wrong) if right + wrong else 0.0
    recall = right / (right + missed) if right + missed else 0.0
    f1 = 2 * right / (2 * right + wrong + missed) if right else 0.0
    return MoveAgreement(precision=precision, recall=recall, f1=f1, support=right + missed)


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0


def print_agreement(file: Path, as_json: bool = False) -> None:
    """Evaluate a gold file and print the figures, as tables or as JSON. Raises BadInput if it cannot be read."""
    agreement = evaluate(file)
    if as_json:
        typer.echo(json.dumps(msgspec.to_builtins(agreement), indent=2))
        return
    from rich.console import Console
    from rich.table import Table

    scores = Table(title=f"Agreement on {agreement.replies} replies")
    for heading in ("score", "kappa", "exact", "within one", "replies", "n/a agreed"):
        scores.add_column(heading, justify="left" if heading == "score" else "right")
    for name, found in agreement.scores.items():
        agreed = "" if found.na_agree is None else f"{found.na_agree:.3f}"
        scores.add_row(
            name, f"{found.kappa:.3f}", f"{found.exact:.3f}", f"{found.within_one:.3f}", str(found.replies), agreed
        )
    moves = Table(title=f"Moves: micro F1 {agreement.micro_f1:.3f}, macro F1 {agreement.macro_f1:.3f}")
    for heading in ("move", "precision", "recall", "F1", "in readings"):
        moves.add_column(heading, justify="left" if heading == "move" else "right")
    for name, each in agreement.moves.items():
        moves.add_row(name, f"{each.precision:.2f}", f"{each.recall:.2f}", f"{each.f1:.2f}", str(each.support))
    console = Console()
    console.print(scores)
    console.print(moves)
