"""Goal, confidence, replies taken back, and files to keep: what one sees of a talk when looking back on it."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import msgspec
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from bot.coaching.debrief.confidence import Confidence
from bot.coaching.roleplay.state import ParentState
from bot.coaching.turn import Turn
from bot.library import KNOWLEDGE
from bot.library.scenarios import read_scenarios
from bot.records import Records

Client = TestClient[Litestar]

UNSURE, SURE = Confidence(2, 1, 1), Confidence(4, 4, 3)


def test_a_goal_that_the_scenario_does_not_practise_is_refused_with_those_that_it_does(client: Client) -> None:
    body = {"scenario": "poverty", "goal": "win_the_argument"}
    response = client.post("/api/sessions", json=body)
    assert (response.status_code, response.json()["error"]["code"]) == (400, "not_practised_here")
    message = response.json()["error"]["message"]
    assert "“win_the_argument”" in message
    for strategy in read_scenarios(KNOWLEDGE)["poverty"].strategies:
        assert strategy in message


def test_the_report_and_the_session_tell_of_ones_own_goal(
    client: Client, session: Any, records: Records, said: Turn
) -> None:
    records.set_out(session.id, "admit_mistakes", UNSURE)
    report = client.get(f"{session.path}/report", headers=session.headers).json()
    assert report["goal"]["strategy"]["id"] == "admit_mistakes"
    assert report["goal"]["strategy"]["citation"]
    assert report["confidence"] == {"before": msgspec.to_builtins(UNSURE), "after": None}
    restored = client.get(session.path, headers=session.headers).json()
    assert restored["goal"] == "admit_mistakes"
    assert restored["confidence"] == report["confidence"]


def test_the_session_tells_when_its_talk_began(client: Client, session: Any, records: Records, said: Turn) -> None:
    began = client.get(session.path, headers=session.headers).json()["began_at"]
    record = records.session(session.id)
    assert record is not None
    assert record.began_at is not None
    assert datetime.fromisoformat(began.replace("Z", "+00:00")) == record.began_at


def test_without_a_goal_and_without_a_question_answered_there_is_none(client: Client, session: Any) -> None:
    restored = client.get(session.path, headers=session.headers).json()
    assert (restored["goal"], restored["confidence"], restored["earlier"]) == (None, None, [])


def test_how_sure_one_feels_afterwards_stands_beside_before_and_can_be_changed(
    client: Client, session: Any, records: Records, said: Turn
) -> None:
    records.set_out(session.id, None, UNSURE)

    def tell(answer: Confidence) -> Any:
        body = msgspec.to_builtins(answer)
        response = client.put(f"{session.path}/confidence", headers=session.headers, json=body)
        assert response.status_code == 200
        return response.json()

    assert tell(UNSURE)["after"] == msgspec.to_builtins(UNSURE)
    course = {"before": msgspec.to_builtins(UNSURE), "after": msgspec.to_builtins(SURE)}
    assert tell(SURE) == course
    assert client.get(f"{session.path}/report", headers=session.headers).json()["confidence"] == course


@pytest.mark.parametrize(
    "body",
    [{}, {"two_way": 0, "empathy": 1, "boundaries": 1}, {"two_way": 1, "empathy": 1, "boundaries": "very"}, [1, 2, 3]],
)
def test_an_answer_that_is_none_is_told_so(client: Client, session: Any, body: object) -> None:
    response = client.put(f"{session.path}/confidence", headers=session.headers, json=body)
    assert (response.status_code, response.json()["error"]["code"]) == (400, "unreadable_request")


def test_a_reply_that_was_taken_back_is_shown_beside_the_new_one(
    client: Client, session: Any, records: Records, said: Turn, reply_in: Any
) -> None:
    records.supersede_last(session.id)
    reply_in(session, "What happened when he came home?", "second")
    restored = client.get(session.path, headers=session.headers).json()
    assert [turn["reply"] for turn in restored["turns"]] == ["What happened when he came home?"]
    (earlier,) = restored["earlier"]
    assert (earlier["turn"], earlier["reply"], earlier["scores"]["empathy"]) == (1, said.reply, 3)
    assert earlier["answer"][0]["bubbles"] == ["(sits down)", "He cried all night."]
    assert earlier["moves"]
    (tried,) = client.get(f"{session.path}/report", headers=session.headers).json()["tries"]
    assert (tried["turn"], tried["before"]["reply"]) == (1, said.reply)
    assert tried["after"]["reply"] == "What happened when he came home?"


def test_a_reply_sent_again_after_the_talk_was_finished_tells_that_it_is_over(
    client: Client, session: Any, records: Records, said: Turn
) -> None:
    def sent_again() -> Any:
        body = {"text": said.reply, "client_id": "first"}
        return client.post(f"{session.path}/replies", json=body, headers=session.headers).json()

    assert sent_again()["playing"] is True
    records.end_session(session.id)
    assert sent_again()["playing"] is False


def test_a_conversation_can_be_kept_as_a_file_with_everything(
    client: Client, session: Any, records: Records, said: Turn
) -> None:
    records.set_out(session.id, "admit_mistakes", UNSURE)
    for query in ("", "?form=json"):
        response = client.get(f"{session.path}/download{query}", headers=session.headers)
        assert response.status_code == 200
        assert response.headers["content-type"].startswith("application/json")
        disposition = response.headers["content-disposition"]
        assert re.fullmatch(r'attachment; filename="alongside-angry_parent-\d{4}-\d\d-\d\d.json"', disposition)
        assert response.headers["cache-control"] == "no-store"
    kept = response.json()
    assert kept["session"] == session.id
    (talk,) = kept["conversations"]
    assert (talk["scenario"], talk["goal"], talk["ended"]) == ("angry_parent", "admit_mistakes", None)
    assert talk["replies"][0]["reply"] == said.reply
    assert talk["report"]["turns"] == 1
    assert talk["report"]["untold"] == [], "the talk goes on: what the parent keeps back stays so"
    assert session.token not in response.text


def test_a_conversation_can_be_kept_as_a_text_to_read(client: Client, session: Any, said: Turn) -> None:
    response = client.get(f"{session.path}/download?form=text", headers=session.headers)
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert response.headers["content-disposition"].endswith('.txt"')
    assert said.reply in response.text
    assert "Who did this?" in response.text
    assert not response.text.lstrip().startswith("{")


def test_a_file_of_another_form_is_told_so(client: Client, session: Any) -> None:
    response = client.get(f"{session.path}/download?form=pdf", headers=session.headers)
    assert (response.status_code, response.json()["error"]["code"]) == (400, "unreadable_request")


def test_what_was_said_to_the_coach_alone_can_be_kept_too(client: Client, practice: Any, records: Records) -> None:
    session = records.open_session(None, "live", 1, None, practice.trainee).id
    records.keep_aside(session, "who can I talk to?", [{"speaker": "coach", "text": "Choose one."}])
    response = client.get(f"/api/sessions/{session}/download", headers=practice.headers)
    assert response.status_code == 200
    assert response.json()["conversations"] == []
    assert response.json()["questions"][0]["asked"] == "who can I talk to?"
    refused = client.get(f"/api/sessions/{session}/download?form=text", headers=practice.headers)
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "no_conversation_yet")
    told = client.put(f"/api/sessions/{session}/confidence", headers=practice.headers, json=msgspec.to_builtins(SURE))
    assert (told.status_code, told.json()["error"]["code"]) == (409, "no_conversation_yet")


def test_a_file_holds_also_what_was_said_before_one_started_over(
    client: Client, session: Any, records: Records, said: Turn
) -> None:
    records.begin(session.id, "poverty", 3, "live", ParentState(5, 4, "opening", "open_shoes", seed=3))
    kept = client.get(f"{session.path}/download", headers=session.headers).json()
    assert [talk["scenario"] for talk in kept["conversations"]] == ["angry_parent", "poverty"]
    assert kept["conversations"][0]["replies"][0]["reply"] == said.reply
