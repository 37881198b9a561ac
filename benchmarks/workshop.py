"""Measures a full workshop: a hundred trainees who talk at once, a facilitator who watches, and the debrief afterwards.

    make bench-workshop                                      starts the product, measures, prints a table
    .venv/bin/python benchmarks/workshop.py --trainees 30    fewer people

Everything runs on this machine at once: the product, Rasa, the hundred trainees, and the facilitator's browser. The
trainees join within the first minute, read a briefing for some seconds, and send four to six replies each, with 15 to
30 seconds between the parent's answer and the next reply: quicker than people read and type, so that all of them talk
at the same time. Like the page, each tells the board every few seconds which step it shows. The board is a real page in
a browser where there is Chromium, and besides is asked for over HTTP each second.

The debrief is opened for a workshop of 100 participants with 45 replies each in 3 sessions of up to 15, which the
domain makes by itself; all agree to everything, so that nothing is left out. Beside the time stands the processor's
time that the product spent on it, which other things on the machine change less.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import typer  # noqa: E402
from rich.console import Console  # noqa: E402
from rich.table import Table  # noqa: E402

from benchmarks.processor import spent_by_part  # noqa: E402
from benchmarks.workshop_debrief import BOARD, fill, look_back  # noqa: E402
from benchmarks.workshop_live import Seen, hold  # noqa: E402
from bot.commands.demo_group import rehearse  # noqa: E402
from bot.records import Records, migrate  # noqa: E402
from bot.records.passwords import hash_of_password  # noqa: E402

WAIT = 500.0
"""Milliseconds that a trainee waits for the parent at most, at the 95th percentile."""
PASSWORD = secrets.token_urlsafe(12)


@contextmanager
def served(data: str) -> Iterator[tuple[str, int]]:
    """The product on that data folder; its address, and the id of its first process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"ALONGSIDE_DATA_DIR": data, "ALONGSIDE_PORT": str(port), "ALONGSIDE_DATABASE_URL": ""}
    command = [sys.executable, "-c", "from bot.cli import main; main()", "serve"]
    serve = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        assert serve.stdout is not None
        if not any("Ready: " in line for line in serve.stdout):
            raise SystemExit("The product did not start; the lines above say why.")
        yield f"http://127.0.0.1:{port}", serve.pid
    finally:
        serve.send_signal(signal.SIGINT)
        serve.wait(60)


def tail(values: Sequence[float], share: float = 0.95) -> float:
    """The value that this share of them does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")


def while_it_ran(seen: Seen) -> tuple[Table, bool]:
    """What people waited, as a table; whether a target was missed."""
    table = Table("while it ran", "n", "median, ms", "p95, ms", "longest, ms", "target (p95), ms")
    missed = False
    for what, values, target in (
        ("a trainee waits for the parent", seen.waits, WAIT),
        ("opening a session, to the parent's first words", seen.opening, None),
        ("asking for the board", seen.polls, None),
        ("a reply is on the board that is asked for each second", seen.behind(seen.on_board), BOARD),
        ("a reply stands on the facilitator's page", seen.behind(seen.on_page), BOARD),
    ):
        if not values:
            table.add_row(what, "0", *["–"] * 4)
            continue
        late = tail(values)
        missed |= target is not None and late > target
        shown = (f"{value:.0f}" for value in (statistics.median(values), late, max(values)))
        table.add_row(what, str(len(values)), *shown, "" if target is None else f"≤ {target:.0f}")
    return table, missed


def main(
    trainees: Annotated[int, typer.Option(min=1, max=1000, help="How many talk at once.")] = 100,
    debrief_only: Annotated[bool, typer.Option("--debrief-only", help="Leave the running workshop out.")] = False,
) -> None:
    """Measure, print, and exit with 1 if a target is missed."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    out = Console(width=120)
    small = rehearse(1)
    words = [reply for probe in small.cast.replies["angry_parent"].values() for reply in (*probe.well, *probe.halfway)]
    missed = False
    with tempfile.TemporaryDirectory() as data:
        database = f"sqlite:///{data}/alongside.db"
        migrate(database)
        Records(database).add_facilitator("Bench", hash_of_password(PASSWORD), "administrator")
        full = fill(database, PASSWORD, small)
        with served(data) as (address, process):
            back = look_back(address, PASSWORD, full, process)
            if not debrief_only:
                seen, began, before = Seen(), time.monotonic(), spent_by_part(process)
                asyncio.run(hold(address, PASSWORD, trainees, words, chromium, seen))
                replies = max(1, len(seen.waits))
                used = {part: (ms - before.get(part, 0.0)) / replies for part, ms in spent_by_part(process).items()}
                shares = ", ".join(f"{part} {ms:.0f} ms" for part, ms in used.items())
                out.print(
                    f"{trainees} trainees, {len(seen.waits)} replies in {time.monotonic() - began:.0f} s; load "
                    f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; refused: {len(seen.refused)}; of the "
                    f"processor, for each reply and all around it: {shares}"
                )
                for trouble in seen.refused[:5]:
                    out.print(f"  {trouble}")
                table, missed = while_it_ran(seen)
                out.print(table)
                missed |= bool(seen.refused)
    table = Table(
        "afterwards: 100 participants × 45 replies in 3 sessions or some more",
        "ms",
        "processor, ms",
        "kB",
        "target, ms",
    )
    for one in back:
        missed |= one.ms > one.target
        table.add_row(one.what, f"{one.ms:.0f}", f"{one.cpu:.0f}", f"{one.size / 1000:.0f}", f"≤ {one.target:.0f}")
    out.print(table)
    raise SystemExit(1 if missed else 0)


if __name__ == "__main__":
    typer.run(main)
