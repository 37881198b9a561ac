"""Whole conversations with a trained model and a running action server: each scenario to each of its ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, cycle, repeat
from typing import Any

import httpx
import pytest

pytestmark = pytest.mark.rasa

SCENARIOS = ("angry_parent", "neglect_concerns", "poverty", "special_care")

SKILLED = (
    "I'm so sorry about this, and I should have rung you. You're upset, and that makes complete sense. "
    "Can you tell me what happened as you see it?",
    "So what I'm hearing is that this has been weighing on you for a while, and that nobody listened. "
    "That must be hard. What has it been like at home?",
    "Thank you for telling me that, it can't have been easy. What worries you most at the moment?",
    "You know your child best. What has helped before when things got difficult?",
    "That makes sense to me. I can't promise what other people will do, but I can tell you honestly what I can do "
    "from our side. What would you like to happen?",
    "How could we solve this together, you and I? What do you think would be a first step?",
    "I can ring you every Friday at four to say how the week went, and we look back together in three weeks. "
    "Would that work for you, or would you change anything?",
    "Let's agree on that then: I'll do my part on Monday, you try yours at home, and we'll meet again on Thursday "
    "the tenth at half past three to see how it went. Is that all right for you?",
)
RUDE = (
    "Calm down, you're overreacting.",
    "That is not my fault. Maybe you should look at how you bring up your child.",
    "Don't be ridiculous. Stop making a fuss.",
    "You people are always the same, it's pathetic.",
)
LECTURE = "We work with a method for this at our school. It has four steps, and each step takes a week."
LIMIT = (
    "I can see how angry you are, but I won't be shouted at. Let's stop here and meet again tomorrow at four "
    "o'clock, when we can both think clearly. Would that suit you?"
)


TEACHERS: dict[str, Callable[[], Iterator[str]]] = {
    "agreement": lambda: cycle(SKILLED),
    # Belittles until the parent is beside themselves, then keeps a calm limit and offers another time.
    "appointment": lambda: chain(repeat(RUDE[0], 4), repeat(LIMIT)),
    "stalled": lambda: repeat(LECTURE),
    "walkout": lambda: cycle(RUDE),
}
"""How a teacher speaks who earns each of the ends."""


class Session:
    """A trainee with an open session."""

    def __init__(self, served: str, **wishes: Any) -> None:
        self._web = httpx.Client(base_url=served, timeout=60)
        opened = self._web.post("/api/sessions", json=wishes)
        assert opened.status_code == 201, opened.text
        self.opened = opened.json()
        self._web.headers["Authorization"] = f"Bearer {self.opened['token']}"
        self._path = f"/api/sessions/{self.opened['session']}"

    def says(self, text: str, **more: Any) -> Any:
        answer = self._web.post(f"{self._path}/replies", json={"text": text, **more})
        assert answer.status_code == 200, answer.text
        return answer.json()

    def gets(self, what: str) -> Any:
        return self._web.get(f"{self._path}/{what}").json()

    def posts(self, what: str) -> Any:
        return self._web.post(f"{self._path}/{what}").json()


@pytest.mark.parametrize("end", sorted(TEACHERS))
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_end_of_every_scenario_can_be_earned(served: str, scenario: str, end: str) -> None:
    session = Session(served, scenario=scenario, seed=1)
    teacher = TEACHERS[end]()
    seen: list[Any] = []
    while not seen or seen[-1]["ended"] is None:
        assert len(seen) < 26, "a conversation always comes to an end"
        seen.append(session.says(next(teacher)))
    assert seen[-1]["ended"] == end
    assert seen[-1]["messages"][-1]["kind"] == "summary"
    assert not seen[-1]["playing"]
    lines = [message["line"] for answer in seen for message in answer["messages"] if message["speaker"] == "parent"]
    assert len(lines) == len(set(lines)), "the parent says nothing twice"
    report = session.gets("report")
    assert report["ended"] == end
    assert report["turns"] == len(seen)
    assert len(report["course"]) == len(seen)


def test_a_trainee_finds_the_way_in_words_alone(served: str) -> None:
    session = Session(served)
    kinds = [message["kind"] for message in session.opened["messages"]]
    assert kinds == ["greeting", "scenarios"]
    assert session.says("what is two-way communication?")["messages"][0]["kind"] == "explanation"
    assert session.says("what can you do?")["messages"][0]["kind"] == "help"
    briefing = session.says("I'd like to practise with an angry parent")["messages"][0]
    assert briefing["kind"] == "briefing"
    begun = session.says("yes, let's go")
    assert begun["playing"]
    assert begun["messages"][0]["speaker"] == "parent"
    assert session.says("hint")["messages"][0]["kind"] == "hint"
    assert session.says(SKILLED[0])["turn"] == 1
    assert session.says("pause")["paused"]
    assert session.says("how am I doing?")["messages"][0]["kind"] == "progress"
    assert session.says("explain empathy")["messages"][0]["kind"] == "explanation"
    back = session.says("let's go on")
    assert not back["paused"]
    assert back["messages"][-1]["speaker"] == "parent"
    assert session.says(RUDE[0])["turn"] == 2
    assert session.says("retry")["messages"][0]["kind"] == "retry"
    assert session.says(SKILLED[1])["turn"] == 2
    finished = session.says("finish")
    assert finished["messages"][-1]["kind"] == "summary"
    assert not finished["playing"]
    assert session.says("start over")["messages"][0]["kind"] == "scenarios"
    assert session.says("bye")["messages"][0]["kind"] == "goodbye"


def test_a_trainee_hears_from_the_coach_only_when_asking(served: str) -> None:
    session = Session(served)
    assert "until you ask" in session.says("I only want tips when I ask")["messages"][0]["text"]
    session.says("money trouble")
    session.says("yes please")
    assert [message["speaker"] for message in session.says(RUDE[0])["messages"]] == ["parent"]
    assert session.says("feedback")["messages"][0]["kind"] == "feedback"
    assert session.says("explain my scores")["messages"][0]["kind"] == "why"
    assert session.says("Why?")["turn"] == 2, "that is for the parent"
    assert session.says("pause")["paused"]
    why = session.says("Why only 1 for empathy in reply 1?")["messages"][0]["why"]
    assert (why["turn"], [score["dimension"] for score in why["scores"]]) == (1, ["empathy"])
    assert session.says("How was that?")["messages"][0]["kind"] == "feedback"
    assert session.says("what does a 3 mean?")["messages"][0]["kind"] == "explanation"
    asked = session.says("Why these scores?", payload='/why{"turn": 1, "score": "two_way"}')["messages"][0]["why"]
    assert (asked["turn"], len(asked["scores"])) == (1, 1)
    session.says("finish")
    assert session.says("why?", payload="/why")["messages"][0]["why"]["turn"] == 2
    assert session.posts("hint")["messages"][0]["kind"] == "notice", "the talk is over"


@pytest.mark.parametrize(
    ("words", "parent"),
    [
        ("money trouble", "poverty"),
        ("the one about special care", "special_care"),
        ("I find it hard when parents shout at me", "angry_parent"),
        ("a child who comes hungry to school", "neglect_concerns"),
        ("Signs of too little care", "neglect_concerns"),
    ],
)
def test_a_scenario_is_found_by_what_one_finds_hard(served: str, words: str, parent: str) -> None:
    session = Session(served)
    session.says(words)
    assert session.says("start")["scenario"] == parent


@pytest.mark.parametrize(
    "words", ["asdf qwerty", "😀😀", "ik wil graag oefenen", "what's the weather", "/restart", "x" * 4000]
)
def test_what_the_coach_does_not_understand_gets_an_answer_in_words(served: str, words: str) -> None:
    said = Session(served).says(words)["messages"]
    assert all(len(message["text"]) > 40 for message in said)
    assert said[-1]["buttons"]


def test_each_reply_costs_the_action_server_one_call(served: str, product: Any) -> None:
    session = Session(served, scenario="poverty", seed=1)
    events = product.events_of(session.opened["session"])
    session.says(SKILLED[0])
    new = product.events_of(session.opened["session"])[len(events) :]
    assert [name for kind, name in new if kind == "action"] == ["action_teacher_reply", "action_listen"]
