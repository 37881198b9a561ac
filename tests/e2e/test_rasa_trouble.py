"""When a part dies: a person gets words, nothing is lost, and the same reply can be sent again."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from bot.serving.checks import free_port

pytestmark = pytest.mark.rasa

WARM = "You must have been frightened for him. I'm sorry nobody rang. What would help him now?"
PATIENCE = 90.0
"""Seconds for a part to come back on a busy machine."""


@pytest.fixture
def talk(served: str) -> Iterator[Any]:
    with httpx.Client(base_url=served, timeout=60) as web:
        opened = web.post("/api/sessions", json={"scenario": "angry_parent", "seed": 2}).json()
        web.headers["Authorization"] = f"Bearer {opened['token']}"
        web.base_url = f"{served}/api/sessions/{opened['session']}/"
        yield web


def reply(talk: httpx.Client, text: str, client_id: str) -> httpx.Response:
    return talk.post("replies", json={"text": text, "client_id": client_id})


@pytest.mark.parametrize("part", ["actions", "rasa"])
def test_a_part_that_dies_costs_nothing_that_was_said(talk: httpx.Client, product: Any, part: str) -> None:
    first = reply(talk, WARM, "first").json()
    product.kill(part)
    client_id = uuid4().hex
    answers: list[httpx.Response] = []
    deadline = time.monotonic() + PATIENCE
    while not answers or answers[-1].status_code == 503:
        assert time.monotonic() < deadline, product.told()
        answers.append(reply(talk, WARM, client_id))
        time.sleep(0.3)
    assert answers[0].status_code == 503
    assert answers[0].json()["error"]["code"] == "coach_unavailable"
    assert "again" in answers[0].json()["error"]["message"]
    assert answers[-1].json()["turn"] == first["turn"] + 1
    assert [turn["client_id"] for turn in talk.get("").json()["turns"]] == ["first", client_id]
    assert reply(talk, WARM, "third").json()["turn"] == 3


def test_nobody_outside_can_reach_rasa_or_the_actions(product: Any) -> None:
    ports = {int(port) for port in re.findall(r"-(\d+)\.yml", " ".join(map(str, product.data.glob("run/*.yml"))))}
    ports |= {
        int(port) for file in product.data.glob("run/*.yml") for port in re.findall(r":(\d+)/webhook", file.read_text())
    }
    assert len(ports) == 2
    listening = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    addresses = {row[1].split(":")[0] for row in listening if row[3] == "0A" and int(row[1].split(":")[1], 16) in ports}
    assert addresses == {"0100007F"}, "127.0.0.1 in the kernel's notation"


def test_a_port_in_use_is_told_in_one_line(product: Any, tmp_path: Any, serve_once: Any) -> None:
    status, told = serve_once(tmp_path, ALONGSIDE_PORT=str(product.port))
    assert status == 1
    assert told.count("\n") == 1
    assert f"port {product.port} cannot be used" in told
    assert "ALONGSIDE_PORT" in told


def test_a_setting_that_cannot_be_used_is_told_in_one_line(tmp_path: Any, serve_once: Any) -> None:
    status, told = serve_once(tmp_path, ALONGSIDE_PORT="eighty")
    assert status == 2
    assert told == (
        'alongside: ALONGSIDE_PORT="eighty" in the environment cannot be used: '
        "a whole number from 1 to 65535 is expected.\n"
    )


def test_a_folder_that_cannot_be_written_is_told_in_one_line(tmp_path: Any, serve_once: Any) -> None:
    (tmp_path / "file").write_text("")
    status, told = serve_once(tmp_path / "file" / "data", ALONGSIDE_PORT=str(free_port()))
    assert status == 1
    assert told.count("\n") == 1
    assert "ALONGSIDE_DATA_DIR" in told


def test_ctrl_c_stops_every_process(another_product: Any) -> None:
    another_product.start()
    pids = [another_product.pid(name) for name in ("rasa", "actions", "web")]
    assert another_product.stop() == 0
    assert [pid for pid in pids if _lives(pid)] == []
    assert list(another_product.data.glob("run/*")) == []


def test_no_process_outlives_a_killed_product(another_product: Any) -> None:
    another_product.start()
    pids = [another_product.pid(name) for name in ("rasa", "actions", "web")]
    another_product.kill_outright()
    deadline = time.monotonic() + 30
    while any(map(_lives, pids)) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert [pid for pid in pids if _lives(pid)] == []


def _lives(pid: int) -> bool:
    """Whether a process runs: one that has ended and waits to be collected does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_rasas_server_works_with_the_multidict_that_the_web_part_needs(product: Any) -> None:
    assert int(version("multidict").partition(".")[0]) >= 6
    (endpoints,) = product.data.glob("run/endpoints-*.yml")
    rasa = f"http://127.0.0.1:{endpoints.stem.removeprefix('endpoints-')}"
    headers = [("x-twice", "a"), ("X-Twice", "b"), ("origin", "http://localhost")]
    body = {"sender": "multidict", "message": "hello", "metadata": {"a": [1, 2]}}
    answer = httpx.post(f"{rasa}/webhooks/rest/webhook?x=1&x=2", json=body, headers=headers, timeout=60)
    assert answer.status_code == 200
    assert answer.json()[0]["custom"]["kind"] == "greeting"
