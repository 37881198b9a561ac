"""Choices before the meeting, how hard it is, and who is at the table, as the conversation carries them."""

from __future__ import annotations

from typing import Any

import pytest

from bot.actions.scenarios import ActionBrief
from bot.actions.stage import Stage


def opening_of(stage: Stage, trainee: Any) -> Any:
    session = stage.records.session(trainee.session)
    assert session is not None
    return session.opening


def test_the_choices_and_the_harder_way_reach_the_parent(trainee: Any, shared_stage: Stage) -> None:
    trainee.presses("begin", scenario="bullying", seed=3, difficulty="hard", chosen=["corner", "panel"])
    opening = opening_of(shared_stage, trainee)
    assert (opening.difficulty, opening.chosen) == ("hard", ("panel", "corner"))
    hard = shared_stage.plays["bullying"].scenario.hard
    assert hard is not None
    assert (opening.heat, opening.trust) == (hard.start.heat - 1, hard.start.trust - 1)
    assert list(trainee.slot["state"]["chosen"]) == ["panel", "corner"]


def test_starting_again_keeps_them(trainee: Any, shared_stage: Stage) -> None:
    trainee.presses("begin", scenario="bullying", difficulty="hard", chosen=["corner"])
    trainee.says("Thank you for coming in. What did you see?")
    trainee.presses("finish")
    trainee.presses("begin")
    assert (opening_of(shared_stage, trainee).difficulty, opening_of(shared_stage, trainee).chosen) == (
        "hard",
        ("corner",),
    )
    trainee.presses("start_over")
    trainee.asks(ActionBrief(), "bullying", scenario="bullying")
    trainee.presses("begin")
    assert opening_of(shared_stage, trainee).chosen == ("corner",)
    trainee.presses("start_over")
    trainee.presses("begin", scenario="three_way")
    assert opening_of(shared_stage, trainee).chosen == (), "another meeting is another matter"


@pytest.mark.parametrize(
    "wishes",
    [{"chosen": ["nonsense"]}, {"chosen": ["corner", "desk"]}, {"difficulty": "impossible"}, {"chosen": "0"}],
)
def test_a_payload_that_asks_for_what_there_is_not_begins_as_usual(
    trainee: Any, shared_stage: Stage, wishes: dict[str, Any]
) -> None:
    assert trainee.presses("begin", scenario="bullying", **wishes)[0]["speaker"] == "parent"
    opening = opening_of(shared_stage, trainee)
    assert (opening.difficulty, opening.chosen) == ("usual", ())


def test_the_briefing_in_words_tells_how_the_meeting_is_arranged(trainee: Any, shared_stage: Stage) -> None:
    briefing = trainee.asks(ActionBrief(), "bullying", scenario="bullying")[0]["text"]
    for arrangement in shared_stage.plays["bullying"].scenario.arrangements:
        assert f"- {arrangement.asks} {arrangement.options[0].label}" in briefing
        assert arrangement.options[1].label not in briefing


def test_each_speaker_at_the_table_gets_a_message_of_their_own(trainee: Any, shared_stage: Stage) -> None:
    said = trainee.presses("begin", scenario="three_way", seed=1)
    for _ in range(6):
        said += trainee.says("Elif, what do you think? And you, Mrs Kaya, how do you see it?")
        if not trainee.in_loop:
            break
    spoken = [message for message in said if message["speaker"] == "parent"]
    mother = shared_stage.plays["three_way"].scenario.parent.name
    assert {message["name"] for message in spoken} == {mother, "Elif"}
    assert not any("Elif:" in message["text"] for message in spoken)
    assert all(message["text"] == "\n".join(message["bubbles"]) for message in spoken)
    (kept,) = shared_stage.records.kept_turns(trainee.session)[-1:]
    last = [message for message in kept.messages if message["speaker"] == "parent"]
    assert last == spoken[-len(last) :], "what is shown again is what was said"


def test_in_a_terminal_a_third_voice_has_its_name_before_its_words(trainee: Any) -> None:
    trainee.channel = "cmdline"
    said = trainee.presses("begin", scenario="three_way", seed=1)
    for _ in range(4):
        said += trainee.says("Elif, what do you think?")
    assert any(message["text"].startswith("Elif: ") for message in said)
    assert not any("Elif: Elif:" in message["text"] for message in said)
