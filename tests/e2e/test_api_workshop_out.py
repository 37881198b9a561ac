"""What leaves a workshop while it runs, what comes back after an accident, and what stays when all is deleted."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import httpx
import pytest

pytestmark = pytest.mark.rasa

OURS = {"X-Alongside": "facilitator"}
SETTINGS = {"scenarios": ["poverty"], "coaching": "live", "names": "chosen"}
FIRST = "I hear that mornings are hard with marmalade. What would help you most?"
SECOND = "Thank you for telling me about the rhubarb. How can we solve it together?"
ASIDE = "why does gooseberry matter?"
WORDS = ("marmalade", "rhubarb", "gooseberry", "Wilhelmina")
"""Typed by somebody, and found nowhere in the product itself."""


class LearningRecords:
    """A Learning Record Store that is down at first, and now and then drops the line after it has stored something."""

    def __init__(self) -> None:
        self.kept: dict[str, Any] = {}
        self.stored = 0
        self.asked = 0
        records = self

        class Handler(BaseHTTPRequestHandler):
            def do_PUT(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                (id,) = parse_qs(urlsplit(self.path).query)["statementId"]
                records.asked += 1
                if records.asked < 3:
                    self.send_error(503)
                    return
                there = id in records.kept
                records.stored += not there
                records.kept[id] = json.loads(body)
                if not there and records.stored == 2:
                    self.connection.close()
                    return
                self.send_response(409 if there else 204)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self._server.server_port}/xapi"

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def learning_records() -> Iterator[LearningRecords]:
    store = LearningRecords()
    yield store
    store.stop()


@pytest.fixture
def start(another_product: Any, tmp_path: Path, learning_records: LearningRecords) -> Iterator[Callable[[str], Any]]:
    """Starts the product with a data folder of its own."""
    started = []

    def run(name: str) -> Any:
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        product = type(another_product)(folder, ALONGSIDE_LRS_URL=learning_records.address)
        started.append(product)
        product.start()
        return product

    yield run
    for product in started:
        product.stop()


def alongside(data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the command with that data folder."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("ALONGSIDE_")}
    command = [sys.executable, "-c", "from bot.cli import main; main()", *words]
    environment = clean | {"ALONGSIDE_DATA_DIR": str(data)}
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)


def found_in(folder: Path, *words: str) -> set[tuple[str, str]]:
    """Which of the words stand in which file of a folder and below."""
    files = {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {(name, word) for name, content in files.items() for word in words if word.encode() in content}


def sign_up(product: Any) -> httpx.Client:
    """The browser of the first facilitator."""
    deadline = time.monotonic() + 10
    while not (link := re.search(r"/facilitator#invitation=(\S+)", product.told())):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    room = httpx.Client(base_url=product.address, headers=OURS, timeout=60)
    account = {"token": link[1], "name": "Ama Boateng", "password": "harbour violet ladder"}
    assert room.post("/api/facilitator/accept", json=account).status_code == 201
    return room


def say(who: httpx.Client, session: str, text: str) -> Any:
    answer = who.post(f"{session}/replies", json={"text": text, "client_id": uuid4().hex})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_workshop_is_exported_told_backed_up_restored_and_deleted_without_a_trace(
    start: Callable[[str], Any], tmp_path: Path, learning_records: LearningRecords
) -> None:
    product = start("first")
    room = sign_up(product)
    workshop = room.post("/api/workshops", json={"title": "Monday group", "settings": SETTINGS}).json()
    here = f"/api/workshops/{workshop['id']}"
    amber = httpx.Client(base_url=product.address, timeout=60)
    wishes = {"name": "Wilhelmina", "consent": {"read": True, "show": True, "tell": True}}
    joined = amber.post(f"/api/join/{workshop['join_code']}", json=wishes).json()
    amber.headers["Authorization"] = f"Bearer {joined['code']}"
    opened = amber.post("/api/sessions", json={"scenario": "poverty", "workshop": workshop["id"]}).json()
    session = f"/api/sessions/{opened['session']}"
    assert say(amber, session, FIRST)["turn"] == 1

    # Out of the door, while it runs.
    turns = room.get(f"{here}/exports/csv", params={"sheet": "turns"}).text
    assert FIRST in turns
    assert "Wilhelmina" not in turns
    assert room.get(f"{here}/exports/xlsx").status_code == 200
    backup = tmp_path / "monday.backup"
    made = alongside(product.data, "backup", str(backup))
    assert (made.returncode, made.stderr) == (0, "")
    assert "Alongside is running" in alongside(product.data, "restore", str(backup)).stderr
    assert say(amber, session, SECOND)["turn"] == 2
    amber.post(f"{session}/pause")
    say(amber, session, ASIDE)
    amber.post(f"{session}/resume")
    amber.post(f"{session}/finish")

    # Told to the Learning Record Store: begun, two replies, ended, each once.
    deadline = time.monotonic() + 60
    while room.get(f"{here}/exports").json()["statements"]["sent"] < 4:
        assert time.monotonic() < deadline, room.get(f"{here}/exports").text
        time.sleep(0.3)
    verbs = sorted(one["verb"]["id"].rpartition("/")[2] for one in learning_records.kept.values())
    assert verbs == ["initialized", "responded", "responded", "terminated"]
    assert learning_records.stored == 4
    assert not any(word in json.dumps(learning_records.kept) for word in WORDS)

    # Deleted: nothing that was typed is in any file, logs and write-ahead logs included, while everything still runs.
    assert {word for _, word in found_in(product.data, *WORDS)} == set(WORDS)
    assert room.delete(f"{here}/participants/{joined['participant']['id']}").status_code == 204
    assert found_in(product.data, *WORDS) == set()
    looks = room.get(f"{here}/looks").json()
    assert {"export", "delete_participant"} <= {one["action"] for one in looks}
    product.stop()
    assert found_in(product.data, *WORDS) == set()

    # Back as it was in the middle of the talk, in another place; and the talk goes on.
    other = tmp_path / "second"
    other.mkdir()
    restored = alongside(other, "restore", str(backup))
    assert (restored.returncode, restored.stderr) == (0, "")
    again = start("second")
    amber.base_url = again.address
    kept = amber.get(session).json()
    assert [turn["reply"] for turn in kept["turns"]] == [FIRST]
    assert say(amber, session, SECOND)["turn"] == 2
    assert room.get(f"{again.address}/api/workshops").status_code == 401
    amber.close()
    room.close()
