"""What is too large, too slow or no request at all is turned away, and keeps nobody else waiting."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import uvicorn

from bot.serving import patience
from bot.serving.patience import Impatient
from bot.web import limits
from bot.web.app import LARGEST_REQUEST

OpenSite = Callable[..., Any]


def test_a_request_that_is_too_large_is_refused_before_it_is_read(open_site: OpenSite) -> None:
    site = open_site()
    huge = b'{"text": "' + b"x" * LARGEST_REQUEST + b'"}'
    for path in ("/api/facilitator/sign-in", "/api/sessions", "/api/join/CDFGHJ"):
        headers = {"Content-Type": "application/json", "X-Alongside": "facilitator"}
        refused = site.post(path, content=huge, headers=headers)
        assert (refused.status_code, refused.json()["error"]["code"]) == (413, "too_much")
        # In pieces, without saying beforehand how many.
        assert site.post(path, content=iter([huge[:1000], huge[1000:]]), headers=headers).status_code == 413


def test_a_request_that_does_not_arrive_is_given_up_in_words(
    open_site: OpenSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "ARRIVES_WITHIN", 0.2)
    app = open_site().app
    told: list[Any] = []
    pieces = iter([{"type": "http.request", "body": b'{"scenario": "angry_', "more_body": True}])

    async def receive() -> Any:
        for piece in pieces:
            return piece
        await asyncio.sleep(60)
        raise AssertionError("waited for ever")

    async def send(message: Any) -> None:
        told.append(message)

    headers = [(b"host", b"testserver.local"), (b"content-type", b"application/json")]
    scope = {
        "type": "http", "method": "POST", "path": "/api/sessions", "raw_path": b"/api/sessions", "query_string": b"",
        "headers": headers, "client": ("203.0.113.7", 50_000), "server": ("testserver.local", 80), "scheme": "http",
        "http_version": "1.1", "root_path": "", "asgi": {"version": "3.0"},
    }  # fmt: skip
    began = time.monotonic()
    asyncio.run(app(scope, receive, send))
    assert time.monotonic() - began < 5
    assert told[0]["status"] == 408
    assert b"too_slow" in told[1]["body"]
    assert b"Nothing is lost" in told[1]["body"]


async def _hello(scope: Any, receive: Any, send: Any) -> None:
    if scope["path"] == "/slow":
        await asyncio.sleep(1.0)
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"hi"})


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The port of a server that waits half a second for headers."""
    monkeypatch.setattr(patience, "HEADERS_WITHIN", 0.5)
    config = uvicorn.Config(
        _hello, port=0, lifespan="off", log_config=None, http=Impatient, ws="none", timeout_keep_alive=30
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server has not started"
        time.sleep(0.01)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join()


def connect(port: int) -> socket.socket:
    made = socket.create_connection(("127.0.0.1", port))
    made.settimeout(5)
    return made


def is_closed(connection: socket.socket) -> bool:
    try:
        return connection.recv(1) == b""
    except ConnectionResetError:
        return True


def test_who_connects_and_never_says_what_they_want_is_hung_up_on(impatient: int) -> None:
    with connect(impatient) as silent, connect(impatient) as dripping:
        dripping.sendall(b"GET / HTTP/1.1\r\n")
        for _ in range(4):
            time.sleep(0.1)
            dripping.sendall(b"X-More: x\r\n")
        assert is_closed(silent)
        assert is_closed(dripping)


def test_who_asks_in_time_gets_all_the_time_an_answer_takes_and_may_ask_again(impatient: int) -> None:
    with connect(impatient) as person:
        for path in (b"/", b"/slow", b"/"):
            person.sendall(b"GET " + path + b" HTTP/1.1\r\nHost: x\r\n\r\n")
            got = b""
            while not got.endswith(b"hi"):
                got += person.recv(1000)
        time.sleep(0.8)
        person.sendall(b"GET / HTTP/1.1\r\n")
        assert is_closed(person), "the headers of a later request have as long as those of the first"


def test_headers_without_end_are_not_kept(impatient: int) -> None:
    with connect(impatient) as flooding:
        flooding.sendall(b"GET / HTTP/1.1\r\n")
        sent = 0
        try:
            while sent < 20_000_000:
                flooding.sendall(b"X-More: " + b"x" * 60_000 + b"\r\n")
                sent += 60_000
        except OSError:
            return
        assert is_closed(flooding)


@pytest.mark.parametrize(
    "path",
    [
        "/static/../../../etc/passwd", "/static/..%2f..%2f..%2fetc/passwd", "/static/%2e%2e/%2e%2e/app.py",
        "/static//etc/passwd", "/static/..\\app.py", "/static/api.js%00.png", "/static/C:/windows/win.ini",
    ],
)  # fmt: skip
def test_no_file_of_the_machine_is_served(open_site: OpenSite, path: str) -> None:
    answer = open_site().get(path)
    assert answer.status_code == 404
    assert "root:" not in answer.text
    assert "import" not in answer.text
