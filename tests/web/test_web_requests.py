"""Every request has a name, is counted under its route, and is told of without its address."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from bot.watching.metrics import FIGURES
from bot.watching.request_ids import veiled

Client = TestClient[Litestar]

COUNTED = "alongside_requests_total"


def counted(method: str, route: str, status: int) -> float:
    labels = {"method": method, "route": route, "status": str(status)}
    return FIGURES.get_sample_value(COUNTED, labels) or 0.0


def test_a_request_keeps_its_name_and_one_without_gets_one(client: Client) -> None:
    named = client.get("/api/site", headers={"X-Request-ID": "from-nginx-0001"})
    assert named.headers["x-request-id"] == "from-nginx-0001"
    names = {client.get(address).headers["x-request-id"] for address in ("/", "/nowhere", "/api/sessions/x")}
    assert len(names) == 3
    assert all(re.fullmatch("[0-9a-f]{16}", name) for name in names)


@pytest.mark.parametrize("hostile", ["x", "a" * 100, "two words here", "<script>alert(1)</script>", "a\tb" * 5])
def test_nobody_can_put_words_into_a_requests_name(client: Client, hostile: str) -> None:
    assert client.get("/api/site", headers={"X-Request-ID": hostile}).headers["x-request-id"] != hostile


@pytest.mark.parametrize(
    ("method", "address", "route", "status"),
    [
        ("GET", "/api/site", "/api/site", 200),
        ("GET", "/api/sessions/0123456789", "/api/sessions/{session}", 401),
        ("GET", "/static/nothing.js", "/static/{path}", 404),
        ("GET", "/what-somebody-typed", "none", 404),
        ("DELETE", "/api/site", "none", 405),
    ],
)
def test_a_request_is_counted_under_its_route(
    client: Client, method: str, address: str, route: str, status: int
) -> None:
    before = counted(method, route, status)
    assert client.request(method, address).status_code == status
    assert counted(method, route, status) == before + 1


def test_a_made_up_method_makes_no_new_figure(client: Client) -> None:
    before = counted("other", "none", 405)
    client.request("HECRIEDALLNIGHT", "/api/site")
    assert counted("other", "none", 405) == before + 1


def test_a_request_is_told_of_without_its_address(
    client: Client, session: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    client.get(f"{session.path}?what=he-cried", headers=session.headers)
    (line,) = (record for record in caplog.records if record.name == "bot.web.requests")
    told = {key: getattr(line, key) for key in ("method", "route", "status", "session")}
    assert told == {
        "method": "GET",
        "route": "/api/sessions/{session}",
        "status": 200,
        "session": veiled(session.id),
    }
    assert session.id not in str(vars(line))
    assert "cried" not in str(vars(line))


def test_refusals_are_counted_by_kind(client: Client, session: Any, reply_in: Callable[..., Any]) -> None:
    before = FIGURES.get_sample_value("alongside_errors_total", {"kind": "reply_too_long"}) or 0.0
    client.post(f"{session.path}/replies", json={"text": "so " * 5000}, headers=session.headers)
    assert FIGURES.get_sample_value("alongside_errors_total", {"kind": "reply_too_long"}) == before + 1
