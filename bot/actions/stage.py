"""What all actions share: the knowledge, the plays, the coach and the records. Made once, when first needed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct

from bot.coaching.feedback.coach import Coach
from bot.coaching.feedback.conversation import Conversation
from bot.coaching.feedback.difficulties import DifficultyFinder
from bot.coaching.play import Play
from bot.coaching.roleplay.scenario import Scenario
from bot.records import Records


class Stage(Struct, frozen=True):
    """Everything a conversation needs besides its own state."""

    plays: Mapping[str, Play]
    coach: Coach
    conversation: Conversation
    records: Records
    finder: DifficultyFinder
    """What finds in a trainee's words what is hard for them."""

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """The scenarios in the order in which they are offered: gentle ones first."""
        return tuple(sorted((play.scenario for play in self.plays.values()), key=lambda one: (one.level, one.title)))


@lru_cache(maxsize=1)
def stage() -> Stage:
    """The stage for the knowledge and the settings in force.

    Raises KnowledgeError, SettingsError or RecordsUnavailable, each with what to mend.
    """
    from bot.actions.timed_scorer import TimedScorer
    from bot.coaching.group.statements import Site
    from bot.library.knowledge import read_knowledge
    from bot.records import migrate
    from bot.records.telling import telling
    from bot.settings import read_settings

    knowledge, settings = read_knowledge(), read_settings()
    migrate(settings.database_url)
    hook = telling(Site(settings.home), knowledge.scenarios) if settings.lrs_url else None
    return Stage(
        plays=knowledge.plays(TimedScorer),
        coach=knowledge.coach,
        conversation=knowledge.conversation,
        records=Records(settings.database_url, hook),
        finder=knowledge.finder(),
    )
