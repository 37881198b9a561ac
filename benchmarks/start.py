"""Measures a start: how long until the page and until everything is there, and what it takes up.

    make bench-start                                   starts the product three times, prints a table
    .venv/bin/python -m benchmarks.start --starts 5    more often

Each start is on an installed machine with a trained model and an empty data folder; the first of all is left out, since
it reads from the disk what the others find in memory.
"""

from __future__ import annotations

import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any

import httpx
import typer
from rich.console import Console
from rich.table import Table

from benchmarks.running import SERVE, memory_by_part
from bot.serving.checks import free_port
from bot.serving.files import model_file
from bot.settings import PREFIX, ROOT

PAGE, READY, MEMORY, DISK = 4.0, 8.0, 500.0, 900.0
"""Seconds to the page and to a first conversation, megabytes of all processes and of the installation, at most."""

LATE = 180.0
"""Seconds after which a start counts as failed."""

PARTS = ("serve", "web", "rasa", "actions")


def start(data: Path) -> dict[str, Any]:
    """One start: seconds to the page, to everything and to the line that says so, and megabytes of each process."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(PREFIX)}
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    kept |= {f"{PREFIX}DATA_DIR": str(data), f"{PREFIX}PORT": str(port)}
    told = data / "told.txt"
    began = time.perf_counter()
    with told.open("wb") as out:
        serve = subprocess.Popen([sys.executable, "-c", SERVE, "serve"], cwd=ROOT, env=kept, stdout=out)
    try:
        with httpx.Client(trust_env=False, timeout=5.0) as http:
            page = _until(lambda: http.get(f"{address}/").is_success, began, serve)
            ready = _until(lambda: bool(http.get(f"{address}/api/awake").json()["awake"]), began, serve)
        said = _until(lambda: "Ready: " in told.read_text(encoding="utf-8"), began, serve)
        return {"page": page, "ready": ready, "said": said, "memory": memory_by_part(serve.pid)}
    finally:
        serve.send_signal(signal.SIGINT)
        serve.wait(60)


def _until(holds: Any, began: float, serve: subprocess.Popen[bytes]) -> float:
    while time.perf_counter() - began < LATE:
        if serve.poll() is not None:
            raise SystemExit("Alongside did not start; the lines above say why.")
        with suppress(httpx.HTTPError, OSError, KeyError):
            if holds():
                return time.perf_counter() - began
        time.sleep(0.05)
    raise SystemExit(f"Alongside was not up within {LATE:.0f} seconds.")


def installed() -> float:
    """Megabytes of the packages that run the product: those of requirements.lock, without what only tests need."""
    from importlib.metadata import PackageNotFoundError, distribution

    names = {
        line.split("==")[0] for line in (ROOT / "requirements.lock").read_text("utf-8").splitlines() if "==" in line
    }
    names |= {"tensorflow-cpu"}
    files = []
    for name in names:
        with suppress(PackageNotFoundError):
            files += [file.locate() for file in distribution(name).files or ()]
    return float(sum(os.path.getsize(file) for file in files if os.path.isfile(file)) / 1e6)


def main(
    starts: Annotated[int, typer.Option(help="How many starts are measured.")] = 3,
    file: Annotated[Path, typer.Option(help="Where the figures are written.")] = ROOT / "var" / "bench-start.json",
) -> None:
    """Measure, print a table, write the figures, and end with 1 if a bound is not held."""
    if not model_file().is_file():
        raise SystemExit("There is no trained model: run `make run` once, then measure.")
    taken = []
    for _ in range(starts + 1):
        with tempfile.TemporaryDirectory() as folder:
            taken.append(start(Path(folder)))
    taken = taken[1:]

    def median(of: Any) -> float:
        return round(float(statistics.median(of(one) for one in taken)), 2)

    found = {name: median(lambda one, name=name: one[name]) for name in ("page", "ready", "said")}
    memory = {part: median(lambda one, part=part: one["memory"].get(part, 0.0)) for part in PARTS}
    all_of_it, disk = round(sum(memory.values()), 1), round(installed(), 1)
    figures = {**found, "memory": memory, "memory_mb": all_of_it, "disk_mb": disk}
    table = Table("what", "found", "at most")
    table.add_row("page is up, s", f"{found['page']:.1f}", f"{PAGE:.0f}")
    table.add_row("a conversation can begin, s", f"{found['ready']:.1f}", f"{READY:.0f}")
    table.add_row("the command says Ready, s", f"{found['said']:.1f}", "")
    for part in PARTS:
        table.add_row(f"memory of {part} (PSS), MB", f"{memory[part]:.0f}", "")
    table.add_row("memory of all, MB", f"{all_of_it:.0f}", f"{MEMORY:.0f}")
    table.add_row("installed packages, MB", f"{disk:.0f}", f"{DISK:.0f}")
    Console().print(table)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    if found["page"] > PAGE or found["ready"] > READY or all_of_it > MEMORY or disk > DISK:
        raise typer.Exit(1)


if __name__ == "__main__":
    typer.run(main)
