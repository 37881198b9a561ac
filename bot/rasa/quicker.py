"""Changes to Rasa's behaviour that make a turn cheaper. All stand here; what is kept has a store of its own
beside it, and `unused.py` says what is not loaded.

Each stands in for one function of Rasa, does the same in less time, and says why it may. Whether Rasa's own is still
the one that it was written for is looked at before it is put in: a change that no longer fits is left out, and the log
says so. The tests fail then, too. `ALONGSIDE_FASTER_RASA=false` leaves all of them out.
"""

from __future__ import annotations

import asyncio
import hashlib
import inspect
import logging
from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import aiohttp

from bot.actions.role_play import LOOP

log = logging.getLogger(__name__)


class Change(NamedTuple):
    """One function of Rasa's, and what is put in its place."""

    module: str
    name: str
    """The function's name in the module, as in "RemoteAction.run"."""
    written_for: str
    """The fingerprint of Rasa's own source that the change fits."""
    make: Callable[[Any], Any]
    """Makes the new function out of Rasa's own."""


def check_by_compiled_schema(own: Any) -> Any:
    """Check what an action returns by a schema that is compiled once.

    Rasa hands the schema to jsonschema anew each time, which then checks the schema itself by the schema of schemas
    first: half of a whole turn. What does not pass is handed to Rasa, for its own words.
    """

    @lru_cache(maxsize=1)
    def validator() -> Any:
        from jsonschema.validators import validator_for  # type: ignore[import-untyped]
        from rasa.core.actions.action import RemoteAction

        schema = RemoteAction.action_response_format_spec()
        return validator_for(schema)(schema)

    def _validate_action_result(self: Any, result: Any) -> bool:
        return True if validator().is_valid(result) else bool(own(self, result))

    return _validate_action_result


KEEP_FOR = 3.0
"""Seconds that an idle connection to the actions is kept: less than their server keeps it, so that it is never used
in the moment in which the other side closes it."""


def keep_connections(own: Any) -> Any:
    """Ask the actions over connections that stay open, instead of a new one for every question.

    Rasa makes a client with a pool of connections for each request and throws both away. The pool closes what has been
    idle for a moment, and whatever the other side has closed, as after a crash.
    """
    from aiohttp import ClientTimeout, TCPConnector
    from rasa.core.constants import DEFAULT_REQUEST_TIMEOUT

    kept: WeakKeyDictionary[Any, aiohttp.ClientSession] = WeakKeyDictionary()

    class _Lent:
        """The kept session under `async with`, which must not close it."""

        def __init__(self, session: aiohttp.ClientSession) -> None:
            self._session = session

        async def __aenter__(self) -> aiohttp.ClientSession:
            return self._session

        async def __aexit__(self, *_: object) -> None:
            return None

    def session(self: Any) -> Any:
        if self.basic_auth or self.headers:
            return own(self)
        loop = asyncio.get_running_loop()
        found = kept.get(loop)
        if found is None or found.closed:
            connector = TCPConnector(limit=0, keepalive_timeout=KEEP_FOR)
            timeout = ClientTimeout(total=DEFAULT_REQUEST_TIMEOUT)
            found = kept[loop] = aiohttp.ClientSession(connector=connector, timeout=timeout)
        return _Lent(found)

    return session


def leave_replies_unread(own: Any) -> Any:
    """Do not look for an intent in what is said to the parent.

    Within the role-play the loop takes every message, whatever it means, so the understanding is worked out for
    nothing. Buttons are still read, since the loop looks at them.
    """

    async def parse_message(self: Any, message: Any, tracker: Any = None, only_output_properties: bool = True) -> Any:
        said_to_parent = tracker is not None and tracker.active_loop_name == LOOP and not message.text.startswith("/")
        if said_to_parent and self.http_interpreter is None:
            return {"text": message.text, "intent": {"name": None, "confidence": 0.0}, "entities": []}
        return await own(self, message, tracker, only_output_properties)

    return parse_message


def remember_kinds_of_events(own: Any) -> Any:
    """Look up once which class an event's name stands for, instead of going through all classes for each event."""
    known: dict[str, Any] = {}

    def resolve_by_type(type_name: str, default: Any = None) -> Any:
        kind = known.get(type_name)
        if kind is None:
            kind = own.__func__(type_name, default)
            if kind is not default and kind is not None:
                known[type_name] = kind
        return kind

    return staticmethod(resolve_by_type)


CHANGES = (
    Change(
        "rasa.core.actions.action", "RemoteAction._validate_action_result", "52d71d4a22b5", check_by_compiled_schema
    ),
    Change("rasa.utils.endpoints", "EndpointConfig.session", "e5c76aaddfad", keep_connections),
    Change("rasa.core.processor", "MessageProcessor.parse_message", "203d98898738", leave_replies_unread),
    Change("rasa.shared.core.events", "Event.resolve_by_type", "30b645b94d0e", remember_kinds_of_events),
)


def quicken() -> list[Change]:
    """Put the changes in, and give those that could not be, because Rasa's own has changed."""
    left_out = []
    for change in CHANGES:
        owner, name, own = found(change)
        if fingerprint(own) != change.written_for:
            log.warning("%s.%s is not what it was, and is left as it is.", change.module, change.name)
            left_out.append(change)
            continue
        setattr(owner, name, change.make(own))
    return left_out


def found(change: Change) -> tuple[Any, str, Any]:
    """Where Rasa has the function, under which name, and the function."""
    from importlib import import_module

    owner: Any = import_module(change.module)
    *outer, name = change.name.split(".")
    for one in outer:
        owner = getattr(owner, one)
    return owner, name, inspect.getattr_static(owner, name)


def fingerprint(own: Any) -> str:
    """Of a function's source, spaces apart."""
    source = "".join(inspect.getsource(own).split())
    return hashlib.sha256(source.encode()).hexdigest()[:12]
