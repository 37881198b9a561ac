"""The facilitator's page comes at once, keeps to itself, and costs a trainee nothing."""

from __future__ import annotations

import re

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from bot.web.static_files import StaticFiles

Client = TestClient[Litestar]


def test_the_page_asks_for_one_script_and_one_style_sheet(client: Client) -> None:
    answer = client.get("/facilitator")
    assert answer.status_code == 200
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert "access-control-allow-origin" not in answer.headers
    addresses = re.findall(r'"(/static/[^"]+\.(?:js|css))"', answer.text)
    assert [address.rpartition("/")[2] for address in addresses] == ["facilitator.css", "facilitator.js"]
    for address in addresses:
        sent = client.get(address, follow_redirects=False)
        assert sent.status_code == 200
        assert not re.search(r"^(?:import |@import )", sent.text, re.MULTILINE), f"{address} asks for more"


def test_a_trainee_is_sent_nothing_of_it() -> None:
    static = StaticFiles()
    for name in ("alongside-chat.js", "styles/all.css"):
        file = static.get(name)
        assert file is not None
        assert b"facilitator/" not in file.content


@pytest.mark.parametrize(
    ("typed", "place"),
    [("/join/KWCCGG", "/#/join/KWCCGG"), ("/join", "/#/join/"), ("/join/a%22b%3Cc", "/#/join/a%22b%3Cc")],
)
def test_the_short_address_leads_to_where_one_joins(client: Client, typed: str, place: str) -> None:
    answer = client.get(typed, follow_redirects=False)
    assert answer.status_code == 302
    assert answer.headers["location"] == place
