"""Does harm to the whole set-up for many while two hundred people talk.

    make faults                                  all faults, some five minutes
    make faults ARGS="--people 50 --rounds 2"    fewer people, each fault twice

Two pages, two Rasas, two action servers, PostgreSQL, Redis and nginx run as plain processes (`benchmarks/topology`).
Each kind is killed with `kill -9`; PostgreSQL and Redis are also restarted; processes are stopped in their tracks
(SIGSTOP) and let go on; every connection is cut; PostgreSQL's disk, a small one made for this, is filled. Whoever is
answered keeps the answer; at the end everything must be there, once, in order, and as it would have been.
"""

from __future__ import annotations

import asyncio
import random
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from benchmarks.faults.breaking import Plan, broken
from benchmarks.faults.disk import NoSmallDisk, SmallDisk
from benchmarks.faults.table import shown, status, written
from benchmarks.faults.whole_setup import CUT, FULL, KINDS, WholeSetup, can_cut
from benchmarks.topology.topology import Topology
from bot.library.knowledge import read_knowledge
from bot.settings import ROOT

THINKS = (8.0, 24.0)
CALM = (2.0, 5.0)
DISK_MB = 256
AT_MOST = 540.0
"""Seconds after which no further fault begins and everybody is called away."""


def main(
    people: Annotated[int, typer.Option(min=1, max=500, help="How many talk at once.")] = 200,
    replies: Annotated[int, typer.Option(min=1, max=100, help="How many replies each of them gives at least.")] = 12,
    rounds: Annotated[int, typer.Option(min=1, max=20, help="How often each fault comes.")] = 1,
    only: Annotated[str, typer.Option(help="Some faults alone, with commas between.")] = "",
    seed: Annotated[int, typer.Option(help="Decides the order of the faults, and when they come.")] = 1,
    file: Annotated[Path, typer.Option(help="Where the result is written.")] = ROOT / "benchmarks" / "faults.json",
) -> None:
    """Do harm, print, and exit with 1 if anything was lost or took too long."""
    out = Console(width=150)
    chosen = [kind.strip() for kind in only.split(",") if kind.strip()] or list(KINDS)
    unknown = sorted(set(chosen) - set(KINDS))
    if unknown:
        raise typer.BadParameter(f"{', '.join(unknown)}: the faults are {', '.join(KINDS)}.")
    plays = read_knowledge().plays()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.chmod(0o755)
        disk = _small_disk(folder, stack)
        left_out = {FULL: disk is None, CUT: not can_cut()}
        for kind in [kind for kind in chosen if left_out.get(kind)]:
            out.print(f"Left out: {kind}, which this machine does not allow.")
            chosen.remove(kind)
        faults = [kind for _ in range(rounds) for kind in chosen]
        random.Random(seed).shuffle(faults)
        plan = Plan(faults, people, THINKS, CALM, replies, seed, AT_MOST)
        setup = WholeSetup(stack.enter_context(Topology(folder)), disk)
        outcome = asyncio.run(broken(setup, plan, plays, out.print))
        unsound = setup.unsound()
    shown(outcome, unsound, out)
    written(outcome, unsound, file, people=people, replies_each=replies, seed=seed)
    raise SystemExit(status(outcome, unsound, out))


def _small_disk(folder: Path, stack: ExitStack) -> SmallDisk | None:
    """The small disk on which PostgreSQL is going to live, if there can be one."""
    (folder / "postgres").mkdir()
    try:
        return stack.enter_context(SmallDisk(folder / "postgres", DISK_MB))
    except NoSmallDisk:
        return None


if __name__ == "__main__":
    typer.run(main)
