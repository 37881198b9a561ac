"""Kills the parts of the default set-up, one machine with SQLite, at random moments while people talk.

    make faults-single                        200 kills, some half an hour
    make faults-single ARGS="--kills 20"      fewer

Each kill is `kill -9`: of web, Rasa or the actions; of `alongside serve`, which watches them; or of all in the same
moment. Now and then the disk, a small one made for this, is full for some seconds. Whoever is answered keeps the
answer; at the end everything must be there, once, in order, and as it would have been. Somebody like systemd starts
`alongside serve` again when it has ended.
"""

from __future__ import annotations

import asyncio
import math
import random
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from benchmarks.faults.breaking import Plan, broken
from benchmarks.faults.disk import NoSmallDisk, SmallDisk
from benchmarks.faults.single_machine import FULL, SingleMachine
from benchmarks.faults.table import shown, status, written
from bot.library.knowledge import read_knowledge
from bot.settings import ROOT

KINDS = ("web", "rasa", "actions", "serve", "everything")
WEIGHTS = (30, 20, 30, 10, 10)
THINKS, CALM = (0.2, 1.5), (0.2, 2.0)
"""Seconds. These trainees are quicker than people, so that most kills hit somebody's turn."""
DISK_MB = 320
FULL_EVERY = 25
"""After so many kills, on average, the disk is full once."""
AT_MOST = 2700.0
RESULT = ROOT / "benchmarks" / "faults-single.json"


def main(
    kills: Annotated[int, typer.Option(min=1, max=2000, help="How many times something is killed.")] = 200,
    people: Annotated[int, typer.Option(min=1, max=200, help="How many talk meanwhile.")] = 10,
    seed: Annotated[int, typer.Option(help="Decides what is killed, and when.")] = 1,
    file: Annotated[Path, typer.Option(help="Where the result is written.")] = RESULT,
) -> None:
    """Kill, print, and exit with 1 if anything was lost or took too long."""
    out = Console(width=140)
    dice = random.Random(seed)
    faults = dice.choices(KINDS, WEIGHTS, k=kills)
    plays = read_knowledge().plays()
    with ExitStack() as stack:
        data = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        disk = _small_disk(data, stack)
        if disk is None:
            out.print("Left out: a full disk, which this machine does not allow.")
        else:
            for place in dice.sample(range(kills), k=math.ceil(kills / FULL_EVERY)):
                faults.insert(place, FULL)
        plan = Plan(faults, people, THINKS, CALM, seed=seed, at_most=AT_MOST)
        machine = SingleMachine(data, disk)
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
    raise SystemExit(status(outcome, unsound, out))


def _small_disk(folder: Path, stack: ExitStack) -> SmallDisk | None:
    try:
        return stack.enter_context(SmallDisk(folder, DISK_MB))
    except NoSmallDisk:
        return None


if __name__ == "__main__":
    typer.run(main)
