"""Where the figures of a process can be had: each process has a port of its own for them."""

from __future__ import annotations

import logging

from prometheus_client import start_http_server

from bot.watching.metrics import FIGURES

log = logging.getLogger(__name__)


def expose(host: str, port: int | None) -> None:
    """Serve the figures there from now on, in a thread of its own; nowhere without a port.

    A process is worth more than its figures: if the port cannot be used, that is told in the log and the rest goes on.
    """
    if port is None:
        return
    try:
        start_http_server(port, host, FIGURES)
    except OSError as error:
        log.error("The figures cannot be had on port %s of %s: %s.", port, host, error.strerror)
