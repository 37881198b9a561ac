"""The JSON interface with everything behind it: what another page, or a program, can rely on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any
from uuid import uuid4

import httpx
import pytest

pytestmark = pytest.mark.rasa

SORRY = "We should have rung you that same hour, and we didn't. I'm sorry. What did he say when he came home?"
WARM = "You must have been frightened for him. What would help him now?"


class Talk:
    """A session as a client of the interface sees it."""

    def __init__(self, web: httpx.Client, **wishes: Any) -> None:
        response = web.post("/api/sessions", json=wishes)
        assert response.status_code == 201, response.text
        self.opened: dict[str, Any] = response.json()
        self.path = f"/api/sessions/{self.opened['session']}"
        self.headers = {"Authorization": f"Bearer {self.opened['token']}"}
        self._web = web

    def ask(self, method: str, route: str = "", **more: Any) -> httpx.Response:
        return self._web.request(method, f"{self.path}{route}", headers=self.headers, **more)

    def reply(self, text: str, client_id: str | None = None, **more: Any) -> httpx.Response:
        body = {"text": text, "client_id": client_id or uuid4().hex, **more}
        return self.ask("POST", "/replies", json=body)

    def now(self) -> Any:
        return self.ask("GET").json()


@pytest.fixture(scope="module")
def web(served: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=served, timeout=60) as web:
        yield web


def speakers(answer: Any) -> list[str]:
    return [message["speaker"] for message in answer["messages"]]


def test_a_reply_comes_back_scored_with_its_words_and_the_parents_answer(web: httpx.Client) -> None:
    talk = Talk(web, scenario="angry_parent", seed=3)
    assert talk.opened["messages"][-1]["speaker"] == "parent"
    answer = talk.reply(SORRY).json()
    assert answer["turn"] == 1
    assert answer["scores"]["two_way"] >= 2
    assert answer["scores"]["empathy"] == 3
    assert "admit_mistake" in {move["move"] for move in answer["moves"]}
    for move in answer["moves"]:
        assert SORRY[move["start"] : move["end"]] == move["text"]
    assert answer["state"]["heat"] < talk.opened["state"]["heat"]
    assert answer["advice"]["strategy"]["citation"]
    assert answer["messages"][-1]["name"] == "Dawn Pritchard"
    assert speakers(answer) == ["coach", "parent"]


def test_the_same_reply_sent_at_once_and_again_is_one_turn_with_one_answer(web: httpx.Client) -> None:
    talk = Talk(web, scenario="poverty")
    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(lambda _: talk.reply(WARM, "once"), range(5)))
    answers.append(talk.reply("something else", "once"))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.text for answer in answers}) == 1
    assert [turn["client_id"] for turn in talk.now()["turns"]] == ["once"]


def test_replies_sent_at_once_are_taken_one_after_the_other(web: httpx.Client) -> None:
    talk = Talk(web, scenario="special_care")
    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(lambda number: talk.reply(f"{WARM} {number}").json(), range(3)))
    assert sorted(answer["turn"] for answer in answers) == [1, 2, 3]


def test_the_same_seed_and_replies_give_the_same_conversation(web: httpx.Client) -> None:
    first, second = (
        [(talk := Talk(web, scenario="neglect_concerns", seed=11)).opened["messages"]]
        + [talk.reply(text).json()["messages"] for text in (WARM, SORRY, "Tell me more about that.")]
        for _ in range(2)
    )
    assert first == second


@pytest.mark.parametrize(
    "text",
    [
        "/session_start",
        "/",
        "//begin",
        '/begin{"scenario":"poverty"}',
        "😀😀",
        "Het spijt me zeer.",
        "<b>Hello</b> & you",
        "a\x00b\x1b[31m",
        "x" * 4000,
        "?",
        "'; drop table turns; --",
    ],
    ids=range(11),
)
def test_whatever_is_typed_in_a_talk_is_a_reply_to_the_parent(web: httpx.Client, text: str) -> None:
    talk = Talk(web, scenario="poverty", seed=1)
    answer = talk.reply(text)
    assert answer.status_code == 200
    assert answer.json()["turn"] == 1
    assert "parent" in speakers(answer.json())
    assert talk.now()["scenario"] == "poverty"


def test_coach_and_parent_are_not_mixed_up_by_hints_and_pauses(web: httpx.Client) -> None:
    talk = Talk(web, scenario="angry_parent")
    talk.reply(SORRY)
    before = talk.now()["state"]
    assert talk.ask("POST", "/hint").json()["messages"][0]["kind"] == "hint"
    assert talk.ask("POST", "/pause").json()["paused"] is True
    asked = talk.reply("What is two-way communication?").json()
    assert asked["turn"] is None
    assert speakers(asked) == ["coach"]
    resumed = talk.ask("POST", "/resume").json()
    assert (resumed["paused"], speakers(resumed)[-1]) == (False, "parent")
    assert talk.now()["state"] == before
    assert talk.reply(WARM).json()["turn"] == 2


def test_the_last_reply_can_be_taken_back_once_however_often_it_is_asked(web: httpx.Client) -> None:
    talk = Talk(web, scenario="angry_parent", seed=3)
    first = talk.reply(SORRY).json()
    talk.reply("Calm down.")
    for _ in range(2):
        again = talk.ask("POST", "/retry?turn=2").json()
        assert again["turn"] == 2
        assert again["state"] == first["state"]
        assert again["messages"][-1]["line"] == first["messages"][-1]["line"]
    better = talk.reply(WARM).json()
    assert better["turn"] == 2
    assert [turn["reply"] for turn in talk.now()["turns"]] == [SORRY, WARM]


def test_a_talk_is_shown_again_finished_reported_and_deleted(web: httpx.Client, product: Any) -> None:
    talk = Talk(web, scenario="angry_parent", coaching="end")
    answer = talk.reply(SORRY).json()
    assert speakers(answer) == ["parent"], "the coach keeps tips to the end when asked to"
    shown = talk.now()
    assert shown["messages"] == [
        *talk.opened["messages"],
        {"speaker": "teacher", "text": SORRY, "turn": 1, "client_id": answer["client_id"]},
        *answer["messages"],
    ]
    finished = talk.ask("POST", "/finish").json()
    assert finished["report"]["turns"] == 1
    assert finished["messages"][0]["speaker"] == "coach"
    assert talk.ask("GET", "/report").json() == finished["report"]
    assert talk.reply("Wait.").status_code == 409

    session = talk.opened["session"]
    with closing(sqlite3.connect(product.data / "rasa.db")) as rasa:
        kept = "select count(*) from events where sender_id = ?"
        assert rasa.execute(kept, (session,)).fetchone()[0] > 0
        assert talk.ask("DELETE").status_code == 204
        assert rasa.execute(kept, (session,)).fetchone()[0] == 0
    assert talk.ask("GET").status_code == 401


def test_one_can_talk_to_the_coach_first_and_choose_in_words(web: httpx.Client) -> None:
    talk = Talk(web)
    assert (talk.opened["scenario"], talk.opened["playing"]) == (None, False)
    briefed = talk.reply("I'd like to practise with an angry parent").json()
    (begin,) = [button for button in briefed["messages"][-1]["buttons"] if button["payload"].startswith("/begin")]
    begun = talk.reply(begin["title"], payload=begin["payload"]).json()
    assert (begun["scenario"], begun["playing"]) == ("angry_parent", True)
    assert talk.reply(SORRY).json()["turn"] == 1
    assert [message["text"] for message in talk.now()["messages"] if message["speaker"] == "teacher"] == [
        "I'd like to practise with an angry parent",
        begin["title"],
        SORRY,
    ]


def test_choices_before_the_meeting_are_kept_and_looked_back_on(web: httpx.Client) -> None:
    wishes = {"scenario": "bullying", "seed": 5}
    as_usual = Talk(web, **wishes).opened["state"]
    talk = Talk(web, difficulty="hard", chosen=["corner", "panel"], **wishes)
    assert talk.opened["state"]["heat"] > as_usual["heat"]
    assert (talk.now()["difficulty"], talk.now()["chosen"]) == ("hard", ["panel", "corner"])
    talk.reply(WARM)
    report = talk.ask("GET", "/report").json()
    assert report["difficulty"] == "hard"
    assert [(each["option"], each["as_planned"]) for each in report["arrangements"]] == [
        ("after_school", True),
        ("panel", False),
        ("corner", False),
    ]
    assert all(each["effect"] and each["citation"] for each in report["arrangements"][1:])


def test_each_speaker_at_the_table_has_a_message_of_their_own(web: httpx.Client) -> None:
    talk = Talk(web, scenario="three_way", seed=1)
    spoken = [message for message in talk.opened["messages"] if message["speaker"] == "parent"]
    for _ in range(5):
        answer = talk.reply("Elif, what do you think? And how do you see it, Mrs Kaya?").json()
        last = [message for message in answer["messages"] if message["speaker"] == "parent"]
        spoken += last
    assert {message["name"] for message in spoken} == {"Nurten Kaya", "Elif"}
    assert [message for message in talk.now()["messages"] if message["speaker"] == "parent"] == spoken
    taken_back = [talk.ask("POST", "/retry?turn=5").json()["messages"] for _ in range(2)]
    heard = [[each for each in messages if each["speaker"] == "parent"] for messages in taken_back]
    assert heard[0] == heard[1] == spoken[-len(last) - len(heard[0]) : -len(last)]


def test_everything_is_well(web: httpx.Client) -> None:
    health = web.get("/health")
    assert health.status_code == 200
    assert set(health.json()["parts"].values()) == {"ok"}
