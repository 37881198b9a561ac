"""The same records in PostgreSQL, and from one kind of database into the other."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from bot.coaching.roleplay.state import ParentState
from bot.records import Consent, Records, WorkshopSettings
from bot.records.backup import NotEmpty, put_back, read_all
from bot.records.engine import engine_for
from bot.records.outbox import enqueue
from bot.records.rasa_events import EVENTS
from bot.records.tables import metadata

OPENING = ParentState(heat=9, trust=2, phase="opening", line="open_plait", seed=7)


def hold_workshop(records: Records, name: str) -> str:
    """A workshop in which somebody has begun to talk; the session's id."""
    ama = records.add_facilitator(name, "hash", "administrator").id
    workshop = records.open_workshop(ama, "Monday", WorkshopSettings(["angry_parent"], retries=False)).id
    trainee = records.open_trainee(name.ljust(64, "x")).id
    participant = records.join(workshop, trainee, [name], Consent(read=True)).id
    session = records.open_session("angry_parent", "live", 7, "t" * 64, trainee, participant).id
    records.begin(session, "angry_parent", 7, "live", OPENING)
    records.set_paused(session, True)
    records.keep_aside(session, "Why?", [{"speaker": "coach", "text": "Because “so” 🙂."}])
    records.end_workshop(workshop)
    return session


def everything(url: str) -> dict[str, list[bytes]]:
    rows: dict[str, list[bytes]] = {}
    read_all(url, lambda table, lines: rows.setdefault(table, []).extend(lines))
    return rows


def test_the_tables_are_those_that_the_code_uses(postgres: str) -> None:
    with engine_for(postgres).connect() as connection:
        options = {"compare_type": True, "include_name": lambda name, *_: name != EVENTS}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []


def test_a_backup_goes_from_one_kind_of_database_into_the_other_and_back(postgres: str, database: str) -> None:
    records = Records(database)
    session = hold_workshop(records, "Theodora")
    records.note_look(1, "board", 7)
    before = everything(database)
    revision, counts = read_all(database, lambda table, lines: None)
    assert counts["sessions"] == 1
    put_back(postgres, revision, before, replace=False)
    assert everything(postgres) == before

    there = Records(postgres)
    found = there.session(session)
    assert found is not None
    assert (found.paused, found.created_at) == (True, records.session(session).created_at)  # type: ignore[union-attr]
    # New rows are numbered after those that came, and after those that the list of who looked at what still knows.
    assert hold_workshop(there, "Wilhelmina") != session
    assert max(workshop.id for workshop in there.workshops()) > 7

    after = everything(postgres)
    with pytest.raises(NotEmpty):
        put_back(database, revision, after, replace=False)
    assert everything(database) == before
    put_back(database, revision, after, replace=True)
    assert everything(database) == after
    records.close()
    there.close()


def test_deleting_leaves_no_row(postgres: str) -> None:
    records = Records(postgres)
    hold_workshop(records, "Ottilie")
    for workshop in records.workshops():
        assert records.delete_workshop(workshop.id, records.sessions_in(workshop.id))
    rows = everything(postgres)
    assert (rows["sessions"], rows["asides"], rows["participants"]) == ([], [], [])
    records.compact()
    records.close()


def test_statements_are_claimed_by_one_at_a_time(postgres: str) -> None:
    records = Records(postgres)
    session = hold_workshop(records, "Rosamund")
    workshop = records.workshops()[0].id
    with records._writing() as connection:
        for n in range(30):
            enqueue(connection, workshop, session, {"id": f"{n:036}"})
    with ThreadPoolExecutor(4) as at_once:
        claims = list(at_once.map(lambda _: records.claim_statements(10, timedelta(minutes=1)), range(4)))
    ids = [one.id for claim in claims for one in claim]
    assert len(ids) == len(set(ids)) == 30
    records.statement_sent(ids[0])
    records.statement_refused(ids[1], "400 Bad Request")
    state = records.outbox_state(workshop)
    assert (state.sent, state.waiting, state.refused, state.trouble) == (1, 28, 1, "400 Bad Request")
    assert records.delete_workshop(workshop, records.sessions_in(workshop))
    assert records.outbox_state(workshop).waiting == 0
    records.close()
