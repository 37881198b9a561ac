"""How long the page's server waits for a request to begin to make sense."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.auto import AutoHTTPProtocol

HEADERS_WITHIN = 15.0
"""Seconds from when a connection is made, or used again, until the request's headers are here. Uvicorn itself waits for
ever, so that a few thousand connections on which nothing comes would keep everybody out."""


class Impatient(AutoHTTPProtocol):  # type: ignore[valid-type, misc]
    """Uvicorn's own protocol, which hangs up on those who never say what they want."""

    def connection_made(self, transport: asyncio.Transport) -> None:
        """Begin to wait."""
        super().connection_made(transport)
        self._waiting: asyncio.TimerHandle | None = None
        self._asked = self.cycle
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Take what comes; the headers of a next request have as long as those of the first."""
        super().data_received(data)
        if self.cycle is not self._asked:
            self._asked = self.cycle
            self._wait_no_more()
        elif self._waiting is None and (self.cycle is None or self.cycle.response_complete):
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._wait_no_more()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._waiting = self.loop.call_later(HEADERS_WITHIN, self._hang_up)

    def _wait_no_more(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _hang_up(self) -> None:
        transport: Any = self.transport
        if not transport.is_closing():
            transport.close()
