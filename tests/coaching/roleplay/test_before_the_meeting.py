"""What is chosen before the meeting, and who speaks in it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from bot.coaching.roleplay.arranging import CannotBeChosen, arranged, chosen_in
from bot.coaching.roleplay.scenario import Arrangement, Harder, Option, Scenario, Start, Voice
from bot.coaching.roleplay.voices import Speech, by_speaker


@pytest.fixture
def meeting(small: Scenario) -> Scenario:
    seats = Arrangement("seats", "Where do you sit?", "B", (_option("desk"), _option("corner", heat=-1)))
    company = Arrangement("company", "Who comes?", "B", (_option("alone"), _option("head", trust=-1)))
    return replace(small, arrangements=(seats, company), hard=Harder("A worse day.", Start(9, 1)))


def _option(id: str, heat: int = 0, trust: int = 0) -> Option:
    return Option(id, f"{id}.", f"{id} it was.", heat, trust)


def test_what_is_chosen_stands_in_the_order_of_the_questions_and_once(meeting: Scenario) -> None:
    assert chosen_in(meeting, ["head", "corner", "head"]) == ("corner", "head")
    assert chosen_in(meeting, []) == ()


def test_where_nothing_is_chosen_the_first_option_holds(meeting: Scenario) -> None:
    assert [option.id for _, option in arranged(meeting, ["head"])] == ["desk", "head"]


def test_what_is_not_offered_cannot_be_chosen(meeting: Scenario, small: Scenario) -> None:
    with pytest.raises(CannotBeChosen, match="Did you mean “corner”") as refused:
        chosen_in(meeting, ["cornr"])
    assert refused.value.refusal == "unknown_option"
    with pytest.raises(CannotBeChosen, match="both answer “Where do you sit") as refused:
        chosen_in(meeting, ["desk", "corner"])
    assert refused.value.refusal == "two_options"
    with pytest.raises(CannotBeChosen, match="nothing to choose"):
        chosen_in(small, ["desk"])
    with pytest.raises(CannotBeChosen, match="no harder way"):
        chosen_in(small, [], "hard")
    assert chosen_in(meeting, [], "hard") == ()


def test_each_speaker_in_a_row_is_heard_apart(small: Scenario) -> None:
    table = replace(small, voices=(Voice("Kit", "himself", 8), Voice("Uncle Jo", "uncle", 40)))
    bubbles = ("Sit.", "Kit: (sits)", "Kit: Why?", "So: nothing.", "Uncle Jo: Kit: that is enough.")
    assert by_speaker(table, bubbles) == (
        Speech("Ann Dole", ("Sit.",)),
        Speech("Kit", ("(sits)", "Why?")),
        Speech("Ann Dole", ("So: nothing.",)),
        Speech("Uncle Jo", ("Kit: that is enough.",)),
    )


def test_a_parent_alone_keeps_every_word(small: Scenario) -> None:
    assert by_speaker(small, ("Kit: he said.", "So.")) == (Speech("Ann Dole", ("Kit: he said.", "So.")),)
