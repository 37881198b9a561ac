"""A trainee who noted a code finds everything again on another device, takes it along, or has it deleted."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar import Litestar
from litestar.testing import TestClient

from bot.coaching.roleplay.state import ParentState
from bot.records import Records
from bot.serving.files import tracker_file
from bot.settings import Settings
from bot.web.codes import ALPHABET, new_code, read_code, shown

Client = TestClient[Litestar]

CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}")
WRONG = ["0000-0000-0000", "not a code", "", "K7QF-2M9X", "K7QF-2M9X-4TWD-AAAA", "K7QF-2M9X-4TWÉ"]
SESSION_ROUTES = [
    ("GET", ""),
    ("DELETE", ""),
    ("POST", "/replies"),
    ("POST", "/hint"),
    ("POST", "/retry"),
    ("POST", "/finish"),
    ("GET", "/report"),
    ("PUT", "/confidence"),
    ("GET", "/download"),
]


def test_a_new_practice_gets_a_code_to_note_that_opens_it(client: Client) -> None:
    opened = client.post("/api/practice")
    assert opened.status_code == 201
    assert CODE.fullmatch(opened.json()["code"])
    assert "no-store" in opened.headers["cache-control"]
    shown = client.get("/api/practice", headers={"Authorization": f"Bearer {opened.json()['code']}"})
    assert shown.status_code == 200
    assert shown.json()["sessions"] == []
    assert shown.json()["progress"]["weeks"] == {"in_a_row": 0, "total": 0}


def test_the_code_itself_is_nowhere_in_the_records(client: Client, practice: Any, alone: Settings) -> None:
    # The database keeps what is new in a journal beside it.
    folder = Path(alone.database_url.removeprefix("sqlite:///")).parent
    kept = b"".join(file.read_bytes() for file in folder.glob("alongside.db*"))
    assert practice.code.encode() not in kept
    assert practice.code.replace("-", "").encode() not in kept


@pytest.mark.parametrize("write", [str.lower, str.upper, lambda code: code.replace("-", ""), lambda c: f" {c} "])
def test_a_code_is_read_however_it_is_typed(client: Client, practice: Any, write: Any) -> None:
    headers = {"Authorization": f"Bearer {write(practice.code)}"}
    assert client.get("/api/practice", headers=headers).status_code == 200


@given(st.text(ALPHABET, min_size=12, max_size=12), st.randoms(use_true_random=False))
def test_whoever_writes_a_letter_for_a_digit_is_understood(code: str, chance: Any) -> None:
    alike = {"1": "1IiLl", "0": "0Oo"}
    typed = "".join(chance.choice(alike.get(sign, sign + sign.lower())) for sign in shown(code))
    spaced = typed.replace("-", chance.choice(["", " ", "-", "–", " - "]))
    assert read_code(spaced) == code


@given(st.text())
def test_what_is_read_as_a_code_has_the_form_of_one(typed: str) -> None:
    code = read_code(typed)
    assert code is None or CODE.fullmatch(shown(code))


def test_no_two_codes_are_alike() -> None:
    assert len({new_code() for _ in range(1000)}) == 1000


@pytest.mark.parametrize("code", WRONG)
@pytest.mark.parametrize(("method", "path"), [("GET", ""), ("DELETE", ""), ("GET", "/download")])
def test_a_wrong_code_learns_nothing(client: Client, practised: Any, method: str, path: str, code: str) -> None:
    headers = [(b"Authorization", f"Bearer {code}".encode("latin-1"))]
    response = client.request(method, f"/api/practice{path}", headers=headers)
    without = client.request(method, f"/api/practice{path}")
    assert response.status_code == without.status_code == 401
    assert response.json() == without.json()
    assert response.json()["error"]["code"] == "no_such_practice"
    assert "Compare it with your note" in response.json()["error"]["message"]


@pytest.mark.parametrize(("method", "route"), SESSION_ROUTES)
def test_the_code_of_another_practice_does_not_open_a_session(
    client: Client, practised: Any, records: Records, method: str, route: str
) -> None:
    other = client.post("/api/practice").json()["code"]
    headers = {"Authorization": f"Bearer {other}"}
    body = {"text": "hello", "two_way": 1, "empathy": 1, "boundaries": 1}
    refused = client.request(method, f"{practised.path}{route}", headers=headers, json=body)
    assert (refused.status_code, refused.json()["error"]["code"]) == (401, "not_your_session")
    assert len(records.turns(practised.id)) == 1


def test_the_code_opens_no_session_outside_the_practice(client: Client, practice: Any, session: Any) -> None:
    assert client.get(session.path, headers=practice.headers).status_code == 401


def test_on_another_device_the_code_shows_the_conversation_as_it_stood(
    client: Client, practice: Any, practised: Any
) -> None:
    (listed,) = client.get("/api/practice", headers=practice.headers).json()["sessions"]
    assert (listed["session"], listed["scenario"], listed["replies"]) == (practised.id, "angry_parent", 1)
    assert (listed["over"], listed["ended"], listed["averages"]["empathy"]) == (False, None, 3.0)
    by_code = client.get(f"/api/sessions/{listed['session']}", headers=practice.headers)
    by_token = client.get(practised.path, headers=practised.headers)
    assert by_code.status_code == 200
    assert by_code.json() == by_token.json()
    # Going on: what was said already is answered again, without a second turn.
    body = {"text": "We should have rung you. I'm sorry.", "client_id": "first"}
    assert client.post(f"{practised.path}/replies", json=body, headers=practice.headers).json()["turn"] == 1
    assert client.get(f"{practised.path}/report", headers=practice.headers).status_code == 200


def test_sessions_come_newest_first_without_those_in_which_nothing_was_said_but_the_latest(
    client: Client, practice: Any, records: Records, talk_in: Any, reply_in: Any
) -> None:
    first, empty, second, latest = (talk_in(practice) for _ in range(4))
    records.open_session(None, "live", 1, None, practice.trainee)
    for session in (first, second):
        reply_in(session)
    body = client.get("/api/practice", headers=practice.headers).json()
    assert [one["session"] for one in body["sessions"]] == [latest.id, second.id, first.id]
    assert [one["session"] for one in body["progress"]["scores"]] == [first.id, second.id]
    (runs,) = body["progress"]["scenarios"]
    assert runs["runs"][:2] == [first.id, second.id]
    assert empty.id not in str(body)
    assert body["progress"]["weeks"] == {"in_a_row": 1, "total": 1}


def test_a_practice_still_opens_when_a_scenario_is_no_more(
    client: Client, practice: Any, records: Records, reply_in: Any, talk_in: Any
) -> None:
    session = talk_in(practice)
    opening = ParentState(heat=5, trust=4, phase="opening", line="gone", seed=3, said=("gone",))
    records.begin(session.id, "written_last_year", 3, "live", opening)
    reply_in(session)
    shown = client.get("/api/practice", headers=practice.headers)
    assert shown.status_code == 200
    assert [one["title"] for one in shown.json()["sessions"]] == ["written_last_year"]
    kept = client.get("/api/practice/download", headers=practice.headers).json()["sessions"][0]["conversations"]
    assert [(talk["scenario"], talk["report"]) for talk in kept] == [("written_last_year", None)]
    assert kept[0]["replies"][0]["reply"] == "I'm sorry."


def test_a_session_cannot_be_opened_under_a_code_that_does_not_exist(client: Client, records: Records) -> None:
    headers = {"Authorization": "Bearer 0000-0000-0000"}
    response = client.post("/api/sessions", json={"scenario": "angry_parent"}, headers=headers)
    assert (response.status_code, response.json()["error"]["code"]) == (401, "no_such_practice")


def test_taking_a_practice_along_gives_one_file_with_every_word(
    client: Client, practice: Any, practised: Any, records: Records, reply_in: Any
) -> None:
    records.supersede_last(practised.id)
    reply_in(practised, "What happened when he came home?", "second")
    records.keep_aside(practised.id, "what is empathy?", [{"speaker": "coach", "text": "To feel with her."}])
    response = client.get("/api/practice/download", headers=practice.headers)
    assert response.status_code == 200
    assert re.fullmatch(
        r'attachment; filename="alongside-practice-\d{4}-\d\d-\d\d.json"', response.headers["content-disposition"]
    )
    assert response.headers["cache-control"] == "no-store"
    (session,) = response.json()["sessions"]
    (talk,) = session["conversations"]
    replies = talk["replies"]
    assert [reply["reply"] for reply in replies] == [
        "We should have rung you. I'm sorry.",
        "What happened when he came home?",
    ]
    assert [reply["taken_back_at"] is None for reply in replies] == [False, True]
    assert replies[0]["parent"] == "Who did this?"
    assert replies[0]["answer"][0]["bubbles"] == ["(sits down)", "He cried all night."]
    assert [question["asked"] for question in talk["questions"]] == [None, "what is empathy?"]
    assert talk["report"]["turns"] == 1
    assert talk["report"]["tries"]
    assert practised.token not in response.text


def test_deleting_a_practice_deletes_it_everywhere(
    client: Client, practice: Any, practised: Any, session: Any, records: Records, alone: Settings
) -> None:
    with closing(sqlite3.connect(tracker_file(alone))) as tracker:
        tracker.execute("create table if not exists events (id integer primary key, sender_id text, data text)")
        rows = [(practised.id, "a secret"), (session.id, "somebody else's")]
        tracker.executemany("insert into events (sender_id, data) values (?, ?)", rows)
        tracker.commit()
        assert client.delete("/api/practice", headers=practice.headers).status_code == 204
        left = tracker.execute("select sender_id from events").fetchall()
        assert (practised.id,) not in left
        assert (session.id,) in left
    assert client.get("/api/practice", headers=practice.headers).status_code == 401
    assert client.get(practised.path, headers=practised.headers).status_code == 401
    assert client.get(practised.path, headers=practice.headers).status_code == 401
    assert records.session(practised.id) is None
    assert records.session(session.id) is not None


def test_one_session_of_a_practice_can_be_deleted_and_the_rest_stays(
    client: Client, practice: Any, practised: Any, talk_in: Any
) -> None:
    other = talk_in(practice)
    assert client.delete(practised.path, headers=practice.headers).status_code == 204
    (left,) = client.get("/api/practice", headers=practice.headers).json()["sessions"]
    assert left["session"] == other.id
