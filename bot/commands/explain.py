"""`alongside explain`: how one reply came to its scores, for those who write rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import typer

from bot.coaching.codebook import DIMENSIONS, Dimension
from bot.commands.outcome import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.table import Table

    from bot.coaching.scoring.explain import Explanation

SHOWN = 8
"""Rules that nearly fired that are shown unless all are asked for."""


def dimensions(names: str) -> tuple[Dimension, ...]:
    """The dimensions of a list such as "two_way,empathy". Raises BadInput for a name that is none."""
    found = tuple(name.strip() for name in names.split(",") if name.strip())
    for name in found:
        if name not in DIMENSIONS:
            raise BadInput(f'"{name}" is not one of {", ".join(DIMENSIONS)}')
    return tuple(name for name in DIMENSIONS if name in found)


def print_explanation(reply: str, parent: str, calls_for: str, everything: bool = False, as_json: bool = False) -> None:
    """Explain a reply on the terminal, or as JSON. Raises BadInput if `calls_for` names no dimension."""
    wanted = dimensions(calls_for)
    from bot.coaching.scoring.explain import Explainer
    from bot.library import KNOWLEDGE
    from bot.library.scoring import read_scoring_rules

    explained = Explainer(read_scoring_rules(KNOWLEDGE)).explain(reply, parent, wanted)
    if as_json:
        typer.echo(msgspec.json.format(msgspec.json.encode(explained), indent=2).decode())
        return
    from rich.console import Console

    console = Console(highlight=False)
    for table in _tables(explained, everything):
        console.print(table)
        console.print()


def _tables(explained: Explanation, everything: bool) -> Iterable[Table]:
    yield _table(
        "Words",
        ("typed", "read as", "dictionary form", "then", "clause"),
        (
            (word.typed, word.text, word.lemma if word.lemma != word.text else "", word.mark, str(word.clause + 1))
            for word in explained.words
        ),
    )
    yield _table(
        "Clauses",
        ("", "words", "kind", "form", "about", "notes"),
        (
            (str(number), clause.words, clause.kind, clause.form, clause.subject, ", ".join(clause.notes))
            for number, clause in enumerate(explained.clauses, 1)
        ),
    )
    yield _table("Signals in the parent's line", ("signal", "words"), explained.signals.items())
    yield _table(
        "Rules that fired",
        ("rule", "words", "move"),
        ((fired.rule, fired.words, fired.not_shown or fired.move) for fired in explained.fired),
    )
    nearly = (*explained.stopped, *explained.broken_off)
    shown = nearly if everything else nearly[: max(SHOWN, len(explained.stopped))]
    hidden = f" ({len(nearly) - len(shown)} more with --all)" if len(shown) < len(nearly) else ""
    yield _table(
        f"Rules that nearly fired{hidden}",
        ("rule", "words", "why not"),
        ((missed.rule, missed.words, "; ".join(missed.why)) for missed in shown),
    )
    yield _table(
        "How each score came about",
        ("rule", "what it does", "about"),
        ((step.rule, step.effect, step.about) for name in DIMENSIONS for step in explained.steps[name]),
    )
    scored = explained.scored
    scores = {name: getattr(scored.scores, name) for name in DIMENSIONS}
    yield _table(
        "Scores",
        ("", "score", "reason"),
        (
            (name, "n/a" if score is None else str(score), getattr(scored.reasons, name) or "")
            for name, score in scores.items()
        ),
    )


def _table(title: str, headings: Iterable[str], rows: Iterable[Iterable[str]]) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    listed = [tuple(Text(cell) for cell in row) for row in rows]
    for row in listed or [(Text("none"),)]:
        table.add_row(*row)
    return table
