"""Measures how the cost grows with the work, and works out from it what a whole country's colleges would need.

    make bench-growth                                     measures, prints both tables, writes benchmarks/growth.json
    .venv/bin/python benchmarks/growth.py --seconds 5     a rough look

For 1, 2 and 4 processes of Rasa, each with its own action server, as many trainees talk as they can answer without a
pause: turns a second, the memory of all processes, and the time of the processor that each part spends on a turn. What
a turn adds to the databases is measured too. The model for many trainees (docs/growth.md) multiplies those figures.
"""

from __future__ import annotations

import asyncio
import json
import math
import os
import sqlite3
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Annotated, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import typer  # noqa: E402
from msgspec import Struct, to_builtins  # noqa: E402
from rich.console import Console  # noqa: E402
from rich.table import Table  # noqa: E402

from benchmarks.running import alongside  # noqa: E402
from benchmarks.trainees import ProductTrainee, many_talks, one_talk, share_at, teachers_words  # noqa: E402
from benchmarks.turn import CROWD, TALK, UNLIMITED  # noqa: E402

LATEST = ROOT / "benchmarks" / "growth.json"
PARTS = ("web", "rasa", "actions")

TRAINEES = 10_000
BETWEEN_REPLIES = 20.0
"""Seconds in which somebody reads, thinks and types, on average; a workshop shows 15 to 30."""
BUSY = 0.6
"""How much of a core a process may use on average, so that waiting stays short when many reply at once."""
REPLIES_A_MONTH = 10_000 * 3 * 15
"""Each trainee has three talks of fifteen replies in a month."""


class Point(Struct):
    """What one set-up has shown."""

    processes: int
    turns_per_second: float
    p95_ms: float
    memory_mb: float
    cpu_ms: dict[str, float]
    """Of the processor, for each turn, by part."""
    records_kb: float
    """What a turn adds to the records."""
    memory_of_rasa_kb: float
    """What it adds to Rasa's own memory of the conversations."""


class Needs(NamedTuple):
    """What so many trainees need, as multiplied."""

    turns_per_second: float
    processes: dict[str, int]
    memory_gb: float
    new_kb_per_second: float
    gb_a_month: float


def measure(processes: int, seconds: float) -> Point:
    """One set-up, with everything else at its default."""
    words = teachers_words()
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        settings = UNLIMITED | {"rasa_processes": str(processes), "actions_processes": str(processes)}
        with alongside(data, **settings) as running:
            asyncio.run(one_talk(ProductTrainee, running.address, words[:TALK]))
            spent, kept, remembered = running.spent, _size(data, "alongside.db"), _size(data, "rasa.db")
            crowd = asyncio.run(many_talks(ProductTrainee, running.address, words, CROWD, seconds, TALK))
            if crowd.refused:
                raise SystemExit(f"{len(crowd.refused)} replies were refused: {crowd.refused[0]}")
            after = running.spent
            turns = max(1, len(crowd.times))
            memory, _ = running.memory
            return Point(
                processes=processes,
                turns_per_second=crowd.per_second,
                p95_ms=1000 * share_at(crowd.times, 0.95),
                memory_mb=memory,
                cpu_ms={part: 1000 * (after.get(part, 0.0) - spent.get(part, 0.0)) / turns for part in PARTS},
                records_kb=(_size(data, "alongside.db") - kept) / turns,
                memory_of_rasa_kb=(_size(data, "rasa.db") - remembered) / turns,
            )


def _size(data: Path, name: str) -> float:
    """Kilobytes of an SQLite database, with what still waits in its log."""
    with closing(sqlite3.connect(data / name)) as connection:
        (pages,), (size,) = (connection.execute(f"pragma {what}").fetchone() for what in ("page_count", "page_size"))
    return float(pages * size) / 1024


def needs(cheapest: Point, megabytes_each: float, trainees: int = TRAINEES) -> Needs:
    """The figures of one set-up, multiplied."""
    rate = trainees / BETWEEN_REPLIES
    processes = {part: math.ceil(rate * ms / 1000 / BUSY) for part, ms in cheapest.cpu_ms.items()}
    a_turn = cheapest.records_kb + cheapest.memory_of_rasa_kb
    return Needs(
        turns_per_second=rate,
        processes=processes,
        memory_gb=sum(processes.values()) * megabytes_each / 1024,
        new_kb_per_second=rate * a_turn,
        gb_a_month=REPLIES_A_MONTH * a_turn / 1024 / 1024,
    )


def show(points: Sequence[Point], wanted: Needs) -> None:
    """Print both tables."""
    out = Console(width=120)
    table = Table(
        "processes of Rasa and actions, each", "turns/s", "p95, ms", "memory, MB", "web, ms", "rasa, ms", "actions, ms"
    )
    for one in points:
        cpu = (f"{one.cpu_ms[part]:.1f}" for part in PARTS)
        table.add_row(
            str(one.processes), f"{one.turns_per_second:.1f}", f"{one.p95_ms:.0f}", f"{one.memory_mb:.0f}", *cpu
        )
    out.print(table)
    out.print(
        f"{os.cpu_count()} cores, which the {CROWD} trainees use too. A turn adds {points[0].records_kb:.1f} kB to the "
        f"records and {points[0].memory_of_rasa_kb:.1f} kB to Rasa's own memory."
    )
    model = Table(f"on paper: {TRAINEES:,} trainees who reply every {BETWEEN_REPLIES:.0f} seconds", "")
    model.add_row("turns per second", f"{wanted.turns_per_second:.0f}")
    for part, count in wanted.processes.items():
        model.add_row(f"processes of {part}, each {BUSY:.0%} busy", str(count))
    model.add_row("their memory, GB", f"{wanted.memory_gb:.1f}")
    model.add_row("new in the databases, MB/s", f"{wanted.new_kb_per_second / 1024:.1f}")
    model.add_row(f"kept after {REPLIES_A_MONTH:,} replies in a month, GB", f"{wanted.gb_a_month:.1f}")
    out.print(model)


def main(
    seconds: Annotated[float, typer.Option(min=1.0, help="How long each set-up is measured.")] = 20.0,
    json_file: Annotated[Path, typer.Option("--json", help="Where the figures are written.")] = LATEST,
) -> None:
    """Measure, multiply, print, write."""
    points = [measure(processes, seconds) for processes in (1, 2, 4)]
    # A set-up of four has nine processes more or less of the same size.
    cheapest = min(points, key=lambda one: sum(one.cpu_ms.values()))
    wanted = needs(cheapest, points[-1].memory_mb / (2 * points[-1].processes + 1))
    show(points, wanted)
    told = {"cores": os.cpu_count(), "points": to_builtins(points), "on_paper": wanted._asdict()}
    json_file.write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
