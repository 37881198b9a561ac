"""How a parent takes what is said to them, whoever they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.coaching.roleplay.state import Memory, ParentState

Said = Callable[..., tuple[ParentState, tuple[str, ...]]]

many = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
WARM: dict[str, Any] = {"two_way": 3, "empathy": 3, "moves": ["validate", "open_question"]}
TRUST = st.integers(0, 10)


@many
@given(heat=st.integers(3, 10), trust=TRUST)
def test_a_warm_reply_cools(said: Said, heat: int, trust: int) -> None:
    after, _ = said(**WARM, heat=heat, trust=trust)
    assert after.heat < heat
    assert after.trust >= trust


@many
@given(heat=st.integers(0, 9), trust=st.integers(1, 10))
def test_an_insult_heats_and_costs_trust(said: Said, heat: int, trust: int) -> None:
    after, _ = said(0, 0, 0, ["retaliate"], heat=heat, trust=trust)
    assert after.heat > heat
    assert after.trust < trust


@many
@given(heat=st.integers(5, 10), trust=TRUST)
def test_a_mistake_admitted_cools_more_than_general_kindness(said: Said, heat: int, trust: int) -> None:
    kind, _ = said(1, 2, None, ["appreciate"], heat=heat, trust=trust)
    honest, _ = said(1, 2, None, ["admit_mistake"], heat=heat, trust=trust)
    assert honest.heat < kind.heat < heat


@many
@given(heat=st.integers(5, 9), trust=TRUST)
def test_defending_blaming_and_calm_down_heat(said: Said, heat: int, trust: int) -> None:
    for move in ("defend", "blame", "dismiss", "lecture"):
        empathy = 1 if move == "lecture" else 0
        after, _ = said(0, empathy, None, [move], heat=heat, trust=trust)
        assert after.heat > heat, move


@many
@given(heat=st.integers(3, 10), trust=st.integers(0, 8))
def test_a_calm_limit_with_care_restores(said: Said, heat: int, trust: int) -> None:
    after, _ = said(1, 2, 3, ["set_limit", "new_appointment"], heat=heat, trust=trust)
    assert after.heat < heat
    assert after.trust > trust


@many
@given(heat=st.integers(1, 10), trust=st.integers(1, 10))
def test_giving_in_buys_quiet_but_not_trust(said: Said, heat: int, trust: int) -> None:
    after, _ = said(1, 2, 0, ["give_in"], heat=heat, trust=trust)
    assert after.heat < heat
    assert after.trust < trust


@many
@given(heat=st.integers(0, 10), trust=st.integers(1, 10))
def test_being_told_what_to_do_costs_trust(said: Said, heat: int, trust: int) -> None:
    after, _ = said(0, 1, None, ["instruct"], heat=heat, trust=trust, memory=Memory(flat=1))
    assert after.trust < trust


@many
@given(heat=st.integers(0, 10), trust=st.integers(0, 7))
def test_honesty_about_limits_is_trusted(said: Said, heat: int, trust: int) -> None:
    after, _ = said(1, 2, 2, ["state_possible"], heat=heat, trust=trust)
    assert after.trust > trust


def test_one_good_sentence_does_not_melt_a_furious_parent(said: Said) -> None:
    after, _ = said(3, 3, 3, ["admit_mistake", "validate", "open_question", "set_limit"], heat=9, trust=2)
    assert after.heat >= 7
    assert after.trust <= 3


def test_one_slip_does_not_ruin_a_good_talk(said: Said) -> None:
    trusting, _ = said(0, 0, None, ["defend"], heat=2, trust=8)
    wary, _ = said(0, 0, None, ["defend"], heat=2, trust=3)
    assert trusting.trust >= 6
    assert wary.trust == 0
    assert trusting.heat <= 3


@pytest.mark.parametrize(
    ("moves", "memory"),
    [(["dismiss"], Memory(dismissals=3)), (["over_promise"], Memory(promises=1)), (["give_in"], Memory(surrenders=1))],
)
def test_what_is_repeated_weighs_more(said: Said, moves: list[str], memory: Memory) -> None:
    empathy = 0 if moves == ["dismiss"] else 2
    first, _ = said(1, empathy, 0, moves, heat=4, trust=9)
    again, _ = said(1, empathy, 0, moves, heat=4, trust=9, memory=memory)
    assert again.trust < first.trust or again.heat > first.heat


def test_the_parent_remembers_what_was_agreed_in_the_teachers_words(said: Said) -> None:
    after, _ = said(3, 2, None, ["agree_next_step"], phase="deciding", heat=2, trust=7, turn=8)
    assert after.memory.agreed == ("…",)


def test_a_furious_parent_agrees_to_nothing(said: Said) -> None:
    after, _ = said(3, 2, None, ["agree_next_step", "share_decision"], phase="venting", heat=9, trust=5, turn=4)
    assert after.memory.agreed == ()


def test_flat_replies_are_counted_in_a_row(said: Said) -> None:
    flat, _ = said(1, 1, heat=4, memory=Memory(flat=2))
    assert flat.memory.flat == 3
    warm, _ = said(**WARM, heat=4, memory=Memory(flat=2))
    assert warm.memory.flat == 0


def test_this_line_can_make_an_answer_weigh_more(small: Any, dynamics: Any) -> None:
    from msgspec.structs import replace

    from bot.coaching.roleplay.line import Effect
    from bot.coaching.roleplay.rehearsal import scored
    from bot.coaching.roleplay.talk import answer, begin

    sore = [
        replace(line, effects=(Effect(moves=("defend",), heat=1, trust=-1),)) if line.opens else line
        for line in small.lines
    ]
    reply = scored(1, 1, None, ["defend"])
    usual, _ = answer(small, dynamics, begin(small, dynamics, 1), reply, "…")
    hurt, _ = answer(replace(small, lines=tuple(sore)), dynamics, begin(small, dynamics, 1), reply, "…")
    assert (hurt.heat, hurt.trust) == (usual.heat + 1, usual.trust - 1)


def test_a_temper_scales_what_a_reply_does(small: Any, dynamics: Any) -> None:
    from msgspec.structs import replace

    from bot.coaching.roleplay.rehearsal import scored
    from bot.coaching.roleplay.scenario import Start, Temper
    from bot.coaching.roleplay.talk import answer, begin

    reply = scored(0, 1, None, ["lecture"])
    calm = replace(small, start=Start(heat=5, trust=5))
    quick = replace(calm, temper=Temper(heats=200))
    usual, _ = answer(calm, dynamics, begin(calm, dynamics, 1), reply, "…")
    heated, _ = answer(quick, dynamics, begin(quick, dynamics, 1), reply, "…")
    assert heated.heat > usual.heat > 5
