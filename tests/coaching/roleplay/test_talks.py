"""Whole talks, in every scenario there is: what holds whatever is said, and that each end is earned."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.coaching.codebook import MOVES, ScoredReply
from bot.coaching.roleplay.conditions import probes_met, worries_told
from bot.coaching.roleplay.line import ENDS
from bot.coaching.roleplay.rehearsal import MANNERS, Rehearsal, rehearse, scored
from bot.coaching.roleplay.scenario import Scenario
from bot.coaching.roleplay.state import ParentState
from bot.coaching.roleplay.talk import answer, begin
from bot.library.dynamics import read_dynamics
from bot.library.scenarios import read_scenarios

KNOWLEDGE = Path(__file__).parents[3] / "bot" / "knowledge"
DYNAMICS = read_dynamics(KNOWLEDGE)
SCENARIOS = read_scenarios(KNOWLEDGE)
SEEDS = 40
LONGEST = 25

every_scenario = pytest.mark.parametrize("scenario", SCENARIOS.values(), ids=SCENARIOS)

replies = st.builds(
    scored,
    st.integers(0, 3),
    st.integers(0, 3),
    st.none() | st.integers(0, 3),
    st.lists(st.sampled_from(sorted(MOVES)), max_size=4),
    st.lists(st.sampled_from(["sleep_food", "friends", "history", "wishes", "work_money"]), max_size=2),
)


@cache
def talks(id: str, manner: str) -> tuple[Rehearsal, ...]:
    return tuple(rehearse(SCENARIOS[id], DYNAMICS, MANNERS[manner], seed) for seed in range(SEEDS))


def share(scenario: Scenario, manner: str, *ends: str) -> float:
    played = talks(scenario.id, manner)
    return sum(talk.last.ended in ends for talk in played) / len(played)


def course(scenario: Scenario, given: Sequence[ScoredReply], seed: int) -> list[ParentState]:
    """The parent at the start and after each reply, until the talk or the replies end."""
    states = [begin(scenario, DYNAMICS, seed)]
    for reply in given:
        if states[-1].ended is not None:
            break
        states.append(answer(scenario, DYNAMICS, states[-1], reply, "…")[0])
    return states


@every_scenario
@settings(deadline=None, max_examples=30)
@given(given=st.lists(replies, min_size=LONGEST, max_size=LONGEST), seed=st.integers(0, 2**31))
def test_whatever_is_said_the_talk_keeps_its_rules(scenario: Scenario, given: list[ScoredReply], seed: int) -> None:
    states = course(scenario, given, seed)
    last = states[-1]
    assert last.ended is not None
    assert last.turn <= LONGEST
    assert all(0 <= state.heat <= 10 and 0 <= state.trust <= 10 for state in states)
    assert len(set(last.said)) == len(last.said)
    assert len(set(last.told)) == len(last.told)
    assert scenario.line(last.line).closes == last.ended
    for probe in scenario.probes:
        if last.turn > probe.from_turn + DYNAMICS.choice.patience + len(scenario.probes):
            assert probe.id in probes_met(scenario, last)
    if last.ended == "agreement":
        assert len(probes_met(scenario, last)) == 3
        assert last.memory.agreed
        assert worries_told(scenario, last) >= 60


@every_scenario
@settings(deadline=None, max_examples=15)
@given(given=st.lists(replies, min_size=3, max_size=LONGEST), seed=st.integers(0, 2**31))
def test_the_same_script_gives_the_same_talk(scenario: Scenario, given: list[ScoredReply], seed: int) -> None:
    assert course(scenario, given, seed) == course(scenario, given, seed)


@every_scenario
@settings(deadline=None, max_examples=15)
@given(given=st.lists(replies, min_size=3, max_size=LONGEST), seed=st.integers(0, 2**31))
def test_a_talk_that_was_put_away_goes_on_as_if_it_had_not_been(
    scenario: Scenario, given: list[ScoredReply], seed: int
) -> None:
    states = course(scenario, given, seed)
    for before, after, reply in zip(states, states[1:], given, strict=False):
        kept = msgspec.json.decode(msgspec.json.encode(before), type=ParentState)
        assert answer(scenario, DYNAMICS, kept, reply, "…")[0] == after


@every_scenario
def test_a_skilled_teacher_gets_somewhere(scenario: Scenario) -> None:
    assert share(scenario, "skilled", "agreement", "appointment") >= 0.9
    assert share(scenario, "skilled", "agreement") >= 0.8
    turns = [talk.last.turn for talk in talks(scenario.id, "skilled")]
    assert min(turns) >= 8
    assert max(turns) <= LONGEST
    assert 10 <= statistics.median(turns) <= 16


@every_scenario
@pytest.mark.parametrize("manner", ["blamer", "defender", "monosyllabic", "insulting"])
def test_nobody_agrees_with_a_teacher_who_does_not_listen(scenario: Scenario, manner: str) -> None:
    assert share(scenario, manner, "walkout", "stalled") >= 0.85
    assert share(scenario, manner, "agreement") == 0


@every_scenario
def test_saying_yes_to_everything_is_never_rewarded_with_an_agreement(scenario: Scenario) -> None:
    assert share(scenario, "boundless", "agreement") <= 0.05


@every_scenario
def test_a_teacher_who_learns_on_the_way_is_forgiven(scenario: Scenario) -> None:
    assert share(scenario, "improving", "agreement", "appointment") >= 0.8


@every_scenario
def test_all_four_ends_can_be_reached(scenario: Scenario) -> None:
    reached = {talk.last.ended for manner in MANNERS for talk in talks(scenario.id, manner)}
    assert reached == set(ENDS)


@every_scenario
def test_every_talk_that_lasts_meets_the_three_probes(scenario: Scenario) -> None:
    due = max(probe.from_turn for probe in scenario.probes) + DYNAMICS.choice.patience + 1
    for manner in MANNERS:
        for talk in talks(scenario.id, manner):
            if talk.last.turn > due:
                assert len(probes_met(scenario, talk.last)) == 3, manner


@every_scenario
def test_nearly_all_that_was_written_is_said_some_day(scenario: Scenario) -> None:
    said = Counter(id for manner in MANNERS for talk in talks(scenario.id, manner) for id in talk.last.said)
    unsaid = [line.id for line in scenario.lines if line.id not in said]
    assert len(unsaid) <= len(scenario.lines) // 10, unsaid


@every_scenario
def test_two_talks_are_two_conversations(scenario: Scenario) -> None:
    warm, cold = talks(scenario.id, "skilled")[0].last.said, talks(scenario.id, "cold")[0].last.said
    assert len(set(warm) & set(cold)) <= len(cold) * 2 // 3
    other = talks(scenario.id, "skilled")[1].last.said
    assert warm != other
