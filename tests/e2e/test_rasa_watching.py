"""Whoever watches over the product sees what it does, and never what people type."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.records import Records
from bot.records.passwords import hash_of_password

pytestmark = pytest.mark.rasa

MARK = "zeugmatically"
"""A word that nobody uses, put into everything that can be typed or sent."""

COLD = f"Calm down. That is not our fault, you are overreacting {MARK}."
OURS = {"X-Alongside": "facilitator"}
"""What a request brings that comes from the facilitator's own page."""

PATIENCE = 90.0
"""Seconds for a part to come back on a busy machine."""


@pytest.fixture(scope="module")
def web(served: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=served, timeout=60) as web:
        yield web


def opened(web: httpx.Client, **wishes: Any) -> tuple[str, dict[str, str]]:
    """The path of a new session, and the headers that its requests need."""
    told = web.post("/api/sessions", json={"scenario": "angry_parent", "seed": 2, **wishes}).json()
    return f"/api/sessions/{told['session']}", {"Authorization": f"Bearer {told['token']}"}


def figures(product: Any) -> str:
    """All figures of all processes."""
    with httpx.Client(timeout=10) as direct:
        return "".join(direct.get(f"http://127.0.0.1:{port}/metrics").text for port in product.metrics_ports)


def logs(product: Any) -> dict[str, str]:
    """Everything that the processes have written, by the file's name."""
    files = [product.data / "serve.log", *(product.data / "logs").glob("*.log")]
    return {file.stem: file.read_text(encoding="utf-8") for file in files}


def test_a_request_can_be_followed_through_all_processes(web: httpx.Client, product: Any) -> None:
    path, headers = opened(web)
    name = uuid4().hex
    headers["X-Request-ID"] = name
    answer = web.post(f"{path}/replies", json={"text": "I'm sorry nobody rang you."}, headers=headers)
    assert answer.headers["x-request-id"] == name
    time.sleep(0.5)  # The last line of a request is written once the answer has left.
    told = {part: [line for line in text.splitlines() if name in line] for part, text in logs(product).items()}
    assert "Answered a request." in told["web"][-1]
    assert "Answered a message." in told["rasa"][-1]
    assert "Ran an action." in told["actions"][-1]
    sessions = {re.search("session=([0-9a-f]{10})", told[part][-1])[1] for part in ("web", "rasa", "actions")}  # type: ignore[index]
    assert len(sessions) == 1, "and so can a conversation, without its id"


def test_each_process_tells_its_figures(web: httpx.Client, product: Any) -> None:
    path, headers = opened(web)
    for _ in range(12):
        answer = web.post(f"{path}/replies", json={"text": COLD}, headers=headers).json()
        if answer["ended"]:
            break
    assert answer["ended"] == "walkout"
    told = {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(figures(product))
        for sample in family.samples
        if sample.value
    }
    for part in ("whole", "rasa", "action", "scoring", "records"):
        assert told["alongside_turn_seconds_count", part] > 0
    assert told["alongside_parents_ends_total", "angry_parent", "walkout"] >= 1
    assert told["alongside_requests_total", "/api/sessions/{session}/replies", "200", "POST"] > 0
    assert told["alongside_action_seconds_count", "teacher_reply"] > 0
    assert told["alongside_message_seconds_count",] > 0
    assert told["alongside_talks_going_on",] >= 0
    assert told["process_resident_memory_bytes",] > 0


def test_each_part_says_that_it_can_be_used(web: httpx.Client, product: Any) -> None:
    ready = web.get("/health/ready")
    assert (ready.status_code, ready.json()) == (200, {"status": "ok", "trouble": []})
    endpoints = (product.data / "run").glob("endpoints-*.yml")
    (rasa, actions) = next((file.stem.partition("-")[2], file.read_text()) for file in endpoints)
    port = re.search(r":(\d+)/webhook", actions)
    assert port is not None
    with httpx.Client(timeout=10) as direct:
        assert direct.get(f"http://127.0.0.1:{rasa}/webhooks/rest/ready").json() == {"status": "ok", "trouble": []}
        assert direct.get(f"http://127.0.0.1:{port[1]}/ready").json() == {"status": "ok", "trouble": []}


