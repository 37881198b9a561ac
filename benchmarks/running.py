"""What is measured, started for it: a bare Rasa bot as plain `rasa run`, and the product as `alongside serve`."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from bot.serving.checks import free_port
from bot.serving.model import environment
from bot.settings import PREFIX, ROOT

BARE = ROOT / "benchmarks" / "bare_bot"
SERVE = "from bot.cli import main; main()"
PATIENCE = 240.0
"""Seconds within which everything must be up, and a model trained, on a busy machine too."""


class Running(NamedTuple):
    """Something that runs: where it answers, its first processes, and how long it took to be ready, in seconds."""

    address: str
    processes: tuple[int, ...]
    ready: float

    @property
    def memory(self) -> tuple[float, float]:
        """Megabytes that it and all that it started hold: PSS, which counts shared pages once, and RSS.

        Both are not a number where the system does not tell (it needs Linux).
        """
        family = [id for first in self.processes for id in _family(first)]
        kilobytes = [_kilobytes(id) for id in family]
        return sum(pss for pss, _ in kilobytes) / 1024, sum(rss for _, rss in kilobytes) / 1024

    @property
    def spent(self) -> dict[str, float]:
        """Seconds of the processor that each of its parts has used so far, by the part's name."""
        used: dict[str, float] = {}
        for id in (id for first in self.processes for id in _family(first)):
            name = _name(id)
            used[name] = used.get(name, 0.0) + _processor(id)
        return used


@contextmanager
def alongside(data: Path, **settings: str) -> Iterator[Running]:
    """The product on that data folder, with the default settings but for those given."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(PREFIX)}
    port = free_port()
    kept |= {f"{PREFIX}DATA_DIR": str(data), f"{PREFIX}PORT": str(port)}
    kept |= {f"{PREFIX}{name.upper()}": value for name, value in settings.items()}
    began = time.perf_counter()
    serve = subprocess.Popen([sys.executable, "-c", SERVE, "serve"], cwd=ROOT, env=kept, stdout=subprocess.PIPE)
    with _stopped_at_the_end(serve):
        assert serve.stdout is not None
        if not any(b"Ready: " in line for line in serve.stdout):
            raise SystemExit("Alongside did not start; the lines above say why.")
        yield Running(f"http://127.0.0.1:{port}", (serve.pid,), time.perf_counter() - began)


def train_bare_bot(folder: Path) -> None:
    """Copy the bare bot to a folder and train it there. Raises SystemExit if that fails."""
    shutil.copytree(BARE, folder, dirs_exist_ok=True)
    log = folder / "training.log"
    with log.open("wb") as out:
        command = [sys.executable, "-m", "rasa", "train", "--fixed-model-name", "bare"]
        status = subprocess.call(command, cwd=folder, env=environment(), stdout=out, stderr=out)
    if status:
        raise SystemExit(f"The bare bot could not be trained:\n{log.read_text(errors='replace')[-2000:]}")


@contextmanager
def bare_bot(folder: Path) -> Iterator[Running]:
    """The bare bot of that folder with its own action server, as its makers tell to start it, with SQLite."""
    rasa, actions = free_port(), free_port()
    (folder / "endpoints.yml").write_text(
        f"action_endpoint:\n  url: http://127.0.0.1:{actions}/webhook\n"
        f"tracker_store:\n  type: SQL\n  dialect: sqlite\n  db: {folder / 'bare.db'}\n",
        encoding="utf-8",
    )
    commands = (
        ["rasa_sdk", "--actions", "actions", "--port", str(actions)],
        ["rasa", "run", "--model", "models/bare.tar.gz", "--interface", "127.0.0.1", "--port", str(rasa)],
    )
    began = time.perf_counter()
    with ExitStack() as stack:
        started = []
        for command in commands:
            out = stack.enter_context((folder / f"{command[0]}.log").open("wb"))
            child = subprocess.Popen(
                [sys.executable, "-m", *command],
                cwd=folder,
                env=environment(SANIC_HOST="127.0.0.1"),
                stdout=out,
                stderr=out,
            )
            started.append(stack.enter_context(_stopped_at_the_end(child)))
        _wait_for(f"http://127.0.0.1:{actions}/health", started)
        _wait_for(f"http://127.0.0.1:{rasa}/webhooks/rest/", started)
        ready = time.perf_counter() - began
        yield Running(f"http://127.0.0.1:{rasa}", tuple(child.pid for child in started), ready)


@contextmanager
def _stopped_at_the_end(child: subprocess.Popen[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    try:
        yield child
    finally:
        if child.poll() is None:
            child.send_signal(signal.SIGINT)
        try:
            child.wait(60)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _wait_for(address: str, started: Sequence[subprocess.Popen[bytes]]) -> None:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    late = time.monotonic() + PATIENCE
    while time.monotonic() < late and all(child.poll() is None for child in started):
        with suppress(OSError, urllib.error.URLError), direct.open(address, timeout=2):
            return
        time.sleep(0.1)
    raise SystemExit("The bare bot did not start.")


def memory_by_part(process: int) -> dict[str, float]:
    """Megabytes (PSS) that a process and all that it started hold, by the parts' names."""
    held: dict[str, float] = {}
    for id in _family(process):
        name = _name(id)
        held[name] = held.get(name, 0.0) + _kilobytes(id)[0] / 1024
    return held


def _family(process: int) -> list[int]:
    """A process and all that it started, and they."""
    try:
        tasks = list(Path(f"/proc/{process}/task").iterdir())
        children = {int(id) for task in tasks for id in (task / "children").read_text().split()}
    except OSError:
        return [process]
    return [process, *(id for child in sorted(children) for id in _family(child))]


def _kilobytes(process: int) -> tuple[float, float]:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return float("nan"), float("nan")
    sizes = {name: float(rest.split()[0]) for name, _, rest in (line.partition(":") for line in lines[1:])}
    return sizes["Pss"], sizes["Rss"]


def _processor(process: int) -> float:
    try:
        _, _, rest = Path(f"/proc/{process}/stat").read_text().rpartition(")")
    except OSError:
        return 0.0
    return sum(int(field) for field in rest.split()[11:13]) / os.sysconf("SC_CLK_TCK")


def _name(process: int) -> str:
    try:
        words = Path(f"/proc/{process}/cmdline").read_bytes().decode().split("\0")
    except OSError:
        return "gone"
    for part in ("web", "rasa_sdk", "rasa", "actions"):
        if part in words:
            return "actions" if part == "rasa_sdk" else part
    return "serve"
