"""The logs of all processes: one line for an event, for people or for programs, without a word that was typed.

What the product itself logs is made with care: no value of a request stands in it. What libraries log is not: their
messages may quote a request, a reply or a row. So from the first request on, of theirs only the place is told from
which they logged, and the kind of error. Before that, while a process starts, nobody has typed anything: then they are
told whole.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from datetime import datetime, timezone
from typing import Any, Literal, TextIO

import msgspec
from structlog.contextvars import merge_contextvars
from structlog.stdlib import ExtraAdder, ProcessorFormatter

from bot.watching.errors import kind_of, places_of
from bot.watching.request_ids import KEY, nobody_has_come

Entry = MutableMapping[str, Any]

OWN = ("bot", "uvicorn")
"""Loggers whose messages are known to hold nothing of what people send."""

FIELDS = ("method", "route", "status", "action", "ms")
"""What a line of ours may tell beside its words."""

_CONSTANT = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)+")
"""What structlog's events look like in Rasa: `rest.message.received.failure`. Their other fields are not told."""


def set_up_logs(part: str, level: str, form: Literal["words", "json"], out: TextIO | None = None) -> None:
    """From now on everything that is logged in this process goes to `out` (standard error), in that form.

    `level` counts for the product itself; libraries tell no more than warnings, Rasa and uvicorn no more than INFO.
    """
    handler = logging.StreamHandler(out or sys.stderr)
    handler.setFormatter(formatter(part, form))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    # For Sanic's loggers, which Rasa cuts off from the others.
    logging.lastResort = handler
    # A record that cannot be put into words would be printed with all its values.
    logging.raiseExceptions = False
    # Python's warnings are for programmers; what is to be warned of here is logged.
    logging.captureWarnings(True)
    logging.getLogger("py.warnings").setLevel(logging.ERROR)
    own = logging.getLevelName(level)
    root.setLevel(max(own, logging.WARNING))
    logging.getLogger("bot").setLevel(own)
    for talkative in ("rasa", "uvicorn"):
        logging.getLogger(talkative).setLevel(max(own, logging.INFO))


def formatter(part: str, form: Literal["words", "json"]) -> logging.Formatter:
    """What makes a line of a log record of that part: rasa, actions or web."""
    return ProcessorFormatter(
        foreign_pre_chain=[merge_contextvars, ExtraAdder(allow=(*FIELDS, "session"))],
        processors=[_Discreet(part), _as_words if form == "words" else _as_json],
    )


class _Discreet:
    """Takes from an entry what may be told."""

    def __init__(self, part: str) -> None:
        self._part = part

    def __call__(self, _logger: Any, _name: str, entry: Entry) -> Entry:
        record: logging.LogRecord = entry["_record"]
        own = record.name.partition(".")[0] in OWN
        told: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, timezone.utc).isoformat(timespec="milliseconds")[:-6] + "Z",
            "level": record.levelname,
            "part": self._part,
            "event": _on_one_line(entry["event"]) if own or nobody_has_come() else _place(record, entry),
        }
        told |= {key: entry[key] for key in (KEY, "session") if key in entry}
        if own:
            told |= {key: entry[key] for key in FIELDS if key in entry}
        error = _error_in(entry.get("exc_info"))
        if error is not None:
            told |= {"error": kind_of(error), "at": places_of(error)}
        return told


def _place(record: logging.LogRecord, entry: Entry) -> str:
    event = entry["event"]
    if entry["_from_structlog"]:
        return f"{record.name}: {event}" if _CONSTANT.fullmatch(str(event)) else record.name
    return f"{record.name}, line {record.lineno} of {record.filename}"


def _error_in(exc_info: object) -> BaseException | None:
    if isinstance(exc_info, BaseException):
        return exc_info
    if isinstance(exc_info, tuple):
        return exc_info[1] if isinstance(exc_info[1], BaseException) else None
    return sys.exc_info()[1] if exc_info else None


def _on_one_line(event: object) -> str:
    return " ".join(str(event).split())


def _as_words(_logger: Any, _name: str, told: Entry) -> str:
    beside = {key: value for key, value in told.items() if key not in ("time", "level", "part", "event")}
    more = f" ({' '.join(f'{key}={value}' for key, value in beside.items())})" if beside else ""
    return f"{told['time']} {told['level']} {told['part']}: {told['event']}{more}"


def _as_json(_logger: Any, _name: str, told: Entry) -> str:
    return msgspec.json.encode(told).decode()
