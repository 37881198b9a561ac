"""What happens in workshops reaches the Learning Record Store once, whatever happens on the way."""

from __future__ import annotations

import asyncio
import base64
import json
import socket
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID, uuid5

import pytest

from bot.records import Records, WorkshopSettings, migrate
from bot.records.outbox import enqueue
from bot.settings import Settings
from bot.web import lrs
from bot.web.lrs import LearningRecordStore, Sender

PASSWORD = "Basic " + base64.b64encode(b"alongside:secret").decode()


class Receiver:
    """A small Learning Record Store that misbehaves as it is told, once for each word, and then behaves.

    `500`, `429`, `401`, `400`: answers so. `mute`: never answers. `close`: drops the connection. `drop`: stores, and
    drops it then. `slow`: stores, and answers too late.
    """

    def __init__(self) -> None:
        self.misbehave: deque[str] = deque()
        self.kept: dict[str, Any] = {}
        self.stored: list[str] = []
        """Every id that was stored, each time anew."""
        self.asked = 0
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_PUT(self) -> None:
                receiver.take(self)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._lock = threading.Lock()
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self._server.server_port}/xapi"

    def take(self, asked: BaseHTTPRequestHandler) -> None:
        body = asked.rfile.read(int(asked.headers["Content-Length"]))
        where = urlsplit(asked.path)
        (id,) = parse_qs(where.query)["statementId"]
        assert where.path == "/xapi/statements"
        assert asked.headers["X-Experience-API-Version"] == "1.0.3"
        assert asked.headers["Content-Type"] == "application/json"
        with self._lock:
            self.asked += 1
            word = self.misbehave.popleft() if self.misbehave else ""
        if word.isdecimal():
            return self._answer(asked, int(word))
        if asked.headers["Authorization"] != PASSWORD:
            return self._answer(asked, 401)
        if word in ("mute", "close"):
            return self._hang_up(asked, 1.0 if word == "mute" else 0.0)
        with self._lock:
            there = id in self.kept
            if not there:
                self.kept[id] = json.loads(body)
                self.stored.append(id)
        if word in ("drop", "slow"):
            return self._hang_up(asked, 1.0 if word == "slow" else 0.0)
        self._answer(asked, 409 if there else 204)

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _answer(self, asked: BaseHTTPRequestHandler, status: int) -> None:
        asked.send_response(status)
        asked.send_header("Content-Length", "0")
        asked.end_headers()

    def _hang_up(self, asked: BaseHTTPRequestHandler, after: float) -> None:
        time.sleep(after)
        asked.close_connection = True
        with suppress(OSError):
            asked.connection.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Receiver]:
    """A store; and waits that a test can wait for."""
    monkeypatch.setattr(lrs, "PATIENCE", 0.4)
    monkeypatch.setattr(lrs, "FIRST_WAIT", 0.05)
    monkeypatch.setattr(lrs, "LONGEST_WAIT", 0.4)
    monkeypatch.setattr(lrs, "EVERY", 0.02)
    receiver = Receiver()
    yield receiver
    receiver.stop()


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Records]:
    url = f"sqlite:///{tmp_path}/alongside.db"
    migrate(url)
    records = Records(url)
    ama = records.add_facilitator("Ama", "hash", "facilitator").id
    records.open_workshop(ama, "Monday", WorkshopSettings(["poverty"]))
    records.ensure_session("s")
    yield records
    records.close()


def put_in(records: Records, *names: str) -> list[str]:
    """Put statements into the outbox; their ids."""
    ids = [str(uuid5(UUID(int=1), name)) for name in names]
    with records._writing() as connection:
        for id, name in zip(ids, names, strict=True):
            enqueue(connection, 1, "s", {"id": id, "name": name})
    return ids


def settings(receiver: Receiver, secret: str = "secret") -> Settings:
    return Settings(lrs_url=f"{receiver.address}/", lrs_key="alongside", lrs_secret=secret)


async def send(records: Records, settings: Settings, seconds: float, until: int = 0) -> None:
    """Let a sender run until so many have been sent, or for so many seconds."""
    store = LearningRecordStore(settings)
    running = asyncio.create_task(Sender(records, store).run())
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and not (until and records.outbox_state(1).sent >= until):
        await asyncio.sleep(0.02)
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running
    await store.close()


