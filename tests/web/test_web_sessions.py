"""A session belongs to whoever holds its token, can be shown again after a reload, and can be deleted."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from bot.coaching.roleplay.state import ParentState
from bot.coaching.turn import Turn
from bot.records import Records
from bot.serving.files import tracker_file
from bot.settings import Settings

Client = TestClient[Litestar]

ROUTES = [
    ("GET", ""),
    ("DELETE", ""),
    ("POST", "/replies"),
    ("POST", "/hint"),
    ("POST", "/pause"),
    ("POST", "/resume"),
    ("POST", "/retry"),
    ("POST", "/finish"),
    ("GET", "/report"),
    ("PUT", "/confidence"),
    ("GET", "/download"),
]

UNSURE = {"two_way": 2, "empathy": 1, "boundaries": 1}
SURE = {"two_way": 4, "empathy": 4, "boundaries": 3}


def count_of_sessions(records: Records) -> int:
    with records._reading() as connection:
        count: int = connection.exec_driver_sql("select count(*) from sessions").scalar()
    return count


@pytest.mark.parametrize(("method", "route"), ROUTES)
@pytest.mark.parametrize("authorization", [None, "", "Bearer", "Bearer ", "Bearer wrong", "Basic {token}", "{token}"])
def test_without_the_right_token_a_session_is_as_if_it_were_not_there(
    client: Client, session: Any, records: Records, method: str, route: str, authorization: str | None
) -> None:
    headers = {} if authorization is None else {"Authorization": authorization.format(token=session.token)}
    body = SURE if route == "/confidence" else {"text": "hello"}
    refused = client.request(method, f"{session.path}{route}", headers=headers, json=body)
    unknown = client.request(method, f"/api/sessions/nobody{route}", headers=headers, json=body)
    assert refused.status_code == unknown.status_code == 401
    assert refused.json() == unknown.json()
    assert refused.json()["error"]["code"] == "not_your_session"
    assert records.session(session.id) is not None


def test_the_token_of_one_session_does_not_open_another(client: Client, session: Any, records: Records) -> None:
    other = records.open_session("poverty", "live", 1, hashlib.sha256(b"other").hexdigest())
    response = client.get(f"/api/sessions/{other.id}", headers=session.headers)
    assert response.status_code == 401


def test_a_talk_in_the_terminal_cannot_be_opened_from_the_web(client: Client, records: Records) -> None:
    records.ensure_session("shell")
    for token in ("", "None", "null"):
        response = client.get("/api/sessions/shell", headers={"Authorization": f"Bearer {token}"})
        assert response.status_code == 401


def test_a_reloaded_page_gets_the_conversation_back_in_order(
    client: Client, session: Any, records: Records, said: Turn
) -> None:
    records.keep_aside(session.id, "hint", [{"speaker": "coach", "kind": "hint", "text": "Ask him."}], "ask")
    shown = client.get(session.path, headers=session.headers).json()
    assert [(message["speaker"], message["text"]) for message in shown["messages"]] == [
        ("parent", "Who did this?"),
        ("teacher", said.reply),
        ("parent", "(sits down)\nHe cried all night."),
        ("teacher", "hint"),
        ("coach", "Ask him."),
    ]
    assert shown["messages"][1]["turn"] == 1
    assert shown["messages"][1]["client_id"] == "first"
    assert (shown["scenario"], shown["coaching"], shown["playing"], shown["ended"]) == (
        "angry_parent",
        "live",
        True,
        None,
    )
    assert shown["state"] == {"heat": 8, "trust": 2, "phase": "opening"}
    (turn,) = shown["turns"]
    assert (turn["turn"], turn["reply"], turn["scores"]["empathy"]) == (1, said.reply, 3)


def test_what_the_parent_keeps_back_does_not_leak(client: Client, session: Any, said: Turn) -> None:
    for path in (session.path, f"{session.path}/report"):
        text = client.get(path, headers=session.headers).text
        assert "memory" not in text
        assert "seed" not in text
    report = client.get(f"{session.path}/report", headers=session.headers).json()
    assert report["untold"] == []


def test_the_report_can_be_read_before_the_end_and_after(
    client: Client, session: Any, records: Records, said: Turn
) -> None:
    def read() -> dict[str, object]:
        response = client.get(f"{session.path}/report", headers=session.headers)
        assert response.status_code == 200
        report: dict[str, object] = response.json()
        return report

    report = read()
    assert (report["scenario"], report["turns"], report["ended"]) == ("angry_parent", 1, None)
    assert report["next"]
    records.end_session(session.id)
    assert read()["untold"], "at the end one learns what was left unsaid"


def test_there_is_no_report_before_a_parent_was_chosen(client: Client, records: Records) -> None:
    opened = records.open_session(None, "live", 1, hashlib.sha256(b"t").hexdigest())
    headers = {"Authorization": "Bearer t"}
    response = client.get(f"/api/sessions/{opened.id}/report", headers=headers)
    assert (response.status_code, response.json()["error"]["code"]) == (409, "no_conversation_yet")
    assert client.post(f"/api/sessions/{opened.id}/finish", headers=headers).status_code == 409


def test_a_deleted_session_is_gone_with_all_that_was_said(
    client: Client, session: Any, records: Records, said: Turn
) -> None:
    assert client.delete(session.path, headers=session.headers).status_code == 204
    assert client.get(session.path, headers=session.headers).status_code == 401
    assert records.session(session.id) is None
    assert records.turn_of(session.id, "first") is None


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"scenario": "nobody"}, 404, "unknown_scenario"),
        ({"scenario": "angry_parent", "coaching": "never"}, 400, "unreadable_request"),
        ({"scenario": 5}, 400, "unreadable_request"),
        ({"scenario": "angry_parent", "seed": -1}, 400, "unreadable_request"),
        ({"scenario": "bullying", "difficulty": "easy"}, 400, "unreadable_request"),
        ({"scenario": "bullying", "chosen": "corner"}, 400, "unreadable_request"),
        ({"scenario": "bullying", "chosen": ["nowhere"]}, 422, "unknown_option"),
        ({"scenario": "bullying", "chosen": ["desk", "corner"]}, 422, "two_options"),
        ({"scenario": "home_visit", "difficulty": "hard"}, 422, "no_harder_way"),
        ({"chosen": ["corner"]}, 422, "no_scenario"),
        ({"goal": "ask_the_parent"}, 422, "no_scenario"),
        ({"confidence": {"two_way": 1, "empathy": 1, "boundaries": 1}}, 422, "no_scenario"),
        ({"scenario": "angry_parent", "goal": "win"}, 400, "not_practised_here"),
        ({"scenario": "angry_parent", "goal": 3}, 400, "unreadable_request"),
        ({"scenario": "angry_parent", "goal": "x" * 41}, 400, "unreadable_request"),
        ({"scenario": "angry_parent", "confidence": 3}, 400, "unreadable_request"),
        ({"scenario": "angry_parent", "confidence": {"two_way": 1}}, 400, "unreadable_request"),
        (
            {"scenario": "angry_parent", "confidence": {"two_way": 1, "empathy": 6, "boundaries": 1}},
            400,
            "unreadable_request",
        ),
        ({"scenario": "angry_parent", "coaching": "request"}, 503, "coach_unavailable"),
        ({"scenario": "bullying", "difficulty": "hard", "chosen": ["corner"]}, 503, "coach_unavailable"),
        ({"scenario": "angry_parent"}, 503, "coach_unavailable"),
        ({}, 503, "coach_unavailable"),
    ],
)
def test_a_session_that_cannot_be_opened_says_why_and_leaves_nothing(
    client: Client, records: Records, body: dict[str, object], status: int, code: str
) -> None:
    before = count_of_sessions(records)
    response = client.post("/api/sessions", json=body)
    assert (response.status_code, response.json()["error"]["code"]) == (status, code)
    assert count_of_sessions(records) == before


def test_an_unknown_scenario_is_answered_with_the_known_ones(client: Client) -> None:
    message = client.post("/api/sessions", json={"scenario": "nobody"}).json()["error"]["message"]
    for scenario in ("angry_parent", "neglect_concerns", "poverty", "special_care"):
        assert scenario in message


def test_an_unknown_choice_is_answered_with_the_known_ones(client: Client) -> None:
    body = {"scenario": "bullying", "chosen": ["cornr"]}
    message = client.post("/api/sessions", json=body).json()["error"]["message"]
    assert "“cornr”" in message
    assert "Did you mean “corner”" in message
    assert "desk" in message


def test_what_can_be_chosen_is_listed_without_what_comes_of_it(client: Client) -> None:
    response = client.get("/api/scenarios")
    cards = {card["id"]: card for card in response.json()}
    seats = next(each for each in cards["bullying"]["arrangements"] if each["id"] == "where_to_sit")
    assert seats["asks"] == "Where do you sit?"
    assert [list(option) for option in seats["options"]] == [["id", "label"]] * 2
    assert [option["id"] for option in seats["options"]] == ["desk", "corner"]
    assert seats["citation"] == "Bootman (2022)"
    assert cards["bullying"]["hard"]["about"]
    assert cards["home_visit"]["hard"] is None
    assert [voice["name"] for voice in cards["three_way"]["voices"]] == ["Elif"]
    assert "the tea was hot" not in response.text, "the effect of a choice is for the look back"


def test_a_session_shown_again_tells_how_it_was_arranged(client: Client, session: Any, records: Records) -> None:
    assert (restored := client.get(session.path, headers=session.headers).json())["chosen"] == []
    assert restored["difficulty"] == "usual"
    opening = ParentState(9, 1, "opening", "open_minus_one", seed=1, difficulty="hard", chosen=("corner",))
    records.begin(session.id, "bullying", 1, "live", opening)
    restored = client.get(session.path, headers=session.headers).json()
    assert (restored["difficulty"], restored["chosen"]) == ("hard", ["corner"])


def test_what_rasa_remembers_of_a_deleted_session_goes_with_it(client: Client, session: Any, alone: Settings) -> None:
    with closing(sqlite3.connect(tracker_file(alone))) as tracker:
        tracker.execute("create table if not exists events (id integer primary key, sender_id text, data text)")
        tracker.executemany(
            "insert into events (sender_id, data) values (?, ?)", [(session.id, "a secret"), ("somebody else", "hello")]
        )
        tracker.commit()
        assert client.delete(session.path, headers=session.headers).status_code == 204
        left = {sender for (sender,) in tracker.execute("select sender_id from events")}
        assert session.id not in left
        assert "somebody else" in left
