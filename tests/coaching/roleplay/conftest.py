"""A parent with just enough to say, so that each promise of the engine can be seen by itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from bot.coaching.codebook import ScoredReply
from bot.coaching.roleplay.dynamics import Dynamics
from bot.coaching.roleplay.line import ENDS, Answers, Line, Phase, When
from bot.coaching.roleplay.rehearsal import scored
from bot.coaching.roleplay.scenario import Hidden, Parent, Probe, Scenario, Start, Teacher
from bot.coaching.roleplay.state import ParentState
from bot.coaching.roleplay.talk import answer, begin
from bot.library.dynamics import read_dynamics

KNOWLEDGE = Path(__file__).parents[3] / "bot" / "knowledge"

Said = Callable[..., tuple[ParentState, tuple[str, ...]]]


def _line(id: str, *phases: Phase, **more: Any) -> Line:
    fields: dict[str, Any] = {"id": id, "says": (f"({id})",), "calls_for": ("two_way", "empathy"), "phases": phases}
    return Line(**{**fields, **more})


def _lines() -> list[Line]:
    lines = [_line(f"open_{n}", opens=True) for n in range(2)]
    lines += [_line(f"{end}_{n}", closes=end, calls_for=()) for end in ENDS for n in range(2)]
    counts: dict[Phase, int] = {"opening": 3, "venting": 12, "exploring": 14, "deciding": 12, "closing": 4}
    lines += [_line(f"{phase}_{n}", phase) for phase, count in counts.items() for n in range(count)]
    lines += [
        _line("probe_name", "venting", "exploring", probe="name", calls_for=("boundaries",), tempts="disclose_other"),
        _line("probe_calm", "exploring", probe="calm", when=When(heat_at_most=4)),
        _line("probe_plan", "exploring", "deciding", probe="plan"),
        _line("react_insult", "venting", "exploring", answers=Answers(moves=("retaliate",))),
        _line("react_sorry", "venting", "exploring", answers=Answers(moves=("admit_mistake",))),
        _line("sleep_wary", "exploring", answers=Answers(topics=("sleep_food",)), when=When(trust_at_most=4)),
        _line(
            "sleep_open", "exploring", "deciding", answers=Answers(topics=("sleep_food",)), when=When(trust_at_least=5)
        ),
        _line("friends", "exploring", answers=Answers(topics=("friends",))),
        _line("tell_job", "exploring", "deciding", tells=("job",)),
        _line("tell_debt", "exploring", "deciding", tells=("debt",)),
        _line("tell_shame", "exploring", "deciding", tells=("shame",), when=When(trust_at_least=7)),
        _line("tell_move", "venting", "exploring", tells=("move",), answers=Answers(topics=("history",))),
    ]
    return lines


@pytest.fixture(scope="session")
def small() -> Scenario:
    return Scenario(
        id="small",
        title="A small scenario",
        subject="Somebody is angry.",
        theme="trust_and_anger",
        level=2,
        minutes=10,
        sources=("L",),
        strategies=("stay_calm", "admit_mistakes", "solve_together"),
        teacher=Teacher("Ms Reed", "class teacher"),
        parent=Parent("Ann Dole", "mother", "Kit", 8, "plain"),
        briefing=("One.", "Two."),
        goals=("One.", "Two."),
        start=Start(heat=7, trust=3),
        worries=(Hidden("job", "lost a job", 1), Hidden("debt", "is in debt", 2), Hidden("shame", "is ashamed", 3)),
        facts=(Hidden("move", "they moved", 1),),
        probes=(
            Probe("name", "asks for a name", 3),
            Probe("calm", "when calm", 5),
            Probe("plan", "asks for a plan", 8),
        ),
        lines=tuple(_lines()),
    )


@pytest.fixture(scope="session")
def dynamics() -> Dynamics:
    return read_dynamics(KNOWLEDGE)


@pytest.fixture
def said(small: Scenario, dynamics: Dynamics) -> Said:
    """Answers a reply to a parent in a given state: `said(2, 3, None, ["validate"], heat=8)`."""

    def said(
        two_way: int,
        empathy: int,
        boundaries: int | None = None,
        moves: tuple[str, ...] | list[str] = (),
        topics: tuple[str, ...] | list[str] = (),
        reply: ScoredReply | None = None,
        **state: object,
    ) -> tuple[ParentState, tuple[str, ...]]:
        parent = replace(begin(small, dynamics, seed=1), **state)
        return answer(small, dynamics, parent, reply or scored(two_way, empathy, boundaries, moves, topics), "…")

    return said
