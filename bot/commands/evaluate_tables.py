"""The tables of `alongside evaluate`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from bot.coaching.codebook import DIMENSIONS, Dimension
from bot.commands.agreement import Agreement, Disagreement
from bot.commands.baselines import Baseline
from bot.commands.weigh import Suggestion

_LONGEST = 160
"""Characters of a reply that are shown."""
_SAME = 0.005
"""Differences of F1 below this are not listed."""


def _table(title: str, headings: Iterable[str], rows: Iterable[Iterable[str]], left: int = 1) -> Table:
    """A table whose first columns, `left` of them, hold words and whose others hold figures."""
    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    for number, heading in enumerate(headings):
        table.add_column(heading, justify="left" if number < left else "right", overflow="fold", no_wrap=number == 0)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    return table


def scores(agreement: Agreement) -> Table:
    """Agreement per score."""
    headings = ("score", "kappa", "exact", "within 1", "0 for 3", "past length", "of", "n/a")
    return _table(
        f"Agreement on {agreement.replies} replies",
        headings,
        (
            (
                name, f"{found.kappa:.3f}", f"{found.exact:.3f}", f"{found.within_one:.3f}", f"{found.gross:.3f}",
                f"{found.beyond_length:.3f}", str(found.replies),
                "" if found.na_agree is None else f"{found.na_agree:.3f}",
            )
            for name, found in agreement.scores.items()
        ),
    )  # fmt: skip


def weights(suggestion: Suggestion, dimension: Dimension) -> Table:
    """The points that readings suggest for one score."""
    low, middle, high = suggestion.levels
    return _table(
        f"{dimension}: kappa {suggestion.kappa:.3f} on styles left out; levels {low}, {middle}, {high}",
        ("move, sign or signal", "replies", "mean with", "without", "points now", "suggested"),
        (
            (
                weight.name, str(weight.replies), f"{weight.mean_with:.2f}", f"{weight.mean_without:.2f}",
                f"{weight.now:+}", f"{weight.suggested:+}",
            )
            for weight in suggestion.weights
        ),
    )  # fmt: skip


def baselines(agreement: Agreement, found: Mapping[str, Mapping[str, Baseline]]) -> Table:
    """The agreement of the scorer beside what needs no understanding."""
    ours = {name: Baseline(score.kappa, score.exact) for name, score in agreement.scores.items()}
    rows: dict[str, Mapping[str, Baseline]] = {"the coach": ours, **found}
    return _table(
        "Beside baselines: kappa (exact)",
        ("", *DIMENSIONS),
        (
            (name, *(f"{each[one].kappa:.3f} ({each[one].exact:.2f})" if one in each else "" for one in DIMENSIONS))
            for name, each in rows.items()
        ),
    )


def moves(agreement: Agreement) -> Table:
    """Agreement per move."""
    return _table(
        f"Moves: micro F1 {agreement.micro_f1:.3f}, macro F1 {agreement.macro_f1:.3f}",
        ("move", "precision", "recall", "F1", "in readings"),
        (
            (name, f"{each.precision:.2f}", f"{each.recall:.2f}", f"{each.f1:.2f}", str(each.support))
            for name, each in agreement.moves.items()
        ),
    )


def difference(before: Agreement, after: Agreement, first: str, second: str) -> Table:
    """Figures of two evaluations side by side, per score and for the moves that differ."""
    rows: list[tuple[str, float, float]] = []
    for name in DIMENSIONS:
        one, other = before.scores[name], after.scores[name]
        rows += [
            (f"{name} kappa", one.kappa, other.kappa),
            (f"{name} within one", one.within_one, other.within_one),
            (f"{name} 0 for 3", one.gross, other.gross),
        ]
    rows += [
        ("moves micro F1", before.micro_f1, after.micro_f1),
        ("moves macro F1", before.macro_f1, after.macro_f1),
    ]
    each = [
        (f"F1 {move}", before.moves[move].f1, after.moves[move].f1)
        for move in sorted(before.moves.keys() & after.moves.keys())
    ]
    rows += sorted((row for row in each if abs(row[2] - row[1]) >= _SAME), key=lambda row: row[2] - row[1])
    return _table(
        f"Difference from {first} to {second}",
        ("", first, second, "difference"),
        ((name, f"{one:.3f}", f"{other:.3f}", f"{other - one:+.3f}") for name, one, other in rows),
    )


def styles(found: Mapping[str, Agreement]) -> Table:
    """Kappa of each score, and F1 over all moves, for each style."""
    return _table(
        "Kappa and moves by style",
        ("style", "replies", *DIMENSIONS, "moves F1"),
        (
            (
                style, str(each.replies), *(f"{each.scores[name].kappa:.3f}" for name in DIMENSIONS),
                f"{each.micro_f1:.3f}",
            )
            for style, each in found.items()
        ),
    )  # fmt: skip


def confusion(agreement: Agreement) -> Group:
    """For each score how often a reading (row) got which score here (column)."""
    return Group(
        *(
            _table(
                f"{name}: readings (rows) and scores here (columns)",
                ("reading", "0", "1", "2", "3"),
                ((str(theirs), *(str(count) for count in row)) for theirs, row in enumerate(found.confusion)),
            )
            for name, found in agreement.scores.items()
        )
    )


def worst(found: Sequence[Disagreement], texts: bool) -> Table:
    """The replies that differ most, with their words or by their ids alone."""
    headings = ["id", "here", "reading", "moves only here", "only in reading"]
    rows = []
    for each in found:
        row = [
            each.reply.id, _three(each.ours), _three(each.theirs), ", ".join(each.only_ours),
            ", ".join(each.only_theirs),
        ]  # fmt: skip
        rows.append([*row, _shortened(each.reply.reply)] if texts else row)
    return _table(
        "Worst disagreements (two-way, empathy, boundaries)", [*headings, "reply"] if texts else headings, rows, left=6
    )


def _three(scores: Mapping[str, int | None]) -> str:
    return " ".join("–" if scores[name] is None else str(scores[name]) for name in DIMENSIONS)


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[:_LONGEST].rsplit(" ", 1)[0] + " …"
