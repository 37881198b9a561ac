"""What can be practised."""

from __future__ import annotations

from collections.abc import Iterable

from litestar import get
from litestar.datastructures import State as AppState

from bot.coaching.feedback.coach import Coach
from bot.coaching.roleplay.scenario import Arrangement, Scenario
from bot.web.problems import documented
from bot.web.shapes import ArrangementCard, HarderCard, OptionCard, ParentCard, ScenarioCard, TeacherCard, VoiceCard


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


def cards_of(scenarios: Iterable[Scenario], coach: Coach) -> list[ScenarioCard]:
    """The scenarios as one chooses them, gentle ones first."""
    ordered = sorted(scenarios, key=lambda scenario: (scenario.level, scenario.title))
    return [_card(scenario, coach) for scenario in ordered]


def _card(scenario: Scenario, coach: Coach) -> ScenarioCard:
    parent, teacher = scenario.parent, scenario.teacher
    return ScenarioCard(
        id=scenario.id,
        title=scenario.title,
        subject=scenario.subject,
        level=scenario.level,
        minutes=scenario.minutes,
        strategies=[coach.strategies[id].name for id in scenario.strategies],
        goals=list(scenario.goals),
        briefing=list(scenario.briefing),
        teacher=TeacherCard(teacher.name, teacher.role),
        parent=ParentCard(parent.name, parent.relation, parent.child, parent.age),
        content_note=scenario.content_note,
        voices=[VoiceCard(voice.name, voice.relation, voice.age) for voice in scenario.voices],
        arrangements=[_arrangement(each, coach) for each in scenario.arrangements],
        hard=HarderCard(scenario.hard.about) if scenario.hard else None,
    )


def _arrangement(arrangement: Arrangement, coach: Coach) -> ArrangementCard:
    """What can be chosen. What comes of it is for the look back."""
    return ArrangementCard(
        id=arrangement.id,
        asks=arrangement.asks,
        options=[OptionCard(option.id, option.label) for option in arrangement.options],
        citation=coach.sources[arrangement.source].citation,
    )
