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

    def start(self, on_up: Callable[[Process], None] = lambda process: None) -> None:
        """Start all and wait until each one answers; `on_up` hears of each that does.

        Raises GaveUp, or Stopped if a person could not wait.
        """
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
                    on_up(process)
            if time.monotonic() > deadline:
                late = waiting[0]
                raise GaveUp(f"{late.name} did not answer within {STARTUP:.0f} seconds: {late.last_words()}")
            if self._stop.wait(0.1):
                raise Stopped

    def watch(self) -> None:
        """Start what dies again, until a person asks to stop.

        Nothing is given up: what cannot be started now, because the disk is full or memory short, can be later, and
        until then the other parts tell people in words what is missing.
        """
        due: dict[Process, float] = {}
        while not self._stop.wait(0.25):
            for process in self._processes:
                if process.is_running():
                    self._look_whether_well(process)
                elif process not in due:
                    pause = process.pause_before_next()
                    due[process] = time.monotonic() + pause
                    self._tell(_told(process, pause))
                elif time.monotonic() >= due[process]:
                    del due[process]
                    self._start_again(process)

    def _look_whether_well(self, process: Process) -> None:
        failures = process.failures
        if process.was_well and process.has_hung():
            self._tell(f"{process.name} runs, but has not answered for a minute: it is ended and started again.")
            process.kill()
        elif not process.was_well and process.is_healthy(0.5) and failures:
            self._tell(f"{process.name} is up again.")

    def _start_again(self, process: Process) -> None:
        try:
            process.start()
        except OSError as error:
            # Counted as a start that failed, since nothing runs; the next try comes by itself.
            self._tell(f"{process.name} cannot be started: {error.strerror or error}.")

    def stop(self) -> None:
        """Stop all, in the order opposite to their start, and wait until none is left."""
        for process in reversed(self._processes):
            process.ask_to_stop()
        deadline = time.monotonic() + PATIENCE
        for process in self._processes:
            process.wait_stopped(deadline)

    def ask_to_stop(self) -> None:
        """Let `watch` come to its end."""
        self._stop.set()

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self.ask_to_stop()


def _told(process: Process, pause: float) -> str:
    if not pause:
        return f"{process.name} had stopped and is being started again."
    return f"{process.name} does not come up; the next try is in {pause:.0f} s. {process.last_words()}"
