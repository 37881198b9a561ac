"""The whole product, started as a person starts it, on ports and in a data folder of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import ROOT

READY = 300.0
"""Seconds: enough to train the model on a busy machine, and to start."""


class Product:
    """One running `alongside serve`."""

    def __init__(self, data: Path, **settings: str) -> None:
        self.data = data
        self.port = _free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        """Where a person opens the page."""
        self._environment = {key: value for key, value in os.environ.items() if not key.startswith("ALONGSIDE_")}
        self._environment |= {"ALONGSIDE_DATA_DIR": str(data), "ALONGSIDE_PORT": str(self.port), **settings}
        self._serve: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait for the line that says it is ready."""
        out = self.data / "serve.log"
        with out.open("wb") as log:
            command = [sys.executable, "-c", "from bot.cli import main; main()", "serve"]
            self._serve = subprocess.Popen(command, cwd=ROOT, env=self._environment, stdout=log, stderr=log)
        deadline = time.monotonic() + READY
        while "Ready: " not in out.read_text(encoding="utf-8"):
            assert self._serve.poll() is None, f"alongside serve ended:\n{self.told()}"
            assert time.monotonic() < deadline, f"alongside serve was not ready in time:\n{self.told()}"
            time.sleep(0.2)

    def stop(self) -> int:
        """Ask it to stop as Ctrl-C does; its exit status."""
        assert self._serve is not None
        if self._serve.poll() is None:
            self._serve.send_signal(signal.SIGINT)
        return self._serve.wait(30)

    def kill(self, process: str) -> None:
        """Kill one of its processes outright: rasa, actions or web."""
        os.kill(self.pid(process), signal.SIGKILL)

    def pid(self, process: str) -> int:
        """The process id of rasa, actions or web."""
        return int((self.data / "run" / f"{process}.pid").read_text(encoding="utf-8"))

    def told(self) -> str:
        """What it has printed, and the ends of its logs."""
        files = [self.data / "serve.log", *sorted((self.data / "logs").glob("*.log"))]
        return "\n".join(f"== {file.name}\n{file.read_text(encoding='utf-8')[-2000:]}" for file in files)


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The product running, for tests that leave it running."""
    running = Product(tmp_path_factory.mktemp("data"))
    try:
        running.start()
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="session")
def served(product: Product) -> str:
    """The address of the running product, such as http://127.0.0.1:8000."""
    return product.address


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
