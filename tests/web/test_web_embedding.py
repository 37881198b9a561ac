"""Other sites may show the widget once this site names them, and the page itself stays out of their frames."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from msgspec.structs import replace

from bot.settings import Settings
from bot.web.app import create_app

Client = TestClient[Litestar]

COLLEGE = "https://moodle.college.example"
STRANGER = "https://elsewhere.example"

WANTED = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization,content-type"}
FOR_THE_WIDGET = ["/widget.js", "/static/alongside-chat.js", "/api/scenarios", "/api/site", "/api/sessions/none"]
FOR_THE_PAGE = ["/", "/health", "/nowhere", "/schema/openapi.json"]


@pytest.fixture(scope="module")
def serve(alone: Settings) -> Iterator[Callable[[str], Client]]:
    """The web part as it is when those sites may show the widget."""
    running: dict[str, Client] = {}

    def start(origins: str) -> Client:
        if origins not in running:
            running[origins] = TestClient(
                create_app(replace(alone, embed_origins=origins)), raise_server_exceptions=False
            )
            running[origins].__enter__()
        return running[origins]

    yield start
    for client in running.values():
        client.__exit__(None, None, None)


@pytest.mark.parametrize("address", FOR_THE_WIDGET)
def test_any_site_may_show_the_widget_if_that_is_set(serve: Callable[[str], Client], address: str) -> None:
    headers = serve("*").get(address, headers={"Origin": STRANGER}).headers
    assert headers["access-control-allow-origin"] == "*"
    assert headers["cross-origin-resource-policy"] == "cross-origin"
    assert "access-control-allow-credentials" not in headers


@pytest.mark.parametrize("address", FOR_THE_WIDGET)
def test_an_answer_that_a_browser_keeps_can_be_used_by_any_site_later(
    serve: Callable[[str], Client], address: str
) -> None:
    assert serve("*").get(address).headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("address", FOR_THE_WIDGET)
@pytest.mark.parametrize("origin", [COLLEGE, "https://wordpress.other.example"])
def test_a_site_that_is_named_may_show_it_and_no_other(
    serve: Callable[[str], Client], address: str, origin: str
) -> None:
    client = serve(f"{COLLEGE}/, https://*.other.example")
    named = client.get(address, headers={"Origin": origin}).headers
    assert named["access-control-allow-origin"] == origin
    other = client.get(address, headers={"Origin": STRANGER}).headers
    assert not [name for name in other if name.startswith("access-control-")]
    assert "Origin" in named["vary"]
    assert "Origin" in other["vary"], "else an answer kept for one site would be shown to another"


def test_a_browser_that_asks_beforehand_is_told(serve: Callable[[str], Client]) -> None:
    told = serve(COLLEGE).options("/api/sessions", headers={"Origin": COLLEGE, **WANTED})
    assert told.status_code == 204
    assert told.headers["access-control-allow-origin"] == COLLEGE
    assert "POST" in told.headers["access-control-allow-methods"]
    assert {"authorization", "content-type"} <= set(told.headers["access-control-allow-headers"].lower().split(", "))
    refused = serve(COLLEGE).options("/api/sessions", headers={"Origin": STRANGER, **WANTED})
    assert "access-control-allow-origin" not in refused.headers


@pytest.mark.parametrize("address", FOR_THE_WIDGET)
def test_no_other_site_may_show_it_at_first(serve: Callable[[str], Client], address: str) -> None:
    headers = serve(Settings().embed_origins).get(address, headers={"Origin": COLLEGE}).headers
    assert "access-control-allow-origin" not in headers
    assert headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize("origins", ["*", COLLEGE, "none"])
@pytest.mark.parametrize("address", FOR_THE_PAGE)
def test_the_page_stays_to_itself_whatever_is_set(serve: Callable[[str], Client], address: str, origins: str) -> None:
    for answer in (
        serve(origins).get(address, headers={"Origin": COLLEGE}),
        serve(origins).options(address, headers={"Origin": COLLEGE, **WANTED}),
    ):
        assert not [name for name in answer.headers if name.startswith("access-control-")]
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


def test_the_site_tells_whom_to_turn_to_and_how_practice_is_remembered(alone: Settings) -> None:
    with TestClient(create_app(alone)) as client:
        assert client.get("/api/site").json() == {"worries": None, "remember": True}
    told = replace(alone, worries="Speak to Ms Adeyemi, room 12.", remember=False)
    with TestClient(create_app(told)) as client:
        assert client.get("/api/site").json() == {"worries": "Speak to Ms Adeyemi, room 12.", "remember": False}
