"""`alongside evaluate`: how far the scorer agrees with gold replies."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import typer
from msgspec import Struct

from bot.commands.agreement import Agreement, Disagreement, compare, disagreements
from bot.commands.baselines import Baseline, baselines
from bot.commands.gold import GoldReply, read_gold
from bot.commands.outcome import BadInput
from bot.library import KNOWLEDGE

if TYPE_CHECKING:
    from bot.coaching.codebook import ScoredReply

TRAINED_ON = KNOWLEDGE.parent.parent / "tests" / "gold" / "dev.jsonl"
"""The readings that baselines learn from unless others are given."""
STDOUT = Path("-")


class Report(Struct):
    """What one evaluation found, as it is written to a file and compared with later ones."""

    file: str
    agreement: Agreement
    baselines: dict[str, dict[str, Baseline]] | None = None
    beside: Agreement | None = None


class Shown(Struct, frozen=True):
    """What is shown beyond agreement, moves and baselines."""

    confusion: bool = False
    styles: bool = False
    """Agreement apart for each style, which is what stands before the hyphen of an id."""
    worst: int = 0
    """Replies on which scores and readings differ most."""
    texts: bool = True
    """Whether the worst are shown with their words; a file that must stay unread is shown without."""


def evaluate(file: Path) -> Agreement:
    """Score every reply of a gold file and compare with its readings. Raises BadInput if it cannot be read."""
    gold = read_gold(file)
    return compare(gold, _scored(gold))


def print_agreement(
    file: Path, json: Path | None = None, earlier: Path | None = None, beside: Path | None = None,
    train: Path | None = None, with_baselines: bool = True, shown: Shown = Shown(),  # noqa: B008
) -> None:  # fmt: skip
    """Evaluate a gold file and print the figures.

    `json` is where the report goes as JSON ("-": standard output, and nothing else is printed), `earlier` a report to
    compare with, `beside` a second gold file whose figures are set beside the first's, and `train` the gold file that
    baselines learn from. Raises BadInput for a file that cannot be read.
    """
    gold = read_gold(file)
    before = _read_report(earlier) if earlier else None
    other = read_gold(beside) if beside else None
    learnt = _training(train, file) if with_baselines else None
    scored = _scored(gold)
    report = Report(file=file.name, agreement=compare(gold, scored))
    if learnt:
        report.baselines = baselines(gold, learnt)
    if other is not None:
        report.beside = compare(other, _scored(other))
    if json is not None:
        _write(report, json)
        if json == STDOUT:
            return
    from rich.console import Console

    from bot.commands import evaluate_tables as tables

    console = Console()
    console.print(tables.scores(report.agreement))
    if report.baselines is not None:
        console.print(tables.baselines(report.agreement, report.baselines))
    console.print(tables.moves(report.agreement))
    if beside is not None and report.beside is not None:
        console.print(tables.difference(report.agreement, report.beside, file.name, beside.name))
    if before is not None and earlier is not None:
        console.print(tables.difference(before.agreement, report.agreement, earlier.name, "now"))
    if shown.confusion:
        console.print(tables.confusion(report.agreement))
    if shown.styles:
        console.print(tables.styles(_by_style(gold, scored)))
    if shown.worst:
        worst: Sequence[Disagreement] = disagreements(gold, scored)[: shown.worst]
        console.print(tables.worst(worst, texts=shown.texts))


def _scored(gold: Sequence[GoldReply]) -> list[ScoredReply]:
    from bot.coaching.scoring.scorer import Scorer
    from bot.library.scoring import read_scoring_rules

    scorer = Scorer(read_scoring_rules(KNOWLEDGE))
    return [scorer.score(reply.reply, reply.parent, reply.calls_for) for reply in gold]


def _by_style(gold: Sequence[GoldReply], scored: Sequence[ScoredReply]) -> dict[str, Agreement]:
    """Agreement on the replies of each style, in the order in which styles come."""
    places: dict[str, list[int]] = {}
    for place, reply in enumerate(gold):
        places.setdefault(reply.id.partition("-")[0], []).append(place)
    return {
        style: compare([gold[place] for place in found], [scored[place] for place in found])
        for style, found in places.items()
    }


def _training(train: Path | None, file: Path) -> list[GoldReply]:
    """What baselines learn from: the file that is asked for, or the one that comes with the product if it is there."""
    if train is not None:
        return read_gold(train)
    if TRAINED_ON.exists():
        return read_gold(TRAINED_ON)
    return read_gold(file)


def _read_report(file: Path) -> Report:
    try:
        return msgspec.json.decode(file.read_bytes(), type=Report)
    except (OSError, msgspec.MsgspecError) as error:
        raise BadInput(f'"{file}" is not a report that "evaluate --json" wrote: {error}') from error


def _write(report: Report, file: Path) -> None:
    text = msgspec.json.format(msgspec.json.encode(report), indent=2)
    if file == STDOUT:
        typer.echo(text.decode())
        return
    try:
        file.write_bytes(text + b"\n")
    except OSError as error:
        raise BadInput(f'"{file}" cannot be written: {error}') from error
