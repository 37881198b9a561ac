"""Kills the parts of the default set-up, one machine with SQLite, at random moments while people talk.

    make faults-single                        200 kills, some ten minutes
    make faults-single ARGS="--kills 20"      fewer

Each kill is `kill -9`: of web, Rasa or the actions; of `alongside serve`, which watches them; or of all in the same
moment. Whoever is answered keeps the answer; at the end everything must be there, once, in order, and as it would have
been without the kills. Somebody like systemd starts `alongside serve` again when it has ended.
"""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from benchmarks.faults.breaking import Plan, broken
from benchmarks.faults.single_machine import SingleMachine
from benchmarks.faults.table import NORMAL_WITHIN, in_time, is_well, shown, written
from bot.library.knowledge import read_knowledge
from bot.settings import ROOT

KINDS = ("web", "rasa", "actions", "serve", "everything")
WEIGHTS = (30, 20, 30, 10, 10)
THINKS = (0.2, 1.5)
CALM = (0.2, 2.0)
"""Seconds; people are quicker than people, so that most kills hit somebody's turn."""


def main(
    kills: Annotated[int, typer.Option(min=1, max=2000, help="How many times something is killed.")] = 200,
    people: Annotated[int, typer.Option(min=1, max=200, help="How many talk meanwhile.")] = 10,
    seed: Annotated[int, typer.Option(help="Decides what is killed, and when.")] = 1,
    file: Annotated[Path, typer.Option(help="Where the result is written.")] = ROOT
    / "benchmarks"
    / "faults-single.json",
) -> None:
    """Kill, print, and exit with 1 if anything was lost or took too long."""
    out = Console(width=140)
    plan = Plan(random.Random(seed).choices(KINDS, WEIGHTS, k=kills), people, THINKS, CALM, seed=seed)
    plays = read_knowledge().plays()
    with tempfile.TemporaryDirectory() as data:
        machine = SingleMachine(Path(data))
        try:
            began = time.monotonic()
            machine.start()
            out.print(f"Ready after {time.monotonic() - began:.1f} s.")
            outcome = asyncio.run(broken(machine, plan, plays, out.print))
        finally:
            machine.stop()
        unsound = machine.unsound()
    shown(outcome, unsound, out)
    written(outcome, unsound, file, kills=kills, people=people, seed=seed)
    late = not in_time(outcome)
    if late:
        out.print(f"It took longer than {NORMAL_WITHIN:.0f} s to be normal again.")
    raise SystemExit(1 if late or not is_well(outcome, unsound) else 0)


if __name__ == "__main__":
    typer.run(main)
