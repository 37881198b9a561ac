"""Scripts and styles come once, compressed, and a new version is never mixed with an old one."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar import Litestar
from litestar.testing import TestClient

from bot.web.static_files import StaticFiles, lean

Client = TestClient[Litestar]

BUDGET = 80_000
"""Bytes of script and styles that a trainee's whole journey may take over the wire."""

WORKSHOP = 13_000
"""The same for what comes with a workshop."""


def test_every_script_is_asked_for_at_one_address_that_never_changes(client: Client) -> None:
    addresses = re.findall(r'"(/static/[^"]+)"', client.get("/").text)
    versions = {address.split("/")[2] for address in addresses}
    assert len(versions) == 1
    for address in addresses:
        answer = client.get(address, follow_redirects=False)
        assert answer.status_code == 200, address
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("address", ["/static/alongside-chat.js", "/static/0123456789ab/alongside-chat.js"])
def test_an_address_without_a_version_or_of_an_old_one_leads_to_the_one_of_today(client: Client, address: str) -> None:
    answer = client.get(address, follow_redirects=False)
    assert answer.status_code == 302
    assert answer.headers["cache-control"] == "no-cache"
    assert re.fullmatch(r"/static/[0-9a-f]{12}/alongside-chat\.js", answer.headers["location"])
    assert client.get(answer.headers["location"]).status_code == 200


@pytest.mark.parametrize("address", ["/", "/widget.js", "/static/alongside-chat.js"])
def test_what_a_browser_has_already_is_not_sent_again(client: Client, address: str) -> None:
    first = client.get(address)
    again = client.get(first.url, headers={"If-None-Match": first.headers["etag"]})
    assert (first.status_code, again.status_code) == (200, 304)
    assert again.content == b""
    assert again.headers["etag"] == first.headers["etag"]
    assert client.get(first.url, headers={"If-None-Match": 'W/"another"'}).status_code == 200


@pytest.mark.parametrize("address", ["/", "/widget.js", "/static/alongside-chat.js", "/api/scenarios"])
def test_text_is_compressed_for_browsers_that_can_read_it(client: Client, address: str) -> None:
    small = client.get(address)
    large = client.get(address, headers={"Accept-Encoding": "identity"})
    assert small.headers["content-encoding"] == "gzip"
    assert "accept-encoding" in small.headers["vary"].lower()
    assert "content-encoding" not in large.headers
    assert small.content == large.content
    assert int(small.headers["content-length"]) < len(large.content) / 2


def test_one_may_ask_for_the_headers_alone(client: Client) -> None:
    for address in ("/", "/widget.js", "/static/alongside-chat.js"):
        answer = client.head(address)
        assert answer.status_code == 200
        assert answer.headers["etag"] == client.get(address).headers["etag"]


def test_a_changed_file_is_a_new_version_and_the_same_files_are_the_same_version(tmp_path: Path) -> None:
    part = tmp_path / "a.js"
    part.write_text("export const a = 1;\n", encoding="utf-8")
    static = StaticFiles(tmp_path)
    first = static.version
    assert StaticFiles(tmp_path).version == first
    part.write_text("export const a = 12;\n", encoding="utf-8")
    assert static.version == first
    static.refresh()
    assert static.version != first
    held = static.get("a.js")
    assert held is not None
    assert held.content == b"export const a = 12;\n"


@given(st.text("ab/*\n \"'`", max_size=60), st.sampled_from([".js", ".css"]))
def test_taking_comments_out_moves_no_line(text: str, suffix: str) -> None:
    kept = lean(text.encode(), suffix).decode()
    assert kept.count("\n") == text.count("\n")
    assert not re.search(r"^[ \t]*//", kept, re.MULTILINE) or suffix == ".css"


def test_comments_are_taken_out_and_nothing_else() -> None:
    script = '/**\n * Says where.\n */\nconst a = "https://b"; // stays\n  // goes\nlet c = 1 / 2; /* stays */ d();\n'
    kept = '\n\n\nconst a = "https://b"; // stays\n\nlet c = 1 / 2; /* stays */ d();\n'
    assert lean(script.encode(), ".js").decode() == kept
    assert lean(b"/* a\n b */ p { color: red }", ".css") == b"\n p { color: red }"
    assert lean(b"<svg><!-- // --></svg>", ".svg") == b"<svg><!-- // --></svg>"


@pytest.mark.parametrize(
    ("accepted", "language"),
    [("", "en"), ("nl-BE,nl;q=0.9,en;q=0.8", "nl"), ("fr,nl;q=0.5", "nl"), ("fr", "en"), ("../../x", "en")],
)
def test_the_words_of_the_browsers_language_are_asked_for_at_once(client: Client, accepted: str, language: str) -> None:
    page = client.get("/", headers={"Accept-Language": accepted})
    assert re.findall(r"/texts/(.+)\.js", page.text) == [language]
    assert "Accept-Language" in page.headers["vary"]


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("place", ["page", "widget"])
def test_the_whole_journey_takes_little_over_the_wire(place: str, language: str) -> None:
    static = StaticFiles()
    around = {"page": "styles/page.css", "widget": "widget.js"}[place]
    journey = ["alongside-chat.js", "styles/all.css", f"texts/{language}.js", around]
    sizes = {name: len(gzip.compress(file.content, 9)) for name in journey if (file := static.get(name))}
    assert len(sizes) == len(journey)
    assert sum(sizes.values()) <= BUDGET, sizes


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_workshop_adds_little(language: str) -> None:
    static = StaticFiles()
    parts = [static.get(name) for name in ("workshop.js", "styles/workshop.css", f"texts/workshop.{language}.js")]
    sizes = [len(gzip.compress(file.content, 9)) for file in parts if file]
    assert len(sizes) == len(parts)
    assert sum(sizes) <= WORKSHOP, sizes
