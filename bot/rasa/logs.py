"""Rasa's log lines in the form of all others.

Rasa sets its logs up by itself when it starts, in a form of its own and with what people type in some of the lines.
What it does last for that, `configure_structlog`, is replaced: from there on all goes the way of `bot.watching.logs`.
"""

from __future__ import annotations

import logging
from typing import Literal

import structlog

from bot.watching.logs import set_up_logs


def take_over_logs(level: str, form: Literal["words", "json"]) -> None:
    """Let Rasa's command line, when it runs, set up the logs as the other processes do."""
    import rasa.__main__  # Takes seconds, and only Rasa's own process needs it.

    def set_up(_level: object = None) -> None:
        set_up_logs("rasa", level, form)
        hand_on(level)

    rasa.__main__.configure_structlog = set_up


def hand_on(level: str) -> None:
    """Let what Rasa tells by structlog go to Python's own logging, from INFO on at the most."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.contextvars.merge_contextvars,
            structlog.dev.set_exc_info,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        # Rasa tells most at DEBUG, many times a message: this makes nothing of it, at once.
        wrapper_class=structlog.make_filtering_bound_logger(max(logging.getLevelName(level), logging.INFO)),
        cache_logger_on_first_use=True,
    )
