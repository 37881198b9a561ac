"""When a neighbour of the web part misbehaves, a person reads what happened and can send the same again."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import msgspec
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from bot.records import Records
from bot.settings import Settings
from bot.web.app import create_app

Client = TestClient[Litestar]

TROUBLE = [{"recipient_id": "x", "custom": {"speaker": "coach", "kind": "notice", "text": "Once more?", "again": True}}]


class Broken(ThreadingHTTPServer):
    """Something that stands where Rasa should, and answers what it is told to."""

    status = 200
    content = b"[]"


class Answering(BaseHTTPRequestHandler):
    server: Broken

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(self.server.status)
        self.end_headers()
        self.wfile.write(self.server.content)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def broken() -> Iterator[Broken]:
    server = Broken(("127.0.0.1", 0), Answering)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def client(alone: Settings, broken: Broken) -> Iterator[Client]:
    beside = msgspec.structs.replace(alone, rasa_port=broken.server_port)
    with TestClient(create_app(beside), raise_server_exceptions=False) as client:
        yield client


@pytest.mark.parametrize(
    ("status", "content"),
    [
        (200, b"[]"),
        (200, b"not json"),
        (200, b'{"status": "failure"}'),
        (404, b"[]"),
        (500, b"Traceback (most recent call last)"),
        (200, json.dumps(TROUBLE).encode()),
    ],
)
def test_an_answer_that_is_none_becomes_words_and_the_reply_can_be_sent_again(
    client: Client, session: Any, records: Records, broken: Broken, status: int, content: bytes
) -> None:
    broken.status, broken.content = status, content
    body = {"text": "We should have rung you.", "client_id": "a"}
    response = client.post(f"{session.path}/replies", json=body, headers=session.headers)
    assert (response.status_code, response.json()["error"]["code"]) == (503, "coach_unavailable")
    assert "Traceback" not in response.text
    assert records.aside_of(session.id, "a") is None
    assert records.turns(session.id) == []


def test_the_coachs_own_words_about_the_trouble_are_passed_on(client: Client, session: Any, broken: Broken) -> None:
    broken.content = json.dumps(TROUBLE).encode()
    response = client.post(f"{session.path}/hint", headers=session.headers)
    assert response.json()["error"]["message"] == "Once more?"


def test_what_people_type_is_in_no_log(
    client: Client, session: Any, broken: Broken, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    broken.status = 500
    for text in ("my secret", "my secret " * 1000):
        client.post(f"{session.path}/replies", json={"text": text}, headers=session.headers)
    assert "secret" not in caplog.text


def test_with_the_records_away_there_are_words_and_no_stack_trace(
    alone: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    damaged = tmp_path / "alongside.db"
    damaged.write_bytes(b"this is not a database, whatever its name" * 100)
    settings = msgspec.structs.replace(alone, database_url=f"sqlite:///{damaged}")
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        headers = {"Authorization": "Bearer token"}
        response = client.post("/api/sessions/x/replies", json={"text": "my secret"}, headers=headers)
        assert (response.status_code, response.json()["error"]["code"]) == (503, "records_unavailable")
        assert "sql" not in response.text.lower()
        assert client.get("/health").json()["parts"]["records"] == "down"
        assert client.get("/").status_code == 200
    assert "secret" not in caplog.text
