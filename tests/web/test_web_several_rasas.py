"""With several Rasas any may serve any turn: a trainee does not notice when one of them is gone."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bot.web.rasa import NoAnswer, Rasa
from bot.web.replicas import Replicas

HELLO = json.dumps([{"custom": {"speaker": "parent", "text": "Who did this?"}}]).encode()


class Stand(ThreadingHTTPServer):
    """Something that stands where a Rasa should; `content` is what it answers, and `heard` what it was told."""

    content = HELLO
    status = 200

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.heard: list[str] = []
        self.gate = threading.Event()
        self.gate.set()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Answering(BaseHTTPRequestHandler):
    server: Stand

    def do_POST(self) -> None:
        self.server.heard.append(json.loads(self.rfile.read(int(self.headers["Content-Length"])))["message"])
        self.server.gate.wait(10)
        self.send_response(self.server.status)
        self.end_headers()
        self.wfile.write(self.server.content)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def two() -> Iterator[tuple[Stand, Stand]]:
    stands = Stand(), Stand()
    for stand in stands:
        threading.Thread(target=stand.serve_forever, daemon=True).start()
    yield stands
    for stand in stands:
        stand.gate.set()
        stand.shutdown()
        stand.server_close()


def reply(rasa: Rasa, times: int = 1) -> list[str]:
    """What a reply is answered with, so many times."""

    async def talk() -> list[str]:
        said = [(await rasa.say("a-session", f"Reply {n}", f"{n}", "on"))[0]["text"] for n in range(times)]
        await rasa.close()
        return said

    return asyncio.run(talk())


def test_turns_are_shared_out(two: tuple[Stand, Stand]) -> None:
    reply(Rasa([stand.address for stand in two], []), 6)
    assert [len(stand.heard) for stand in two] == [3, 3]


@pytest.mark.parametrize(("status", "content"), [(200, b"[]"), (500, b"Traceback"), (200, b"not json")])
def test_a_reply_that_one_cannot_answer_goes_to_the_other_and_it_is_left_alone_for_a_while(
    two: tuple[Stand, Stand], status: int, content: bytes
) -> None:
    two[0].status, two[0].content = status, content
    assert reply(Rasa([stand.address for stand in two], []), 5) == ["Who did this?"] * 5
    assert (len(two[0].heard), len(two[1].heard)) == (1, 5)


def test_a_reply_does_not_wait_for_one_that_hangs(two: tuple[Stand, Stand], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.web.rasa.PATIENCE_IF_ANOTHER_MAY_DO", 0.3)
    two[0].gate.clear()
    assert reply(Rasa([stand.address for stand in two], []), 3) == ["Who did this?"] * 3
    assert len(two[0].heard) == 1


def test_a_command_is_not_given_twice(two: tuple[Stand, Stand]) -> None:
    two[0].content = b"[]"

    async def take_back() -> None:
        rasa = Rasa([stand.address for stand in two], [])
        with pytest.raises(NoAnswer):
            await rasa.order("a-session", "retry")
        await rasa.close()

    asyncio.run(take_back())
    assert [stand.heard for stand in two] == [["/retry"], []]


def test_a_command_that_reached_nobody_goes_to_the_other(two: tuple[Stand, Stand]) -> None:
    gone = "http://127.0.0.1:9"

    async def hint() -> None:
        rasa = Rasa([gone, two[1].address], [])
        assert await rasa.order("a-session", "hint")
        assert await rasa.order("a-session", "hint")
        await rasa.close()

    asyncio.run(hint())
    assert two[1].heard == ["/hint", "/hint"]


def test_who_is_busy_is_asked_after_who_is_not() -> None:
    replicas = Replicas(["a", "b", "c"])
    with replicas.asking("a"), replicas.asking("b"):
        assert replicas.in_order() == ["c", "a", "b"]
    replicas.gave_no_answer("c")
    assert replicas.in_order()[-1] == "c"
    replicas.answered("c")
    assert replicas.in_order()[0] == "c"
