"""A parent takes up what is proposed, remembers what was said, and repeats what was really agreed."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from bot.coaching.codebook import Proposal, ScoredReply
from bot.coaching.roleplay.addressed import addressed
from bot.coaching.roleplay.dynamics import Dynamics
from bot.coaching.roleplay.line import Answers, Line, When
from bot.coaching.roleplay.rehearsal import scored
from bot.coaching.roleplay.scenario import Arrangement, Diary, Harder, Option, Scenario, Start, Temper, Voice
from bot.coaching.roleplay.state import Memory, ParentState
from bot.coaching.roleplay.talk import answer, begin, spoken_by

EVERYWHERE = ("opening", "venting", "exploring", "deciding")
CALM: dict[str, Any] = {"phase": "exploring", "heat": 3, "turn": 1, "trust": 6}
FRIDAY = Proposal("step", "I'll ring you on Friday", "you'll ring me on Friday", "Friday", "friday", None)


def extra(id: str, *says: str, **more: Any) -> Line:
    fields: dict[str, Any] = {"phases": EVERYWHERE, "calls_for": ("two_way",), **more}
    return Line(id, says, **fields)


@pytest.fixture(scope="session")
def busy(small: Scenario) -> Scenario:
    """A parent with a diary, a memory, and an answer to proposals."""
    lines = [
        extra(f"{kind}_{verdict}", f"({kind} {verdict})", answers=Answers(proposal=kind, verdict=verdict))
        for kind in ("meeting", "step", "apology")
        for verdict in ("accept", "bargain", "refuse")
    ]
    lines += [
        extra("step_said_back", "So {what}. I can live with that.", answers=Answers(proposal="step", verdict="accept")),
        extra("friends_again", "You asked me that.", answers=Answers(again=True)),
        extra("told_to_calm_down", "You told me to calm down.", when=When(remembers=("hushes",))),
        extra("at_the_desk", "That desk.", when=When(chosen=("desk",))),
        Line("agreed", ("(nods) {agreed}. Right.",), closes="agreement"),
    ]
    return replace(
        small,
        lines=(*small.lines, *lines),
        diary=Diary(("monday", "friday"), "14:00", "17:00"),
        hard=Harder("She comes from the head.", Start(9, 1), Temper(heats=150)),
        arrangements=(
            Arrangement("seat", "Where do you sit?", "B", (
                Option("table", "At the table", "Nothing stood between you."),
                Option("desk", "Behind your desk", "The desk stood between you.", heat=1, trust=-1),
            )),
        ),
    )  # fmt: skip


def reply(*proposals: Proposal, moves: tuple[str, ...] = ("agree_next_step",), **more: Any) -> ScoredReply:
    return replace(scored(2, 2, None, moves), proposals=proposals, **more)


def after(busy: Scenario, dynamics: Dynamics, given: ScoredReply, **state: Any) -> tuple[ParentState, tuple[str, ...]]:
    return answer(busy, dynamics, replace(begin(busy, dynamics, 1), **{**CALM, **state}), given, "…")


def test_a_step_is_accepted_in_the_parents_own_words(busy: Scenario, dynamics: Dynamics) -> None:
    lines = {after(busy, dynamics, reply(FRIDAY), seed=seed)[1] for seed in range(20)}
    assert ("So you'll ring me on Friday. I can live with that.",) in lines
    assert lines <= {("So you'll ring me on Friday. I can live with that.",), ("(step accept)",)}


def test_a_step_that_cannot_be_turned_round_is_never_said_back(busy: Scenario, dynamics: Dynamics) -> None:
    unclear = Proposal("step", "something about Friday")
    for seed in range(20):
        assert after(busy, dynamics, reply(unclear), seed=seed)[1] == ("(step accept)",)


@pytest.mark.parametrize(("trust", "verdict"), [(6, "accept"), (3, "bargain"), (1, "refuse")])
def test_the_less_trust_there_is_the_less_a_step_is_welcome(
    busy: Scenario, dynamics: Dynamics, trust: int, verdict: str
) -> None:
    given = replace(reply(Proposal("step", "a first step"), moves=("offer_help",)), scores=scored(1, 1, None).scores)
    assert after(busy, dynamics, given, trust=trust)[0].line == f"step_{verdict}"


@pytest.mark.parametrize(
    ("day", "minute", "verdict"),
    [("friday", 960, "accept"), ("tuesday", 960, "bargain"), ("friday", 540, "bargain"), (None, None, "accept")],
)
def test_a_meeting_must_fit_the_parents_diary(
    busy: Scenario, dynamics: Dynamics, day: Any, minute: int | None, verdict: str
) -> None:
    meeting = Proposal("meeting", "then", None, "then", day, minute)
    assert after(busy, dynamics, reply(meeting, moves=("new_appointment",)))[0].line == f"meeting_{verdict}"


@pytest.mark.parametrize("days", [("tuesday", "friday"), ("friday", "tuesday")])
def test_of_two_times_the_parent_takes_the_one_that_suits(busy: Scenario, dynamics: Dynamics, days: Any) -> None:
    meetings = [Proposal("meeting", "then?", f"we talk on {day.title()}", day.title(), day, 960) for day in days]
    state, _ = after(busy, dynamics, reply(*meetings, moves=("new_appointment",)), phase="deciding")
    assert "meeting_accept" in state.said
    assert (state.memory.when, state.memory.meeting) == ("Friday", "we talk on Friday")


def test_an_apology_that_shows_no_feeling_is_not_enough(busy: Scenario, dynamics: Dynamics) -> None:
    sorry = Proposal("apology", "we should have rung")
    warm = reply(sorry, moves=("admit_mistake",))
    cool = replace(warm, scores=scored(1, 1, None).scores)
    assert after(busy, dynamics, warm)[0].line in ("apology_accept", "react_sorry")
    assert after(busy, dynamics, cool)[0].line in ("apology_bargain", "react_sorry")


def test_the_same_question_again_gets_another_answer(busy: Scenario, dynamics: Dynamics) -> None:
    question = scored(2, 1, None, ["open_question"], ["friends"])
    first, _ = after(busy, dynamics, question)
    assert first.line == "friends"
    second, _ = answer(busy, dynamics, first, question, "Who are his friends?")
    assert "friends_again" in second.said[len(first.said) :]


def test_being_told_to_calm_down_is_remembered(busy: Scenario, dynamics: Dynamics) -> None:
    hushed, _ = after(busy, dynamics, replace(scored(0, 0, None), remarks=("hushes",)))
    assert hushed.memory.hushes == 1
    again, _ = answer(busy, dynamics, hushed, replace(scored(0, 0, None), remarks=("hushes",)), "Calm down!")
    assert again.heat >= hushed.heat + 1
    calm = {after(busy, dynamics, scored(1, 1, None), seed=seed)[0].line for seed in range(60)}
    assert "told_to_calm_down" not in calm


def test_a_secret_that_is_passed_on_after_all_costs_more_than_an_honest_no(busy: Scenario, dynamics: Dynamics) -> None:
    passes_on = replace(scored(1, 2, 2, ["child_first"]), remarks=("passes_it_on",))
    honest, _ = after(busy, dynamics, passes_on)
    broken, _ = after(busy, dynamics, passes_on, memory=Memory(secrets=1))
    assert broken.trust < honest.trust
    assert (honest.memory.broken_promises, broken.memory.broken_promises) == (0, 1)


def test_an_agreement_repeats_what_was_agreed(busy: Scenario, dynamics: Dynamics) -> None:
    ready = Memory(
        agreed=("we look at it together",),
        steps=("you'll ring me on Friday",),
        meeting="we talk again on Monday at four",
    )
    told, probes = ("job", "debt", "shame", "move"), ("probe_name", "probe_calm", "probe_plan")
    state, bubbles = after(
        busy, dynamics, scored(2, 3, None, ["appreciate"]), phase="closing", heat=1, trust=8, turn=12,
        memory=ready, told=told, said=("open_0", *probes),
    )  # fmt: skip
    assert state.ended == "agreement"
    assert bubbles == ("(nods) You'll ring me on Friday and we talk again on Monday at four. Right.",)


def test_a_time_at_which_the_parent_cannot_come_is_not_what_was_agreed(busy: Scenario, dynamics: Dynamics) -> None:
    tuesday = Proposal("meeting", "Tuesday?", "we talk on Tuesday", "Tuesday", "tuesday", None)
    state, _ = after(busy, dynamics, reply(tuesday, moves=("new_appointment",)), phase="deciding")
    assert state.memory.meeting is None
    assert state.memory.when is None


def test_what_is_chosen_before_the_meeting_has_its_consequences(busy: Scenario, dynamics: Dynamics) -> None:
    plain, desk = begin(busy, dynamics, 1), begin(busy, dynamics, 1, chosen=("desk",))
    assert (desk.heat, desk.trust) == (plain.heat + 1, plain.trust - 1)
    lines = {
        after(busy, dynamics, scored(1, 1, None), seed=seed, chosen=chosen)[0].line
        for seed in range(80)
        for chosen in [("desk",)]
    }
    assert "at_the_desk" in lines
    with pytest.raises(KeyError):
        begin(busy, dynamics, 1, chosen=("sofa",))


def test_the_harder_way_begins_hotter_and_heats_faster(busy: Scenario, dynamics: Dynamics) -> None:
    usual, hard = begin(busy, dynamics, 1), begin(busy, dynamics, 1, "hard")
    assert (hard.heat, hard.trust) == (9, 1)
    assert hard.heat > usual.heat
    assert busy.temper_of("hard").heats == 150


def test_what_the_parent_said_can_be_shown_again_with_its_places_filled(busy: Scenario, dynamics: Dynamics) -> None:
    for seed in range(20):
        state, bubbles = after(busy, dynamics, reply(FRIDAY), seed=seed)
        assert spoken_by(busy, state) == bubbles


@pytest.mark.parametrize(
    ("reply", "whom"),
    [
        ("Elif, what would you like?", "Elif"),
        ("That is a lot. What do you say, elif?", "Elif"),
        ("And Elif, is that so? Mrs Dole, you too?", "Ann Dole"),
        ("Ann, how do you see it?", "Ann Dole"),
        ("What would Elif like?", None),
        ("I hear you.", None),
    ],
)
def test_a_reply_can_turn_to_the_student(busy: Scenario, reply: str, whom: str | None) -> None:
    assert addressed(replace(busy, voices=(Voice("Elif", "herself", 15),)), reply) == whom


def test_who_is_spoken_to_answers(busy: Scenario, dynamics: Dynamics) -> None:
    three = replace(
        busy,
        voices=(Voice("Elif", "herself", 15),),
        lines=(*busy.lines, *(extra(f"elif_{n}", f"Elif: I know that. {n}") for n in range(3))),
    )
    start = replace(begin(three, dynamics, 1), **CALM)
    for seed in range(20):
        _, bubbles = answer(three, dynamics, replace(start, seed=seed), scored(1, 1, None), "Elif, what do you think?")
        assert bubbles[0].startswith("Elif:")
        _, bubbles = answer(three, dynamics, replace(start, seed=seed), scored(1, 1, None), "Mrs Dole, and you?")
        assert not bubbles[0].startswith("Elif:")
