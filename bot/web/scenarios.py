"""What can be practised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from litestar import get
from litestar.datastructures import State as AppState

from bot.coaching.feedback.strategy import Strategy
from bot.coaching.roleplay.scenario import Scenario
from bot.web.problems import documented
from bot.web.shapes import ParentCard, ScenarioCard, TeacherCard


@get(
    "/api/scenarios",
    summary="List the scenarios",
    responses=documented(),
    operation_id="scenarios",
    sync_to_thread=False,
)
def list_scenarios(state: AppState) -> list[ScenarioCard]:
    """The scenarios, gentle ones first. What the parent keeps back is not among it."""
    cards: list[ScenarioCard] = state.cards
    return cards


def cards_of(scenarios: Iterable[Scenario], strategies: Mapping[str, Strategy]) -> list[ScenarioCard]:
    """The scenarios as one chooses them, gentle ones first."""
    ordered = sorted(scenarios, key=lambda scenario: (scenario.level, scenario.title))
    return [_card(scenario, strategies) for scenario in ordered]


def _card(scenario: Scenario, strategies: Mapping[str, Strategy]) -> ScenarioCard:
    parent, teacher = scenario.parent, scenario.teacher
    return ScenarioCard(
        id=scenario.id,
        title=scenario.title,
        subject=scenario.subject,
        level=scenario.level,
        minutes=scenario.minutes,
        strategies=[strategies[id].name for id in scenario.strategies],
        goals=list(scenario.goals),
        briefing=list(scenario.briefing),
        teacher=TeacherCard(teacher.name, teacher.role),
        parent=ParentCard(parent.name, parent.relation, parent.child, parent.age),
        content_note=scenario.content_note,
    )