def test_statements_are_sent_in_order_and_once(outbox: Records, receiver: Receiver) -> None:
    ids = put_in(outbox, *(f"{n}" for n in range(45)))
    asyncio.run(send(outbox, settings(receiver), 10, until=45))
    assert receiver.stored == ids
    assert receiver.kept[ids[3]] == {"id": ids[3], "name": "3"}
    state = outbox.outbox_state(1)
    assert (state.sent, state.waiting, state.refused, state.trouble) == (45, 0, 0, None)
    asyncio.run(send(outbox, settings(receiver), 0.3))
    assert receiver.asked == 45


@pytest.mark.parametrize("trouble", ["500", "503", "429", "401", "404", "mute", "close", "drop", "slow"])
def test_each_statement_is_stored_once_whatever_the_store_does(
    outbox: Records, receiver: Receiver, trouble: str
) -> None:
    ids = put_in(outbox, *"abcdef")
    receiver.misbehave.extend(["", trouble, trouble, "", trouble])
    asyncio.run(send(outbox, settings(receiver), 20, until=6))
    assert sorted(receiver.stored) == sorted(ids)
    assert outbox.outbox_state(1).sent == 6


def test_an_outage_is_waited_out_with_growing_waits(outbox: Records, receiver: Receiver) -> None:
    put_in(outbox, *(f"{n}" for n in range(30)))
    receiver.misbehave.extend(["503"] * 1000)
    asyncio.run(send(outbox, settings(receiver), 2.0))
    # 0.05 + 0.1 + 0.2 + 0.4 + 0.4 …: a store that is down is not besieged by thirty statements.
    assert 3 <= receiver.asked <= 9
    state = outbox.outbox_state(1)
    assert (state.sent, state.waiting, state.trouble) == (0, 30, "503 Service Unavailable")
    receiver.misbehave.clear()
    asyncio.run(send(outbox, settings(receiver), 20, until=30))
    assert len(receiver.stored) == 30
    assert outbox.outbox_state(1).trouble is None


def test_what_is_waiting_survives_a_restart_in_the_middle(outbox: Records, receiver: Receiver, tmp_path: Path) -> None:
    ids = put_in(outbox, *(f"{n}" for n in range(12)))
    receiver.misbehave.extend(["", "", "", "drop"])
    asyncio.run(send(outbox, settings(receiver), 5, until=3))
    again = Records(f"sqlite:///{tmp_path}/alongside.db")
    # Whoever was stopped may have left statements claimed: they are due again when the lease is over.
    with again._writing() as connection:
        connection.exec_driver_sql("update statements set next_at = '2020-01-01 00:00:00' where sent_at is null")
    asyncio.run(send(again, settings(receiver), 10, until=12))
    assert sorted(receiver.stored) == sorted(ids)


def test_two_senders_share_the_work(outbox: Records, receiver: Receiver, tmp_path: Path) -> None:
    ids = put_in(outbox, *(f"{n}" for n in range(50)))
    other = Records(f"sqlite:///{tmp_path}/alongside.db")

    async def both() -> None:
        await asyncio.gather(
            send(outbox, settings(receiver), 10, until=50), send(other, settings(receiver), 10, until=50)
        )

    asyncio.run(both())
    assert sorted(receiver.stored) == sorted(ids)
    assert receiver.asked == 50


def test_a_statement_that_the_store_will_never_take_does_not_hold_up_the_others(
    outbox: Records, receiver: Receiver
) -> None:
    ids = put_in(outbox, *"abc")
    receiver.misbehave.extend(["400"])
    asyncio.run(send(outbox, settings(receiver), 5, until=2))
    assert receiver.stored == ids[1:]
    state = outbox.outbox_state(1)
    assert (state.sent, state.waiting, state.refused, state.trouble) == (2, 0, 1, "400 Bad Request")


def test_a_wrong_password_loses_nothing_and_is_told(outbox: Records, receiver: Receiver) -> None:
    put_in(outbox, *"ab")
    asyncio.run(send(outbox, settings(receiver, "wrong"), 0.5))
    state = outbox.outbox_state(1)
    assert (state.sent, state.waiting, state.trouble) == (0, 2, "401 Unauthorized")
    asyncio.run(send(outbox, settings(receiver), 10, until=2))
    assert len(receiver.stored) == 2


def test_a_store_that_is_not_there_loses_nothing(outbox: Records, receiver: Receiver) -> None:
    put_in(outbox, "a")
    nowhere = settings(receiver)
    receiver.stop()
    asyncio.run(send(outbox, nowhere, 0.5))
    state = outbox.outbox_state(1)
    assert (state.waiting, state.trouble) == (1, "ConnectError")


def test_the_same_statement_is_put_in_once(outbox: Records) -> None:
    put_in(outbox, "a", "a")
    put_in(outbox, "a")
    assert outbox.outbox_state(1).waiting == 1
