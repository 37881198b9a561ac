"""The judge of the fault tests finds what it is there to find."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from benchmarks.faults.judge import Event, Verdict, compare_with_undisturbed, hold_against, look_into_tracker
from benchmarks.faults.ledger import Said, Talk, marked
from bot.coaching.play import Play
from bot.coaching.roleplay.voices import by_speaker
from bot.library.knowledge import read_knowledge

WORDS = ("I'm sorry, we should have rung you.", "What did he tell you?", "What would help him now?")


@pytest.fixture(scope="module")
def play() -> Play:
    return read_knowledge().plays()["angry_parent"]


@pytest.fixture
def talk(play: Play) -> Talk:
    """Three replies, answered as the parent would."""
    talk, state = Talk(1, 1, "angry_parent", 5, "s", "t", {}), play.open(5)
    for number, words in enumerate(WORDS, 1):
        turn = play.answer(state, marked(words, 1, 1, number))
        state = turn.state
        speeches = by_speaker(play.scenario, turn.answer)
        answer = {
            "reply": turn.reply,
            "client_id": f"c{number}",
            "turn": number,
            "state": {"heat": state.heat, "trust": state.trust, "phase": state.phase},
            "ended": state.ended,
            "messages": [{"speaker": "parent", "bubbles": list(speech.bubbles)} for speech in speeches],
        }
        talk.acknowledged(Said(f"c{number}", turn.reply, answer, float(number), 1))
    return talk


def kept_of(talk: Talk) -> dict[str, Any]:
    """What the product keeps when all is well."""
    turns = [{key: value for key, value in said.answer.items() if key != "messages"} for said in talk.said]
    return deepcopy({"turns": turns, "messages": [one for said in talk.said for one in said.answer["messages"]]})


def events_of(talk: Talk) -> list[dict[str, Any]]:
    """What Rasa keeps when all is well."""
    found: list[dict[str, Any]] = []
    for said in talk.said:
        value = {"state": said.answer["state"] | {"turn": said.turn}}
        found += [
            {"event": "action", "name": "action_listen"},
            {"event": "user", "text": said.text, "metadata": {"reply": said.text}},
            {"event": "action", "name": "action_teacher_reply"},
            {"event": "slot", "name": "role_play", "value": value},
        ]
    return [*found, {"event": "action", "name": "action_listen"}]


def found_in(talk: Talk, kept: dict[str, Any]) -> dict[str, int]:
    verdict = Verdict()
    hold_against(talk, kept, verdict)
    return {name: len(getattr(verdict, name)) for name in ("lost", "doubled", "mixed", "damaged")}


def test_a_talk_that_is_kept_as_it_was_is_clean(talk: Talk, play: Play) -> None:
    verdict = Verdict()
    hold_against(talk, kept_of(talk), verdict)
    compare_with_undisturbed(talk, play, verdict)
    look_into_tracker(talk, list(events_of(talk)), verdict)
    assert verdict.lines() == []
    assert verdict.behind == 0


def lose(kept: dict[str, Any]) -> None:
    del kept["turns"][1]


def double(kept: dict[str, Any]) -> None:
    kept["turns"].append(kept["turns"][1] | {"turn": 4, "client_id": "another"})


def swap(kept: dict[str, Any]) -> None:
    kept["turns"][1], kept["turns"][2] = kept["turns"][2], kept["turns"][1]


def mix_up(kept: dict[str, Any]) -> None:
    kept["messages"].append({"speaker": "teacher", "text": marked("Somebody else's words.", 2, 1, 1)})


def answer_otherwise(kept: dict[str, Any]) -> None:
    kept["turns"][1]["state"] = kept["turns"][1]["state"] | {"heat": 11}


@pytest.mark.parametrize(
    ("harm", "kind"),
    [(lose, "lost"), (double, "doubled"), (swap, "mixed"), (mix_up, "mixed"), (answer_otherwise, "damaged")],
)
def test_whatever_is_wrong_with_what_is_kept_is_found(
    talk: Talk, harm: Callable[[dict[str, Any]], None], kind: str
) -> None:
    kept = kept_of(talk)
    harm(kept)
    assert found_in(talk, kept)[kind] >= 1


def test_an_answer_as_if_something_else_had_gone_before_is_found(talk: Talk, play: Play) -> None:
    del talk.said[0]
    verdict = Verdict()
    compare_with_undisturbed(talk, play, verdict)
    assert len(verdict.damaged) == 1


def test_rasas_own_record_may_lag_behind_but_not_disagree(talk: Talk) -> None:
    behind, in_the_middle, swapped, foreign = (events_of(talk) for _ in range(4))
    del behind[8:]
    in_the_middle.insert(2, in_the_middle[1])
    swapped[1], swapped[5] = swapped[5], swapped[1]
    foreign[1] = {"event": "user", "text": marked("Mine.", 7, 1, 1)}
    for events, expected in (
        (behind, (1, 0, 0)),
        (in_the_middle, (0, 1, 0)),
        (swapped, (0, 0, 1)),
        (foreign, (0, 0, 1)),
    ):
        verdict = Verdict()
        as_events: list[Event] = list(events)
        look_into_tracker(talk, as_events, verdict)
        assert (verdict.behind, len(verdict.damaged), len(verdict.mixed)) == expected
