"""Sends what stands in the outbox to a Learning Record Store (xAPI 1.0.3), whatever happens to either of them.

Every statement is put under its own id. A store that has it already says so, with 204 or with 409: so a statement
whose answer got lost on the way is sent again and kept once.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from typing import Literal

import httpx
from msgspec import Struct

from bot.records import Records, RecordsUnavailable
from bot.records.outbox import Waiting
from bot.records.store import now
from bot.settings import Settings

log = logging.getLogger(__name__)

VERSION = "1.0.3"
"""Of the Experience API."""

PATIENCE = httpx.Timeout(15.0, connect=5.0)
"""Seconds for one statement."""

LEASE = timedelta(minutes=10)
"""For how long statements are this process's own: longer than it takes to send them all in the worst case."""

AT_ONCE = 20
EVERY = 1.0
"""Seconds between two looks into an empty outbox."""

FIRST_WAIT = 2.0
LONGEST_WAIT = 900.0
"""Seconds: after each failure in a row it waits twice as long, up to a quarter of an hour."""

HAS_IT = frozenset({200, 204, 409})
WILL_NEVER_TAKE_IT = frozenset({400, 413, 422})
"""It is the statement that is wrong. All else may be mended: a password, an address, a store that is down."""


class Outcome(Struct, frozen=True):
    """What came of sending a statement."""

    kind: Literal["there", "refused", "later"]
    trouble: str = ""
    wait: float | None = None
    """Seconds that the store asks to be left alone for."""


class LearningRecordStore:
    """The store that the settings name."""

    def __init__(self, settings: Settings) -> None:
        key, secret = settings.lrs_key, settings.lrs_secret
        self._address = f"{settings.lrs_url.rstrip('/')}/statements"
        self._http = httpx.AsyncClient(
            timeout=PATIENCE,
            auth=(key, secret) if key else None,
            headers={"X-Experience-API-Version": VERSION, "Content-Type": "application/json"},
        )

    async def put(self, one: Waiting) -> Outcome:
        """Hand a statement over. Never raises: what went wrong is told, without a word of the statement."""
        try:
            body = one.statement.encode()
            answer = await self._http.put(self._address, params={"statementId": one.id}, content=body)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return Outcome("later", type(error).__name__)
        status = answer.status_code
        if status in HAS_IT:
            return Outcome("there")
        told = f"{status} {answer.reason_phrase}".strip()
        if status in WILL_NEVER_TAKE_IT:
            return Outcome("refused", told)
        asked = answer.headers.get("Retry-After", "")
        return Outcome("later", told, float(asked) if asked.isdecimal() else None)

    async def close(self) -> None:
        """Give the connections back."""
        await self._http.aclose()


class Sender:
    """Empties the outbox as long as it runs."""

    def __init__(self, records: Records, store: LearningRecordStore) -> None:
        self._records = records
        self._store = store
        self._failures = 0
        """In a row."""

    async def run(self) -> None:
        """Send what is due, until cancelled."""
        while True:
            try:
                wait = await self.send_what_is_due()
            except RecordsUnavailable:
                # What was sent and could not be noted is sent again when its lease is over: the store has it then.
                wait = self._longer()
            await asyncio.sleep(wait)

    async def send_what_is_due(self) -> float:
        """Send the oldest statements that are due; how long to wait before the next look, in seconds.

        When the store cannot be reached the rest is given back and left alone for a while.
        Raises RecordsUnavailable.
        """
        records = self._records
        claimed = await asyncio.to_thread(records.claim_statements, AT_ONCE, LEASE)
        for at, one in enumerate(claimed):
            outcome = await self._store.put(one)
            if outcome.kind == "there":
                await asyncio.to_thread(records.statement_sent, one.id)
            elif outcome.kind == "refused":
                log.warning("The Learning Record Store refuses a statement: %s", outcome.trouble)
                await asyncio.to_thread(records.statement_refused, one.id, outcome.trouble)
            else:
                return await self._leave_alone(one, claimed[at + 1 :], outcome)
            self._all_is_well_again()
        return 0.0 if len(claimed) == AT_ONCE else EVERY

    async def _leave_alone(self, failed: Waiting, rest: list[Waiting], outcome: Outcome) -> float:
        if not self._failures:
            log.warning("The Learning Record Store takes nothing just now: %s", outcome.trouble)
        wait = min(max(self._longer(), outcome.wait or 0.0), LONGEST_WAIT)
        at = now()
        # If it is this one alone that the store stumbles over, it soon lets the others pass.
        own = max(wait, _doubled(failed.tries))
        await asyncio.to_thread(self._records.statement_failed, failed.id, at + timedelta(seconds=own), outcome.trouble)
        await asyncio.to_thread(
            self._records.release_statements, [one.id for one in rest], at + timedelta(seconds=wait)
        )
        return wait

    def _all_is_well_again(self) -> None:
        if self._failures:
            log.warning("The Learning Record Store takes statements again.")
            self._failures = 0

    def _longer(self) -> float:
        self._failures += 1
        return _doubled(self._failures - 1)


def _doubled(times: int) -> float:
    """Seconds to wait after so many failures before."""
    return float(min(FIRST_WAIT * 2 ** min(times, 20), LONGEST_WAIT))
