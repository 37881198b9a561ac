"""Whatever one sends as a reply, there is a decent answer in words, and nothing already said is lost."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from litestar import Litestar
from litestar.testing import TestClient

from bot.coaching.turn import Turn
from bot.records import Records
from bot.web.words import taken

Client = TestClient[Litestar]


def post(client: Client, session: Any, body: object, to: str = "replies") -> tuple[int, Any]:
    response = client.post(f"{session.path}/{to}", json=body, headers=session.headers)
    return response.status_code, response.json()


@pytest.mark.parametrize("text", ["", " ", "\n\t ", "\u200b", "\x00\x07", "\u00a0"])
def test_a_reply_without_words_is_asked_for_again(client: Client, session: Any, text: str) -> None:
    status, body = post(client, session, {"text": text, "client_id": "a"})
    assert status == 422
    assert body["error"]["code"] == "nothing_said"
    assert "Type what you would say" in body["error"]["message"]


@pytest.mark.parametrize(
    "body", [b'{"text": "so \xff sorry"}', b'{"text": "\xed\xa0\x80"}', b'{"\xc3": "hello"}', b"\xff\xfe"]
)
def test_bytes_that_are_no_text_are_refused_in_words(client: Client, session: Any, body: bytes) -> None:
    response = client.post(f"{session.path}/replies", content=body, headers=session.headers)
    assert (response.status_code, response.json()["error"]["code"]) == (400, "unreadable_request")


@pytest.mark.parametrize("length", [4_001, 10_000, 40_000])
def test_a_reply_that_is_too_long_is_refused_kindly(client: Client, session: Any, length: int) -> None:
    status, body = post(client, session, {"text": "é" * length, "client_id": "a"})
    assert status == 422
    assert body["error"]["code"] == "reply_too_long"
    assert f"{length:,}" in body["error"]["message"]
    assert "Nothing is lost" in body["error"]["message"]


def test_far_too_much_is_refused_before_it_is_read(client: Client, session: Any) -> None:
    status, body = post(client, session, {"text": "x" * 400_000, "client_id": "a"})
    assert (status, body["error"]["code"]) == (413, "too_much")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": None},
        {"text": 5},
        {"text": ["hello"]},
        [],
        "hello",
        None,
        {"text": "hello", "client_id": ""},
        {"text": "hello", "client_id": "a b"},
        {"text": "hello", "client_id": "a" * 65},
        {"text": "hello", "client": "a"},
        {"text": "hello", "payload": "/session_start"},
        {"text": "hello", "payload": "/restart"},
        {"text": "hello", "payload": "hint"},
    ],
)
def test_what_is_no_reply_is_told_so(client: Client, session: Any, body: object) -> None:
    status, answer = post(client, session, body)
    assert (status, answer["error"]["code"]) == (400, "unreadable_request")


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b'{"text": "\\ud800"}', b"text=hello"])
def test_malformed_json_is_told_so(client: Client, session: Any, content: bytes) -> None:
    headers = {**session.headers, "Content-Type": "application/json"}
    response = client.post(f"{session.path}/replies", content=content, headers=headers)
    assert response.status_code in (400, 422)
    assert response.json()["error"]["message"]


@pytest.mark.parametrize(
    "text", ["We're sorry.", "/hint", "😀", "<script>alert(1)</script>", "Het spijt me.", "x" * 4000]
)
def test_with_the_coach_away_a_reply_is_kept_for_sending_again(client: Client, session: Any, text: str) -> None:
    status, body = post(client, session, {"text": text, "client_id": "a"})
    assert (status, body["error"]["code"]) == (503, "coach_unavailable")
    assert "Nothing you wrote is lost" in body["error"]["message"]
    assert client.get(session.path, headers=session.headers).json()["turns"] == []


def test_a_reply_sent_again_gets_the_answer_it_got_even_with_the_coach_away(
    client: Client, session: Any, said: Turn
) -> None:
    status, body = post(client, session, {"text": said.reply, "client_id": "first"})
    assert status == 200
    assert body["turn"] == 1
    assert body["scores"] == {"two_way": 1, "empathy": 3, "boundaries": None}
    assert body["moves"][0]["text"] == said.reply
    assert body["reasons"] == {
        "two_way": "You told, and did not ask.",
        "empathy": "You admitted the mistake.",
        "boundaries": None,
    }
    assert body["advice"]["strategy"]["citation"] == "Leenders et al. (2019)"
    assert body["state"] == {"heat": 8, "trust": 2, "phase": "opening"}
    assert body["ended"] is None
    assert body["playing"] is True
    assert body["messages"][0]["bubbles"] == ["(sits down)", "He cried all night."]
    assert post(client, session, {"text": said.reply, "client_id": "first"}) == (status, body)


def test_after_the_end_the_parent_no_longer_hears_but_nothing_is_lost(
    client: Client, session: Any, parted: Turn
) -> None:
    status, body = post(client, session, {"text": "Wait!", "client_id": "late"})
    assert (status, body["error"]["code"]) == (409, "conversation_over")
    assert "Everything you said is kept" in body["error"]["message"]
    status, body = post(client, session, {"text": parted.reply, "client_id": "last"})
    assert (status, body["ended"], body["playing"]) == (200, "walkout", False)


@pytest.mark.parametrize("command", ["hint", "pause", "resume", "retry", "finish"])
def test_with_the_coach_away_the_buttons_say_so_and_change_nothing(
    client: Client, session: Any, said: Turn, command: str
) -> None:
    before = client.get(session.path, headers=session.headers).json()
    status, body = post(client, session, None, command)
    assert (status, body["error"]["code"]) == (503, "coach_unavailable")
    assert client.get(session.path, headers=session.headers).json() == before


def test_taking_back_what_was_taken_back_already_says_the_line_again(
    client: Client, session: Any, records: Records, said: Turn
) -> None:
    records.supersede_last(session.id)
    status, body = post(client, session, None, "retry?turn=1")
    assert status == 200
    assert body["turn"] == 1
    assert body["state"] == {"heat": 9, "trust": 2, "phase": "opening"}
    assert body["messages"] == [{"speaker": "parent", "text": "Who did this?", "line": "open_plait"}]


@given(st.text(max_size=200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_taken_of_a_text_is_the_text_without_control_characters(text: str) -> None:
    if not any(mark.isprintable() and not mark.isspace() for mark in text):
        return
    clean = taken(text)
    assert [mark for mark in clean if mark.isprintable()] == [mark for mark in text if mark.isprintable()]
    assert "\r" not in clean
    assert "\x00" not in clean
    assert taken(clean) == clean
