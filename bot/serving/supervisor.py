"""Keeps the processes running until a person says stop."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from types import FrameType

from bot.serving.processes import PATIENCE, Process

STARTUP = 120.0
"""Seconds within which everything must have come up."""


class GaveUp(Exception):
    """A process could not be started or kept running. The text says which, and where its log is."""


class Stopped(Exception):
    """A person asked to stop before everything was up."""


class Supervisor:
    """Starts processes together and stops them together. `tell` is given a line for every event of note."""

    def __init__(self, processes: Iterable[Process], tell: Callable[[str], None]) -> None:
        self._processes: Sequence[Process] = tuple(processes)
        self._tell = tell
        self._stop = threading.Event()

    def listen_for_signals(self) -> None:
        """From now on Ctrl-C and TERM ask to stop."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._on_signal)

    def start(self) -> None:
        """Start all and wait until each one answers. Raises GaveUp, or Stopped if a person could not wait."""
        for process in self._processes:
            process.start()
        waiting = list(self._processes)
        deadline = time.monotonic() + STARTUP
        while waiting:
            for process in list(waiting):
                if not process.is_running():
                    raise GaveUp(f"{process.name} ended while it was starting: {process.last_words()}")
                if process.is_healthy():
                    waiting.remove(process)
            if time.monotonic() > deadline:
                late = waiting[0]
                raise GaveUp(f"{late.name} did not answer within {STARTUP:.0f} seconds: {late.last_words()}")
            if self._stop.wait(0.2):
                raise Stopped

    def watch(self) -> None:
        """Start what dies again, until a person asks to stop. Raises GaveUp if a process dies again and again."""
        while not self._stop.wait(0.5):
            for process in self._processes:
                if process.is_running():
                    continue
                if not process.may_be_started_again():
                    raise GaveUp(f"{process.name} has died again and again: {process.last_words()}")
                self._tell(f"{process.name} had stopped and is being started again.")
                process.start()

    def stop(self) -> None:
        """Stop all, in the order opposite to their start, and wait until none is left."""
        for process in reversed(self._processes):
            process.ask_to_stop()
        deadline = time.monotonic() + PATIENCE
        for process in self._processes:
            process.wait_stopped(deadline)

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self._stop.set()
