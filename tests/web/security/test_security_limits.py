"""Nobody is crowded out: an address may ask for much, a person for what nobody needs; more is refused kindly."""

from __future__ import annotations

import asyncio
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient

from bot.web import counters
from bot.web.counters import OwnCounts, SharedCounts
from bot.web.networks import LOOPBACK, network_of

OpenSite = Callable[..., Any]


@pytest.fixture
def stopped(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Stops the clock by which requests are counted, 20 seconds into a minute, and moves it on."""
    at = 1_000_000 * 60 + 20.0

    def move(seconds: float) -> None:
        nonlocal at
        at += seconds

    monkeypatch.setattr(time, "time", lambda: at)
    return move


def statuses(answers: Any) -> list[int]:
    return [answer.status_code for answer in answers]


def test_who_sends_reply_upon_reply_is_asked_to_wait_and_can_go_on_after_a_minute(
    open_site: OpenSite, stopped: Callable[[float], None]
) -> None:
    site = open_site(replies_per_minute=3)

    def reply(secret: str = "one") -> Any:
        return site.post("/api/sessions/s/replies", secret, json={"text": "Hello", "client_id": "a"})

    assert statuses(reply() for _ in range(3)) == [401, 401, 401], "answered, if only by a refusal"
    refused = reply()
    assert (refused.status_code, refused.json()["error"]["code"]) == (429, "too_fast")
    assert refused.headers["retry-after"] == "40"
    assert "Nothing is lost: wait 40 seconds" in refused.json()["error"]["message"]
    assert refused.headers["x-content-type-options"] == "nosniff"
    assert reply("another").status_code == 401, "others go on"
    assert site.get("/api/site").status_code == 200, "and so does the page"
    stopped(40)
    assert reply().status_code == 401


def test_hints_and_retries_count_like_replies(open_site: OpenSite, stopped: Callable[[float], None]) -> None:
    site = open_site(replies_per_minute=2)
    paths = [f"/api/sessions/s/{order}" for order in ("hint", "retry", "finish")]
    assert statuses(site.post(path, "one") for path in paths) == [401, 401, 429]


def test_an_address_that_floods_the_site_is_asked_to_wait_and_no_other(
    open_site: OpenSite, stopped: Callable[[float], None]
) -> None:
    site = open_site(requests_per_minute=5)
    assert statuses(site.get("/api/site") for _ in range(7)) == [200] * 5 + [429] * 2
    assert site.from_address("203.0.113.8").get("/api/site").status_code == 200
    assert site.get("/static/api.js").status_code == 302, "what costs nothing is not counted"
    assert site.get("/health/live").status_code == 200, "nor the probes of what watches over the site"
    assert site.get("/health").status_code == 429, "which alone ask no part each time"


def test_an_address_cannot_fill_the_records(open_site: OpenSite, stopped: Callable[[float], None]) -> None:
    site = open_site(begun_per_minute=4)
    assert statuses(site.post("/api/practice") for _ in range(6)) == [201] * 4 + [429] * 2
    assert site.post("/api/sessions", json={}).status_code == 429
    assert site.post("/api/join/CDFGHJ", json={"consent": {}}).status_code == 429
    assert site.get("/api/site").status_code == 200


def test_a_classroom_behind_one_address_is_never_in_the_way_of_itself(
    open_site: OpenSite, stopped: Callable[[float], None]
) -> None:
    """Forty people open the page, begin a practice, look at their workshop every five seconds and reply six times."""
    site = open_site()
    for person in range(40):
        code = site.post("/api/practice").json()["code"]
        replies = [site.post(f"/api/sessions/{person}/replies", code, json={"text": "x"}) for _ in range(6)]
        looks = [site.get("/api/practice", code) for _ in range(12)]
        assert 429 not in statuses([*replies, *looks])


def test_the_machine_itself_is_not_limited_and_no_limit_can_be_wished_for(
    open_site: OpenSite, stopped: Callable[[float], None]
) -> None:
    site = open_site(requests_per_minute=2)
    for address in ("127.0.0.1", "::1", "::ffff:127.0.0.1"):
        assert statuses(site.from_address(address).get("/api/site") for _ in range(4)) == [200] * 4
    unlimited = open_site(requests_per_minute=0)
    assert statuses(unlimited.get("/api/site") for _ in range(4)) == [200] * 4


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("203.0.113.7", "203.0.113.8", False),
        ("203.0.113.7", "::ffff:203.0.113.7", True),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("fe80::1%eth0", "fe80::2%eth1", True),
        ("127.0.0.1", "127.8.8.8", True),
        ("not an address", "nor this", False),
    ],
)
def test_who_has_many_addresses_on_one_line_is_counted_once(one: str, other: str, same: bool) -> None:
    assert (network_of(one) == network_of(other)) is same


def test_an_address_that_cannot_be_read_is_not_taken_for_the_machine_itself() -> None:
    assert all(network_of(odd) != LOOPBACK for odd in ("", None, "localhost", "127.0.0.1, 1.2.3.4", "unix:"))


def test_a_web_server_in_front_that_is_not_believed_is_told_of_once(
    open_site: OpenSite, caplog: pytest.LogCaptureFixture
) -> None:
    nginx = TestClient(open_site().app)
    for _ in range(3):
        nginx.get("/api/site", headers={"X-Forwarded-For": "203.0.113.7"})
    told = [record.getMessage() for record in caplog.records if "ALONGSIDE_PROXIES" in record.getMessage()]
    assert len(told) == 1
    assert "203.0.113.7" not in caplog.text


def test_a_process_counts_no_more_keys_than_it_has_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counters, "MOST_KEYS", 10)
    own = OwnCounts()

    async def flood() -> None:
        for number in range(1000):
            await own.count([str(number)])

    asyncio.run(flood())
    assert len(own._counts) <= 12


@pytest.fixture
def redis(tmp_path: Path, closed_port: int) -> Iterator[str]:
    """A Redis of one's own, reached by a file; its address."""
    socket = tmp_path / "redis.sock"
    command = ["redis-server", "--port", "0", "--unixsocket", str(socket), "--save", "", "--dir", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        deadline = time.monotonic() + 10
        while not socket.exists():
            assert time.monotonic() < deadline, "Redis has not started"
            time.sleep(0.02)
        yield f"unix://{socket}"
        server.terminate()


def test_several_processes_count_together_in_redis(redis: str) -> None:
    async def counted() -> list[list[int]]:
        here, there = SharedCounts(redis), SharedCounts(redis)
        found = [await each.count(["a", "b"]) for each in (here, there, here)]
        await here.close()
        await there.close()
        return found

    assert asyncio.run(counted()) == [[1, 1], [2, 2], [3, 3]]


def test_what_is_counted_in_redis_tells_neither_address_nor_secret_and_goes_by_itself(
    redis: str, open_site: OpenSite
) -> None:
    from redis import Redis

    site = open_site(redis_url=redis)
    site.post("/api/sessions/s/hint", "the secret")
    site.post("/api/practice")
    kept = Redis.from_url(redis)
    keys = [key.decode() for key in kept.scan_iter() if b"minute" in key]
    assert sorted(key.split(":")[3] for key in keys) == ["address", "begun", "person"]
    assert not [key for key in keys if "203.0.113.7" in key or "secret" in key]
    assert all(0 < kept.ttl(key) <= 120 for key in keys)


def test_nobody_is_kept_out_because_redis_is_away(open_site: OpenSite, stopped: Callable[[float], None]) -> None:
    site = open_site(redis_url="unix:///nowhere/redis.sock", requests_per_minute=3)
    assert statuses(site.get("/api/site") for _ in range(4)) == [200] * 3 + [429], "each process counts for itself"
