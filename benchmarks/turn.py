"""Measures a whole turn over HTTP, of a bare Rasa bot and of the product side by side in one run.

    make bench                                    measures, prints a table, writes benchmarks/latest.json
    .venv/bin/python benchmarks/turn.py --quick   a rough look in about a minute

The bare bot (benchmarks/bare_bot) has the same Rasa, RulePolicy, one action that echoes, the REST channel and SQLite,
and runs as plain `rasa run`. The product runs as `alongside serve`, with everything that a turn does there: the web
part, Rasa, the action with its scores, the parent's answer, the advice, and two databases. Both are asked by turns, so
that a busy moment of the machine meets both, and both hear the same words: replies of teachers, good and bad.
"""

from __future__ import annotations

import asyncio
import json
import os
import platform
import random
import sys
import tempfile
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import typer  # noqa: E402
from rich.console import Console  # noqa: E402
from rich.table import Table  # noqa: E402

from benchmarks.running import Running, alongside, bare_bot, train_bare_bot  # noqa: E402
from benchmarks.trainees import (  # noqa: E402
    BareTrainee,
    Kind,
    ProductTrainee,
    many_talks,
    median,
    one_talk,
    share_at,
    teachers_words,
)

LATEST = ROOT / "benchmarks" / "latest.json"
LIGHT = find_spec("tensorflow") is None
"""Whether the installation is the small one, without TensorFlow."""

TARGETS = {
    "turn_median_ratio": ("median turn, of the bare bot's", "≤", 0.7),
    "saturation_ratio": ("turns a second when all it can, of the bare bot's", "≥", 2.5),
    "turn40_over_turn5": ("turn 40 of a conversation, of turn 5", "≤", 1.3),
    "p95_60_trainees_ms": (
        "60 trainees at once, each with a reply every 1 to 3 s: 95 of 100 wait at most (ms)",
        "≤",
        700.0,
    ),
    "refused": ("replies that Alongside did not answer", "≤", 0.0),
    "memory_mb": ("memory of all processes (MB, PSS)", "≤", 500.0 if LIGHT else 900.0),
    "ready_s": ("ready after (s)", "≤", 8.0 if LIGHT else 12.0),
}
UNLIMITED = {f"{what}_per_minute": "0" for what in ("requests", "begun", "replies")}
"""One person who never pauses, and all from one address, are held back otherwise."""
TALK = 12
"""Turns of a talk."""
LONG = 42
"""Turns of a long conversation, several talks in one session; the product's parents leave earlier."""
CROWD = 24
"""So many at once, none of whom ever pauses, are more than either can serve without a queue."""
TRAINEES = 60
PAUSE = (1.0, 3.0)
"""Seconds until a trainee has the next reply: far fewer than anybody needs to read and type."""


class Extent(NamedTuple):
    """How much is measured."""

    talks: int
    long_talks: int
    rounds: int
    seconds: float


WHOLE, QUICK = Extent(16, 8, 4, 12.0), Extent(3, 2, 1, 6.0)


class Measured(NamedTuple):
    """What one of the two has shown. Times in milliseconds."""

    turns: list[float]
    long_talks: list[list[float]]
    per_second: list[float]
    crowd: list[float]
    restless: list[float]
    refused: list[str]

    def around(self, turn: int) -> float:
        """The median of a turn and its neighbours in the long conversations."""
        return median([ms for talk in self.long_talks for ms in talk[turn - 2 : turn + 1]])

    @property
    def told(self) -> dict[str, float]:
        """In figures."""
        return {
            "turn_median_ms": median(self.turns),
            "turn_p95_ms": share_at(self.turns, 0.95),
            "turn5_ms": self.around(5),
            "turn40_ms": self.around(40),
            "p95_60_trainees_ms": share_at(self.crowd, 0.95),
            "p95_60_without_pause_ms": share_at(self.restless, 0.95),
            "turns_per_second": median(self.per_second),
            "refused": float(len(self.refused)),
        }


