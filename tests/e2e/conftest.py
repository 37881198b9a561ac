"""The whole product, started as a person starts it, on ports and in a data folder of its own."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from bot.serving.checks import free_port
from bot.settings import ROOT

SERVE = "from bot.cli import main; main()"

READY = 300.0
"""Seconds: enough to train the model on a busy machine, and to start."""


class Product:
    """One running `alongside serve`."""

    def __init__(self, data: Path, **settings: str) -> None:
        self.data = data
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        """Where a person opens the page."""
        first = _free_ports(3)
        self.metrics_ports = range(first, first + 3)
        """Where the figures of its three processes can be had."""
        # It logs all that it ever logs: whatever the tests type, some of them make sure that it is not there.
        own = {"DATA_DIR": str(data), "PORT": str(self.port), "METRICS_PORT": str(first), "LOG_LEVEL": "DEBUG"}
        own_environment = {f"ALONGSIDE_{key}": value for key, value in own.items()}
        self._environment = _environment(**own_environment | settings)
        self._serve: subprocess.Popen[bytes] | None = None

    def set(self, **settings: str) -> None:
        """Set something before it is started."""
        self._environment |= settings

    def start(self) -> None:
        """Start it and wait for the line that says it is ready."""
        out = self.data / "serve.log"
        with out.open("wb") as log:
            command = [sys.executable, "-c", SERVE, "serve"]
            self._serve = subprocess.Popen(command, cwd=ROOT, env=self._environment, stdout=log, stderr=log)
        deadline = time.monotonic() + READY
        while "Ready: " not in out.read_text(encoding="utf-8"):
            assert self._serve.poll() is None, f"alongside serve ended:\n{self.told()}"
            assert time.monotonic() < deadline, f"alongside serve was not ready in time:\n{self.told()}"
            time.sleep(0.2)

    def stop(self) -> int:
        """Ask it to stop as Ctrl-C does; its exit status, 0 if it was never started."""
        if self._serve is None:
            return 0
        if self._serve.poll() is None:
            self._serve.send_signal(signal.SIGINT)
        return self._serve.wait(30)

    def kill_outright(self) -> None:
        """Kill the command itself, which then can no longer stop anything."""
        assert self._serve is not None
        self._serve.kill()
        self._serve.wait()

    def kill(self, process: str) -> None:
        """Kill one of its processes outright: rasa, actions or web."""
        os.kill(self.pid(process), signal.SIGKILL)

    def pid(self, process: str) -> int:
        """The process id of rasa, actions or web."""
        return int((self.data / "run" / f"{process}.pid").read_text(encoding="utf-8"))

    def events_of(self, session: str) -> list[tuple[str, str]]:
        """What Rasa has noted of a session: kind and name of every event."""
        with closing(sqlite3.connect(self.data / "rasa.db")) as rasa:
            query = "select type_name, action_name from events where sender_id = ? order by id"
            return rasa.execute(query, (session,)).fetchall()

    def told(self) -> str:
        """What it has printed, and the ends of its logs."""
        files = [self.data / "serve.log", *sorted((self.data / "logs").glob("*.log"))]
        return "\n".join(f"== {file.name}\n{file.read_text(encoding='utf-8')[-2000:]}" for file in files)


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The product running, for tests that leave it running."""
    # Tests of the widget put it into pages of sites whose addresses nobody knows beforehand.
    running = Product(tmp_path_factory.mktemp("data"), ALONGSIDE_EMBED_ORIGINS="*")
    try:
        running.start()
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="session")
def served(product: Product) -> str:
    """The address of the running product, such as http://127.0.0.1:8000."""
    return product.address


@pytest.fixture
def another_product(tmp_path: Path) -> Iterator[Product]:
    """One more, not yet started, for tests that stop it."""
    another = Product(tmp_path)
    yield another
    another.stop()


@pytest.fixture
def serve_once() -> Callable[..., tuple[int, str]]:
    """Runs `alongside serve` where it cannot start: its exit status and what it complains of."""

    def run(data: Path, **settings: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-c", SERVE, "serve"],
            cwd=ROOT,
            env=_environment(ALONGSIDE_DATA_DIR=str(data), **settings),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        return done.returncode, done.stderr

    return run


def _environment(**settings: str) -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if not key.startswith("ALONGSIDE_")} | settings


def _free_ports(how_many: int) -> int:
    """The first of so many ports in a row that are free."""
    for first in range(21000 + os.getpid() % 9000, 32000, how_many):
        with ExitStack() as taken:
            try:
                for port in range(first, first + how_many):
                    taken.enter_context(socket.socket()).bind(("127.0.0.1", port))
            except OSError:
                continue
            return first
    raise AssertionError("No ports are free.")
