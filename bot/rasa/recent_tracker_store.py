"""Rasa's record of the conversations in SQL, read and written in steps that do not grow with the conversation."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from rasa.core.tracker_store import SQLTrackerStore, create_engine_kwargs
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT_NAME_KEY
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError
from sqlalchemy.orm import sessionmaker
from sqlalchemy.pool import QueuePool

from bot.records.engine import POSTGRES_PATIENCE

TURNS = 2
"""Messages of the trainee, with all that followed each, that are read again for the next one."""

PATIENCE = 15.0
"""Seconds to wait for another writer of an SQLite file."""

_TALK = ("user", "bot", "action")
"""Events that only the nearest past needs. All others set something: a slot, the loop, a pause."""

_KEPT = "alongside_kept"
"""How many of a tracker's events are in the record, noted on the tracker itself."""


class RecentTrackerStore(SQLTrackerStore):
    """Rasa's own store and its own table, with three differences.

    - Of a conversation it reads the last two turns, and of what was set before them the last of each kind. That is
      all that the rules look at. Rasa reads and replays everything at every turn, so that turn 200 takes three times as
      long as turn 10.
    - It writes what is new without counting again what it has read.
    - SQLite keeps its connections open, and is not made to wait for the disk at every turn: the turns themselves are
      in the records, which do wait, and from which the actions set right what a power cut takes away here.

    What is not known any more is the message with which a loop began, if that was earlier; Rasa's forms use it, and
    there are none here. Nor would an event that takes others back (`undo`, `rewind`) reach further back than two
    turns; no action of ours sends one.
    """

    engine: Any
    sessionmaker: Any

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._reopen()
        table = self.SQLEvent.__table__
        self._table = table
        self._recent = _recent(table)
        _make_index(self.engine, table)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation as far as the next turn depends on it; None if there is none."""
        with self.engine.connect() as connection:
            rows = connection.execute(self._recent, {"sender": sender_id}).all()
        if not rows:
            return None
        events = [json.loads(row.data) for row in rows]
        tracker = DialogueStateTracker.from_dict(sender_id, events, self.domain.slots)
        setattr(tracker, _KEPT, len(tracker.events))
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Add to the record what has happened since the conversation was read."""
        kept = getattr(tracker, _KEPT, None)
        if kept is None or self.event_broker is not None:
            await super().save(tracker)
        else:
            rows = [_row(tracker.sender_id, one) for one in list(tracker.events)[kept:]]
            if rows:
                with self.engine.begin() as connection:
                    connection.execute(sa.insert(self._table), rows)
        setattr(tracker, _KEPT, len(tracker.events))

    def _reopen(self) -> None:
        """Open the same database anew, as it suits us: values stay out of error messages, since people typed them."""
        url, is_sqlite = self.engine.url, self.engine.dialect.name == "sqlite"
        how: dict[str, Any] = {"pool_pre_ping": True, "connect_args": POSTGRES_PATIENCE, **create_engine_kwargs(url)}
        if is_sqlite:
            how = {"poolclass": QueuePool, "connect_args": {"check_same_thread": False, "timeout": PATIENCE}}
        self.engine.dispose()
        self.engine = sa.create_engine(url, hide_parameters=True, **how)
        if is_sqlite:
            event.listen(self.engine, "connect", _prepare_sqlite)
        self.sessionmaker = sessionmaker(bind=self.engine)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.execute("pragma synchronous=normal")
    connection.execute("pragma secure_delete=on")


def _recent(table: Any) -> Any:
    """Selects the events of the last turns, and before them the last that set each thing, in their order."""
    own = table.c.sender_id == sa.bindparam("sender")
    messages = sa.select(table.c.id).where(own, table.c.type_name == "user")
    # None if there were fewer: then everything is read.
    since = messages.order_by(table.c.id.desc()).offset(TURNS - 1).limit(1).scalar_subquery()
    setting = sa.select(sa.func.max(table.c.id)).where(own, table.c.type_name.not_in(_TALK))
    last_set = setting.group_by(table.c.type_name, table.c.action_name)
    last_turns = sa.select(table.c.id).where(own, table.c.id >= sa.func.coalesce(since, 0))
    ids = sa.union(last_turns, last_set).subquery()
    return sa.select(table.c.data).where(table.c.id.in_(sa.select(ids.c[0]))).order_by(table.c.id)


def _row(sender: str, one: Any) -> dict[str, Any]:
    data = one.as_dict()
    return {
        "sender_id": sender,
        "type_name": one.type_name,
        "timestamp": data.get("timestamp"),
        "intent_name": data.get("parse_data", {}).get("intent", {}).get(INTENT_NAME_KEY),
        "action_name": data.get("name"),
        "data": json.dumps(data),
    }


def _make_index(engine: Any, table: Any) -> None:
    """What the question above is answered from, without reading the events themselves."""
    columns = (table.c.sender_id, table.c.type_name, table.c.action_name)
    names = ", ".join(column.name for column in columns)
    statement = f"create index if not exists ix_{table.name}_of_each_kind on {table.name} ({names})"
    try:
        with engine.begin() as connection:
            connection.execute(sa.text(statement))
    except (IntegrityError, OperationalError, ProgrammingError):
        # Another Rasa that started at the same moment has made it; without it all works, only not as fast.
        return