def measure(kinds: Mapping[str, tuple[Kind, str]], extent: Extent) -> dict[str, Measured]:
    """Both by turns, after each has warmed up."""
    words = teachers_words()
    dice = random.Random(1)
    seen = {name: Measured([], [], [], [], [], []) for name in kinds}
    for kind, address in kinds.values():
        asyncio.run(one_talk(kind, address, dice.choices(words, k=TALK)))
    for round in range(extent.talks):
        said = dice.choices(words, k=TALK)
        for name in _order(kinds, round):
            kind, address = kinds[name]
            seen[name].turns.extend(1000 * taken for taken in asyncio.run(one_talk(kind, address, said)))
    for round in range(extent.long_talks):
        said = dice.choices(words, k=LONG)
        for name in _order(kinds, round):
            kind, address = kinds[name]
            seen[name].long_talks.append([1000 * taken for taken in asyncio.run(one_talk(kind, address, said))])
    for round in range(extent.rounds):
        for name in _order(kinds, round):
            kind, address = kinds[name]
            crowd = asyncio.run(many_talks(kind, address, words, CROWD, extent.seconds, TALK))
            seen[name].per_second.append(crowd.per_second)
            seen[name].refused.extend(crowd.refused)
    for name in kinds:
        kind, address = kinds[name]
        for pause, times in ((PAUSE, seen[name].crowd), ((0.0, 0.0), seen[name].restless)):
            crowd = asyncio.run(many_talks(kind, address, words, TRAINEES, 2 * extent.seconds, TALK, pause))
            times.extend(1000 * taken for taken in crowd.times)
            seen[name].refused.extend(crowd.refused)
    return seen


def _order(kinds: Mapping[str, object], round: int) -> Sequence[str]:
    return list(kinds)[:: 1 if round % 2 == 0 else -1]


def figures(bare: Measured, own: Measured, running: Running) -> dict[str, float]:
    """What the targets are set for, and the figures behind them."""
    pss, rss = running.memory
    return {
        "turn_median_ratio": median(own.turns) / median(bare.turns),
        "saturation_ratio": median(own.per_second) / median(bare.per_second),
        "turn40_over_turn5": own.around(40) / own.around(5),
        "p95_60_trainees_ms": share_at(own.crowd, 0.95),
        "p95_60_without_pause_ms": share_at(own.restless, 0.95),
        "refused": float(len(own.refused)),
        "memory_mb": pss,
        "memory_rss_mb": rss,
        "ready_s": running.ready,
    }


def missed(found: Mapping[str, float]) -> list[str]:
    """The names of the targets that were not met; a figure that could not be measured is not met."""
    return [
        name
        for name, (_, sign, target) in TARGETS.items()
        if not (found[name] <= target if sign == "≤" else found[name] >= target)
    ]


def show(found: Mapping[str, float], seen: Mapping[str, Measured]) -> None:
    """Print the tables."""
    out = Console(width=120)
    both = Table("turn over HTTP, ms", *seen, "ratio")
    bare, own = (one.told for one in seen.values())
    for key in own:
        ratio = f"{own[key] / bare[key]:.2f}" if bare[key] else ""
        both.add_row(key.replace("_", " "), f"{bare[key]:.1f}", f"{own[key]:.1f}", ratio)
    out.print(both)
    table = Table("", "found", "target")
    late = missed(found)
    for name, (about, sign, target) in TARGETS.items():
        table.add_row(about, f"{found[name]:.2f}", f"{sign} {target:g}{'' if name not in late else '  missed'}")
    out.print(table)


def main(
    quick: Annotated[bool, typer.Option("--quick", help="A rough look; nothing is written.")] = False,
    json_file: Annotated[Path, typer.Option("--json", help="Where the figures are written.")] = LATEST,
) -> None:
    """Measure, print, write, and exit with 1 if a target is missed."""
    with tempfile.TemporaryDirectory() as folder:
        bare_folder, data = Path(folder) / "bare", Path(folder) / "data"
        data.mkdir()
        train_bare_bot(bare_folder)
        with alongside(data, **UNLIMITED) as own, bare_bot(bare_folder) as bare:
            kinds: dict[str, tuple[Kind, str]] = {
                "bare bot": (BareTrainee, bare.address),
                "Alongside": (ProductTrainee, own.address),
            }
            seen = measure(kinds, QUICK if quick else WHOLE)
            found = figures(seen["bare bot"], seen["Alongside"], own)
    show(found, seen)
    if not quick:
        whole = {key: round(value, 3) for key, value in found.items()}
        whole |= {name: {key: round(ms, 2) for key, ms in one.told.items()} for name, one in seen.items()}  # type: ignore[misc]
        machine = {"cores": os.cpu_count(), "system": platform.platform(), "tensorflow": not LIGHT}
        json_file.write_text(json.dumps(whole | {"machine": machine}, indent=2) + "\n", encoding="utf-8")
    raise SystemExit(1 if missed(found) else 0)


if __name__ == "__main__":
    typer.run(main)
