"""The threads of a process, and how much waits for one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from bot.watching.metrics import THREADS_WAITING


class CountedThreads(ThreadPoolExecutor):
    """As its parent; from now on the figure of this process tells what waits in its queue.

    The queue itself is asked, when somebody wants to know: counting each piece of work would cost every turn.
    """

    def __init__(self, max_workers: int | None = None) -> None:
        super().__init__(max_workers)
        THREADS_WAITING.set_function(self._work_queue.qsize)
