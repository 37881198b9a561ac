"""The product as it is started on one machine, with SQLite, and what can be done to it."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import httpx

from benchmarks.faults.disk import SmallDisk
from benchmarks.faults.judge import Event
from bot.serving.checks import free_port
from bot.settings import PREFIX, ROOT

SERVE = "from bot.cli import main; main()"
READY = 240.0
"""Seconds within which it must be ready the first time, the training of the model included."""

AGAIN = 1.0
"""Seconds after which `alongside serve` is started again when it has ended, as systemd does it (`RestartSec=1`)."""

FULL = "full disk"
FULL_FOR = 6.0
"""Seconds for which the disk stays full."""

PARTS = ("web", "rasa", "actions")


class SingleMachine:
    """`alongside serve` on a data folder, and somebody like systemd who starts it again whenever it ends."""

    def __init__(self, data: Path, disk: SmallDisk | None = None) -> None:
        """`disk` is what the data folder is on."""
        self.data = data
        self._disk = disk
        self.address = f"http://127.0.0.1:{free_port()}"
        self._environment = {key: value for key, value in os.environ.items() if not key.startswith(PREFIX)}
        self._environment |= {f"{PREFIX}DATA_DIR": str(data), f"{PREFIX}PORT": self.address.rpartition(":")[2]}
        self._serve: subprocess.Popen[bytes] | None = None
        self._stopping = threading.Event()
        self._keeper = threading.Thread(target=self._keep, daemon=True)

    def start(self) -> None:
        """Start it, and wait until it is ready. Raises SystemExit if it does not come up."""
        self._keeper.start()
        deadline = time.monotonic() + READY
        while not self._is_well():
            if time.monotonic() > deadline:
                raise SystemExit(f"Alongside did not start:\n{self.told()}")
            time.sleep(0.2)

    def stop(self) -> None:
        """Stop it, as Ctrl-C does."""
        self._stopping.set()
        if self._serve is not None and self._serve.poll() is None:
            self._serve.send_signal(signal.SIGINT)
        self._keeper.join(60)

    async def harm(self, fault: str) -> None:
        """Kill a part outright; or `serve`, which watches them; or everything at once, as a power cut does.

        Or leave no room on the disk for a while.
        """
        if fault == FULL and self._disk is not None:
            await asyncio.to_thread(self._disk.fill)
            await asyncio.sleep(FULL_FOR)
            self._disk.free()
            return
        children = self._children()
        serve = self._serve
        if serve is not None and fault in ("serve", "everything"):
            serve.kill()
        for name, pid in children.items():
            if fault in (name, "everything"):
                os.kill(pid, signal.SIGKILL)

    async def is_whole(self) -> bool:
        """Whether every part answers."""
        return await asyncio.to_thread(self._is_well)

    def tracker(self, session: str) -> list[Event]:
        """What Rasa keeps of a session."""
        with closing(sqlite3.connect(f"file:{self.data / 'rasa.db'}?mode=ro", uri=True, timeout=30)) as rasa:
            rows = rasa.execute("select data from events where sender_id = ? order by id", (session,)).fetchall()
        return [json.loads(data) for (data,) in rows]

    def unsound(self) -> list[str]:
        """What SQLite finds wrong with either database; nothing if both are sound. They must be at rest."""
        found = []
        for file in ("alongside.db", "rasa.db"):
            with closing(sqlite3.connect(self.data / file, timeout=30)) as database:
                lines = [line for (line,) in database.execute("pragma integrity_check").fetchall() if line != "ok"]
                lines += [str(row) for row in database.execute("pragma foreign_key_check").fetchall()]
            found += [f"{file}: {line}" for line in lines]
        return found

    def logs(self) -> list[Path]:
        """Where the parts write what they have to tell."""
        return sorted((self.data / "logs").glob("*.log"))

    def told(self) -> str:
        """What it has printed, and the ends of the logs."""
        files = [self.data / "serve.log", *self.logs()]
        return "\n".join(f"== {file.name}\n{file.read_text(errors='replace')[-1500:]}" for file in files)

    def _keep(self) -> None:
        with (self.data / "serve.log").open("wb") as log:
            while not self._stopping.is_set():
                command = [sys.executable, "-c", SERVE, "serve"]
                self._serve = subprocess.Popen(command, cwd=ROOT, env=self._environment, stdout=log, stderr=log)
                self._serve.wait()
                self._stopping.wait(AGAIN)

    def _children(self) -> dict[str, int]:
        """The process ids of the parts that the present `serve` has started."""
        found = {}
        for part in PARTS:
            try:
                pid = int((self.data / "run" / f"{part}.pid").read_text())
                command = Path(f"/proc/{pid}/cmdline").read_bytes()
            except (OSError, ValueError):
                continue
            if b"bot.serving.child" in command and part.encode() in command:
                found[part] = pid
        return found

    def _is_well(self) -> bool:
        try:
            return httpx.get(f"{self.address}/health", timeout=5, trust_env=False).status_code == 200
        except httpx.HTTPError:
            return False
