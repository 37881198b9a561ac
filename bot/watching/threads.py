"""The threads of a process, counted: how many are at work, and how much waits for one."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from bot.watching.metrics import THREADS_BUSY, THREADS_WAITING

T = TypeVar("T")


class CountedThreads(ThreadPoolExecutor):
    """As its parent, with figures."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        """Have a piece of work done as soon as a thread is free."""
        waiting = Waiting()

        def counted() -> T:
            waiting.over()
            with THREADS_BUSY.track_inprogress():
                return fn(*args, **kwargs)

        try:
            future = super().submit(counted)
        except RuntimeError:
            waiting.over()
            raise
        future.add_done_callback(lambda _: waiting.over())
        return future


class Waiting:
    """A piece of work that waits until it is begun, or given up before: counted once."""

    def __init__(self) -> None:
        self._waits = True
        THREADS_WAITING.inc()

    def over(self) -> None:
        """It has been begun, or given up."""
        if self._waits:
            self._waits = False
            THREADS_WAITING.dec()
