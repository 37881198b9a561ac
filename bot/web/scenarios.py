"""What can be practised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from litestar import get
from litestar.datastructures import State as AppState

from bot.coaching.feedback.coach import Coach
from bot.coaching.roleplay.scenario import Arrangement, Scenario
from bot.coaching.roleplay.theme import Theme
from bot.web.problems import documented
from bot.web.scenario_cards import (
    ArrangementCard,
    HarderCard,
    OptionCard,
    ParentCard,
    ScenarioCard,
    StartCard,
    StrategyCard,
    TeacherCard,
    ThemeCard,
    VoiceCard,
)


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


def cards_of(scenarios: Iterable[Scenario], coach: Coach, themes: Mapping[str, Theme]) -> list[ScenarioCard]:
    """The scenarios as one chooses them, gentle ones first. Raises KeyError for a theme that is not among `themes`."""
    ordered = sorted(scenarios, key=lambda scenario: (scenario.level, scenario.title))
    return [_card(scenario, coach, themes) for scenario in ordered]


def _card(scenario: Scenario, coach: Coach, themes: Mapping[str, Theme]) -> ScenarioCard:
    parent, teacher = scenario.parent, scenario.teacher
    return ScenarioCard(
        id=scenario.id,
        title=scenario.title,
        subject=scenario.subject,
        theme=ThemeCard(scenario.theme, themes[scenario.theme].name),
        level=scenario.level,
        minutes=scenario.minutes,
        strategies=[_strategy(id, coach) for id in scenario.strategies],
        goals=list(scenario.goals),
        briefing=list(scenario.briefing),
        teacher=TeacherCard(teacher.name, teacher.role),
        parent=ParentCard(parent.name, parent.relation, parent.child, parent.age, parent.face),
        start=StartCard(scenario.start.heat, scenario.start.trust),
        content_note=scenario.content_note,
        voices=[VoiceCard(voice.name, voice.relation, voice.age, voice.face) for voice in scenario.voices],
        arrangements=[_arrangement(each, coach) for each in scenario.arrangements],
        hard=HarderCard(scenario.hard.about) if scenario.hard else None,
    )


def _strategy(id: str, coach: Coach) -> StrategyCard:
    strategy = coach.strategies[id]
    return StrategyCard(id, strategy.name, strategy.about, coach.sources[strategy.source].citation)


def _arrangement(arrangement: Arrangement, coach: Coach) -> ArrangementCard:
    """What can be chosen. What comes of it is for the look back."""
    return ArrangementCard(
        id=arrangement.id,
        asks=arrangement.asks,
        options=[OptionCard(option.id, option.label) for option in arrangement.options],
        citation=coach.sources[arrangement.source].citation,
    )
