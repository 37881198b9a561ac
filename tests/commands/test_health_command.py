"""A probe inside a container asks the part beside it, and says in one line what is not well."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bot.commands.health import probe_of, tell_health, trouble_at
from bot.commands.outcome import BadInput, Failed
from bot.settings import Settings


class Part(ThreadingHTTPServer):
    """A part that answers what it is told to, on the addresses that are asked."""

    status = 200
    content = b'{"status": "ok", "trouble": []}'
    asked: str | None = None


class Answering(BaseHTTPRequestHandler):
    server: Part

    def do_GET(self) -> None:
        self.server.asked = self.path
        self.send_response(self.server.status)
        self.end_headers()
        self.wfile.write(self.server.content)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def part(monkeypatch: pytest.MonkeyPatch) -> Iterator[Part]:
    with Part(("127.0.0.1", 0), Answering) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        for setting in ("PORT", "RASA_PORT", "ACTIONS_PORT"):
            monkeypatch.setenv(f"ALONGSIDE_{setting}", str(server.server_port))
        yield server
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("name", "live", "path"),
    [
        ("web", False, "/health/ready"),
        ("web", True, "/health/live"),
        ("rasa", False, "/webhooks/rest/ready"),
        ("rasa", True, "/webhooks/rest/"),
        ("actions", False, "/ready"),
        ("actions", True, "/health"),
    ],
)
def test_a_part_that_is_well_is_said_to_be(
    part: Part, capsys: pytest.CaptureFixture[str], name: str, live: bool, path: str
) -> None:
    tell_health(name, live)  # type: ignore[arg-type]
    assert part.asked == path
    assert capsys.readouterr().out == f"{name} is well.\n"


@pytest.mark.usefixtures("part")
def test_what_a_part_says_of_its_trouble_is_passed_on(part: Part) -> None:
    part.status, part.content = 503, b'{"trouble": ["The model is not loaded; Rasa\'s log tells why."]}'
    with pytest.raises(Failed, match="rasa is not well: The model is not loaded"):
        tell_health("rasa")


@pytest.mark.parametrize("content", [b"", b"[]", b"<html>", b'{"trouble": 7}', b"\xff"])
def test_trouble_in_no_words_is_told_by_its_number(part: Part, content: bytes) -> None:
    part.status, part.content = 502, content
    with pytest.raises(Failed, match="web is not well: it answers 502 at http"):
        tell_health("web")


def test_a_part_that_is_not_there_is_told_in_one_line() -> None:
    trouble = trouble_at("http://127.0.0.1:9/")
    assert trouble is not None
    assert trouble.startswith("it does not answer at http://127.0.0.1:9/")
    assert "\n" not in trouble


def test_a_page_for_everybody_is_asked_on_this_machine() -> None:
    assert probe_of("web", True, Settings(host="0.0.0.0", port=8123)) == "http://127.0.0.1:8123/health/live"


def test_a_setting_that_cannot_be_used_is_bad_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALONGSIDE_PORT", "eighty")
    with pytest.raises(BadInput, match="ALONGSIDE_PORT"):
        tell_health("web")
