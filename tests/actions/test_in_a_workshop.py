"""In a workshop the rules of the workshop hold, however one asks the coach."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.actions.coaching import ActionCoaching
from bot.actions.scenarios import ActionBrief
from bot.actions.stage import Stage
from bot.records import Consent, WorkshopSettings

SETTINGS = WorkshopSettings(scenarios=["special_care", "poverty"], coaching="end", retries=False, probes=False)


@pytest.fixture
def in_workshop(shared_stage: Stage, trainee: Any) -> Callable[..., Any]:
    """Brings a trainee into a workshop with those rules."""

    def enter(settings: WorkshopSettings = SETTINGS) -> Any:
        records = shared_stage.records
        number = len(records.facilitators())
        facilitator = records.add_facilitator(f"Ama {number}", "x", "facilitator")
        workshop = records.open_workshop(facilitator.id, "Group", settings)
        known = records.open_trainee(f"trainee of workshop {workshop.id}")
        taking_part = records.join(workshop.id, known.id, ["Amber"], Consent())
        session = records.open_session(None, settings.coaching, 3, None, known.id, taking_part.id)
        trainee.session = session.id
        return trainee

    return enter


def test_only_the_workshops_scenarios_are_offered_in_its_order(in_workshop: Any) -> None:
    trainee = in_workshop()
    (listed,) = trainee.presses("list_scenarios")
    assert [button["payload"].split('"')[3] for button in listed["buttons"]] == ["special_care", "poverty"]
    (refused,) = trainee.presses("begin", scenario="angry_parent")
    assert refused["kind"] == "scenarios"
    (briefed,) = trainee.asks(ActionBrief(), "the first one", scenario="1")
    assert briefed["scenario"] == "special_care"


def test_when_the_coach_speaks_is_settled(in_workshop: Any) -> None:
    trainee = in_workshop()
    (answer,) = trainee.asks(ActionCoaching(), "tips after every reply please", coaching="live")
    assert "your facilitator has settled" in answer["text"]
    trainee.presses("begin", scenario="poverty", coaching="live")
    assert trainee.slot["coaching"] == "end"
    assert {message["speaker"] for message in trainee.says("How is she at home?")} == {"parent"}


@pytest.mark.parametrize("ask", [lambda t: t.says("retry"), lambda t: t.presses("retry")])
def test_a_reply_cannot_be_taken_back_where_the_workshop_says_so(
    in_workshop: Any, ask: Any, shared_stage: Stage
) -> None:
    trainee = in_workshop()
    trainee.presses("begin", scenario="poverty")
    trainee.says("How is she at home?")
    (answer,) = ask(trainee)
    assert "every reply counts" in answer["text"]
    assert [turn.reply for turn in shared_stage.records.turns(trainee.session)] == ["How is she at home?"]
    assert trainee.in_loop, "the talk goes on"
    (summary,) = trainee.presses("finish")
    assert "/retry" not in [button["payload"] for button in summary["buttons"]]


def test_a_reply_can_be_taken_back_where_the_workshop_lets_one(in_workshop: Any, shared_stage: Stage) -> None:
    trainee = in_workshop(WorkshopSettings(scenarios=["poverty"]))
    trainee.presses("begin", scenario="poverty")
    trainee.says("How is she at home?")
    trainee.says("retry")
    assert shared_stage.records.turns(trainee.session) == []


@pytest.mark.parametrize("probes", [True, False])
def test_the_parent_puts_the_standard_probes_if_the_workshop_wants_them(
    in_workshop: Any, probes: bool, shared_stage: Stage
) -> None:
    trainee = in_workshop(WorkshopSettings(scenarios=["poverty"], probes=probes))
    trainee.presses("begin", scenario="poverty")
    for number in range(9):
        if trainee.in_loop:
            trainee.says(f"That sounds hard. What worries you most about it? ({number})")
    put = {turn.probe for turn in shared_stage.records.turns(trainee.session)} - {None}
    assert bool(put) is probes


def test_outside_a_workshop_all_is_as_ever(trainee: Any, shared_stage: Stage) -> None:
    (listed,) = trainee.presses("list_scenarios")
    assert len(listed["buttons"]) == len(shared_stage.scenarios)