def hostile(web: httpx.Client) -> None:
    """Send the mark in every way in which something can be sent."""
    path, headers = opened(web)
    for text in (
        MARK,
        f'/begin{{"scenario": "{MARK}"}}',
        f"/{MARK}",
        f"\n2026-01-01T00:00:00.000Z ERROR web: {MARK}",
        f"{MARK}\x00\x1b[31m\ud7ff{{{MARK}}}%s%({MARK})s",
        f"{MARK} " * 2000,
        f"what is {MARK}?",
    ):
        web.post(f"{path}/replies", json={"text": text, "client_id": f"{MARK}-{uuid4().hex}"[:60]}, headers=headers)
        web.post(f"{path}/pause", headers=headers)
        web.post(f"{path}/replies", json={"text": text}, headers=headers)
        web.post(f"{path}/resume", headers=headers)
    web.post(f"{path}/replies", json={"text": "x", "payload": f"/{MARK}"}, headers=headers)
    web.post(f"{path}/replies", content=f'{{"text": "{MARK}', headers=headers)
    web.post(f"{path}/replies", json={"text": {"no": MARK}, MARK: MARK}, headers=headers)
    web.post("/api/sessions", json={"scenario": MARK, "goal": MARK})
    web.post("/api/practice", json={MARK: MARK})
    for bearer in (MARK, f"{MARK}-{MARK}-{MARK}"):
        web.get("/api/practice", headers={"Authorization": f"Bearer {bearer}"})
    web.get(f"/api/join/{MARK}")
    web.post(f"/api/join/{MARK}", json={"name": MARK, "consent": {}})
    web.post("/api/facilitator/sign-in", json={"name": MARK, "password": MARK}, headers=OURS)
    web.post("/api/facilitator/accept", json={"token": MARK, "name": MARK, "password": MARK}, headers=OURS)
    web.get(f"/{MARK}/{MARK}?{MARK}={MARK}")
    web.get(f"/api/site?{MARK}={MARK}", headers={"User-Agent": MARK, "X-Request-ID": f"{MARK} {MARK}", "Cookie": MARK})
    web.request(MARK.upper(), "/api/site")
    web.get(f"/static/{MARK}.js")


def welcome(product: Any) -> list[str]:
    """Let the mark sign in, run a workshop, join it and talk in it; the secrets that were given out on the way."""
    records = Records(f"sqlite:///{product.data}/alongside.db")
    records.add_facilitator(MARK, hash_of_password(f"{MARK} violet ladder"), "facilitator")
    records.close()
    with httpx.Client(base_url=product.address, headers=OURS, timeout=60) as room:
        account = {"name": MARK, "password": f"{MARK} violet ladder"}
        assert room.post("/api/facilitator/sign-in", json=account).status_code == 200
        settings = {"scenarios": ["angry_parent"], "contact": MARK}
        workshop = room.post("/api/workshops", json={"title": MARK, "settings": settings}).json()
        room.post(f"/api/workshops/{workshop['id']}/notes", json={"text": MARK})
        asked = {"name": MARK, "consent": {"read": True}}
        joined = room.post(f"/api/join/{workshop['join_code']}", json=asked).json()
        bearer = {"Authorization": f"Bearer {joined['code']}"}
        wishes = {"scenario": "angry_parent", "workshop": workshop["id"]}
        opened = room.post("/api/sessions", json=wishes, headers=bearer).json()
        said = room.post(f"/api/sessions/{opened['session']}/replies", json={"text": MARK}, headers=bearer)
        assert said.json()["turn"] == 1
        room.get(f"/api/workshops/{workshop['id']}/exports/csv?sheet=turns&names=names")
        cookies = [str(cookie.value) for cookie in room.cookies.jar]
        assert room.delete(f"/api/workshops/{workshop['id']}").status_code == 204
    assert cookies
    return [workshop["join_code"], joined["code"], opened["session"], opened["token"], *cookies]


def behind(product: Any) -> None:
    """Send it where only the product itself sends anything, in forms that Rasa and the actions stumble on."""
    (file,) = (product.data / "run").glob("endpoints-*.yml")
    actions = re.search(r"http://127\.0\.0\.1:\d+", file.read_text())
    assert actions is not None
    rasa = f"http://127.0.0.1:{file.stem.partition('-')[2]}/webhooks/rest/webhook"
    with httpx.Client(timeout=30) as direct:
        direct.post(rasa, content=f'{{"message": "{MARK}')
        direct.post(rasa, json={"sender": MARK, "message": {"no": MARK}, "metadata": {"reply": MARK}})
        direct.post(rasa, json={"sender": {"no": MARK}, "message": MARK})
        direct.post(f"{actions[0]}/webhook", content=f'{{"next_action": "{MARK}')
        direct.post(f"{actions[0]}/webhook", json={"next_action": MARK, "tracker": {"sender_id": MARK}})
        direct.post(f"{actions[0]}/webhook", json={"next_action": "action_help", "tracker": {"latest_message": MARK}})


def test_nothing_that_was_typed_or_sent_is_in_a_log_or_a_figure(web: httpx.Client, product: Any) -> None:
    hostile(web)
    behind(product)
    given_out = welcome(product)
    path, headers = opened(web)
    product.kill("actions")
    deadline = time.monotonic() + PATIENCE
    while web.post(f"{path}/replies", json={"text": MARK, "client_id": "again"}, headers=headers).status_code != 200:
        assert time.monotonic() < deadline, product.told()
        time.sleep(0.3)
    token, session = headers["Authorization"].partition(" ")[2], path.rpartition("/")[2]
    told = logs(product) | {"figures": figures(product)}
    assert min(len(told[part]) for part in ("web", "rasa", "actions", "figures")) > 500, "they do tell something"
    for name, text in told.items():
        for secret in (MARK, MARK.upper(), token, session, *given_out):
            lines = [line for line in text.splitlines() if secret in line]
            assert not lines, f"{name} tells {secret}: {lines[:3]}"


def test_every_line_of_the_logs_is_one_event(product: Any) -> None:
    event = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z (DEBUG|INFO|WARNING|ERROR|CRITICAL) (web|rasa|actions): \S")
    for part in ("web", "rasa", "actions"):
        others = [line for line in logs(product)[part].splitlines() if not event.match(line)]
        assert not others, json.dumps(others[:5])
