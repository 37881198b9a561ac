"""What is done without anybody asking: data whose time is over is deleted, and nothing deleted is left behind."""

from __future__ import annotations

import asyncio
import logging
import shutil
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import date, datetime, timedelta, timezone
from functools import partial
from pathlib import Path
from typing import TypeVar

from bot.records import Records, RecordsUnavailable
from bot.records.audit import BY_ITSELF
from bot.settings import Settings
from bot.web.conversations import Conversations
from bot.web.facilitator.export_xlsx import PREFIX
from bot.web.lrs import LearningRecordStore, Sender
from bot.web.rasa_memory import RasaMemory
from bot.web.turns_to_speak import TurnsToSpeak

log = logging.getLogger(__name__)

Left = TypeVar("Left")

EVERY = 3600.0
"""Seconds between two looks for data whose time is over; the first is taken at the start."""

COMPACT_EVERY = 24 * 3600.0


class Retention:
    """Deletes what is no longer to be kept: workshops, conversations that nobody can open, forgotten practices."""

    def __init__(
        self,
        records: Records,
        conversations: Conversations,
        memory: RasaMemory,
        turns: TurnsToSpeak,
        settings: Settings,
    ) -> None:
        self._records = records
        self._conversations = conversations
        self._memory = memory
        self._turns = turns
        self._sessions = timedelta(days=settings.keep_sessions_days)
        self._practices = timedelta(days=settings.keep_practices_days)
        self._compacted: float | None = None

    async def run(self) -> None:
        """Look once an hour, until cancelled, unless another process does. What cannot be done now is done later."""
        while True:
            try:
                async with self._turns.alone() as alone:
                    if alone:
                        await self._look(datetime.now(timezone.utc))
            except RecordsUnavailable:
                log.warning("Data whose time is over could not be deleted now.")
            await asyncio.sleep(EVERY)

    async def _look(self, at: datetime) -> None:
        await self.delete_what_is_due(at.date())
        await self.delete_what_is_left(at)
        await self._compact()

    async def delete_what_is_due(self, today: date) -> int:
        """Delete every workshop whose last day was before today; how many. Raises RecordsUnavailable."""
        due = await asyncio.to_thread(self._records.workshops_due, today)
        for workshop in due:
            await self._conversations.delete_workshop(workshop)
            await asyncio.to_thread(self._records.note_taken, BY_ITSELF, "time_is_over", workshop)
        return len(due)

    async def delete_what_is_left(self, at: datetime) -> int:
        """Delete sessions and practices that nobody comes back to; how many. Raises RecordsUnavailable."""
        records, conversations = self._records, self._conversations
        deleted = await _each(partial(records.sessions_left, at - self._sessions), conversations.delete)
        if self._practices:
            left = partial(records.practices_left, at - self._practices)
            deleted += await _each(left, conversations.delete_practice)
        return deleted

    async def _compact(self) -> None:
        if self._compacted is None or time.monotonic() - self._compacted > COMPACT_EVERY:
            await asyncio.to_thread(self._records.compact)
            await asyncio.to_thread(self._memory.compact)
            self._compacted = time.monotonic()


@asynccontextmanager
async def kept_up(settings: Settings, records: Records, retention: Retention, scratch: Path) -> AsyncIterator[None]:
    """Meanwhile delete what is due, and send to the Learning Record Store, if one is set, what waits for it."""
    await asyncio.to_thread(_sweep, scratch)
    tasks = [asyncio.create_task(retention.run())]
    store = LearningRecordStore(settings) if settings.lrs_url else None
    if store is not None:
        tasks.append(asyncio.create_task(Sender(records, store).run()))
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        for task in tasks:
            with suppress(asyncio.CancelledError):
                await task
        if store is not None:
            await store.close()


async def _each(left: Callable[[], list[Left]], delete: Callable[[Left], Awaitable[None]]) -> int:
    """Delete all that is left, some at a time and each by itself; how many."""
    deleted = 0
    while found := await asyncio.to_thread(left):
        for one in found:
            await delete(one)
        deleted += len(found)
    return deleted


def _sweep(scratch: Path) -> None:
    """Take away what an export that was cut off has left."""
    for left in scratch.glob(f"{PREFIX}*"):
        shutil.rmtree(left, ignore_errors=True)
