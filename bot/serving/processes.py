"""One process that is kept running: started, watched, started again when it dies, stopped."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

from bot.serving.model import environment
from bot.settings import ROOT, Settings

PATIENCE = 8.0
"""Seconds that a process gets to finish what it is doing before it is killed."""

LONGEST_PAUSE = 8.0
"""Seconds between two attempts to start what does not come up: whatever stood in the way, it is seen soon after."""

LOOK_EVERY = 5.0
"""Seconds between two looks at a process that works."""

MISSED = 8
"""Looks in a row that a process may leave unanswered, which takes about a minute, before it counts as hung. Counted in
looks and not in time: a laptop that was asleep looks once and finds all well."""


class Process:
    """A child process of its own group, with its output in a log file.

    `health` is an address that answers 200 once the process is of use. Its process id stands in
    `run/<name>.pid` in the data folder while it runs.
    """

    def __init__(self, name: str, health: str, log: Path, settings: Settings, part: str = "") -> None:
        self.name = name
        self._part = part or name
        self.log = log
        self._health = health
        self._pid_file = settings.data / "run" / f"{name}.pid"
        self._environment = environment(**settings.as_environment())
        self._child: subprocess.Popen[bytes] | None = None
        self.was_well = False
        """Whether it has answered since it was started last."""
        self.failures = 0
        """How often in a row it has ended without having answered once."""
        self._looked_at = 0.0
        self._missed = 0

    def start(self) -> None:
        """Start it. The log of an earlier run is begun anew."""
        first = self._child is None
        self.was_well, self._missed = False, 0
        with self.log.open("wb" if first else "ab") as out:
            self._child = subprocess.Popen(
                [sys.executable, "-m", "bot.serving.child", self._part],
                cwd=ROOT,
                env=self._environment,
                stdin=subprocess.PIPE,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        with suppress(OSError):  # On a full disk it runs without; the file serves those who look for it.
            self._pid_file.write_text(f"{self._child.pid}\n", encoding="utf-8")

    def is_running(self) -> bool:
        """Whether it has been started and has not ended."""
        return self._child is not None and self._child.poll() is None

    def is_healthy(self, timeout: float = 2.0) -> bool:
        """Whether it answers within so many seconds."""
        try:
            with _direct.open(self._health, timeout=timeout) as response:
                status: int = response.status
        except (OSError, urllib.error.URLError, ValueError):
            return False
        if status == 200:
            self.was_well, self.failures = True, 0
        return status == 200

    def has_hung(self) -> bool:
        """Whether it runs, was of use, and has left so many looks in a row unanswered. Looks every few seconds only."""
        now = time.monotonic()
        if now - self._looked_at >= LOOK_EVERY:
            self._looked_at = now
            self._missed = 0 if self.is_healthy() else self._missed + 1
        return self._missed >= MISSED

    def kill(self) -> None:
        """End it outright."""
        if self._child is not None:
            self._child.kill()

    def last_words(self) -> str:
        """The last line of its log, and where the rest stands."""
        try:
            lines = [*filter(str.strip, self.log.read_text(encoding="utf-8", errors="replace").splitlines())]
        except OSError:
            lines = []
        return f"{lines[-1].strip()[:300] if lines else 'It said nothing.'} (All of it: {self.log})"

    def pause_before_next(self) -> float:
        """Note that it has ended; seconds to wait before it is started again.

        None at all if it was of use: what was killed, or fell, may be back at once, however often that happens.
        If it did not come up, a little longer each time.
        """
        if self.was_well:
            return 0.0
        self.failures += 1
        return min(LONGEST_PAUSE, float(2 ** (self.failures - 1)))

    def ask_to_stop(self) -> None:
        """Ask it to stop, without waiting."""
        if self._child is not None and self._child.poll() is None:
            self._child.terminate()

    def wait_stopped(self, deadline: float) -> None:
        """Wait until it has stopped; after `deadline` (by the monotonic clock) kill it."""
        if self._child is None:
            return
        try:
            self._child.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()
        if self._child.stdin is not None:
            self._child.stdin.close()
        self._pid_file.unlink(missing_ok=True)


_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
"""Asks the machine itself, whatever proxy is set for the world outside."""
