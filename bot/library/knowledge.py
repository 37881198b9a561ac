"""Everything under `bot/knowledge/`, read at once or checked at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from bot.coaching.feedback.coach import Coach
from bot.coaching.feedback.conversation import Conversation
from bot.coaching.feedback.difficulties import DifficultyFinder, NamedDifficulty
from bot.coaching.play import Play, ReplyScorer
from bot.coaching.roleplay.dynamics import Dynamics
from bot.coaching.roleplay.scenario import Scenario
from bot.coaching.scoring.language import ScoringRules
from bot.coaching.scoring.scorer import Scorer
from bot.coaching.scoring.vocabulary import Vocabulary
from bot.library import KNOWLEDGE
from bot.library.coach_texts import check_coach, read_coach
from bot.library.conversation import check_conversation, read_conversation
from bot.library.demo import check_cast
from bot.library.difficulties import check_difficulties, read_difficulties
from bot.library.dynamics import check_dynamics, read_dynamics
from bot.library.faults import Fault, KnowledgeError
from bot.library.pseudonyms import check_pseudonyms
from bot.library.scenarios import check_scenarios, read_scenarios
from bot.library.scoring import check_scoring, read_scoring_rules
from bot.library.scoring_files import read_scoring_files
from bot.library.strategies import read_strategies
from bot.library.themes import check_themes, read_themes
from bot.library.trainees import check_trainees
from bot.library.wording import check_wording, read_wording


class Knowledge(Struct, frozen=True, dict=True):
    """All that the domain needs to know."""

    scenarios: Mapping[str, Scenario]
    dynamics: Dynamics
    scoring: ScoringRules
    coach: Coach
    conversation: Conversation
    difficulties: Mapping[str, NamedDifficulty]

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """What all that read somebody's words share."""
        return Vocabulary(self.scoring)

    def plays(self, watched: Callable[[ReplyScorer], ReplyScorer] = lambda scorer: scorer) -> dict[str, Play]:
        """A play for every scenario, all with one scorer, which `watched` may put something around."""
        scorer = watched(Scorer(self.scoring, self.vocabulary))
        return {id: Play(scenario, self.dynamics, scorer, self.coach) for id, scenario in self.scenarios.items()}

    def finder(self) -> DifficultyFinder:
        """What finds in a trainee's words what is hard for them."""
        return DifficultyFinder(self.difficulties, self.scenarios, self.vocabulary)


def read_knowledge(folder: Path = KNOWLEDGE) -> Knowledge:
    """All knowledge. Raises KnowledgeError with the faults of the first kind of file that cannot be used."""
    return Knowledge(
        scenarios=read_scenarios(folder),
        dynamics=read_dynamics(folder),
        scoring=read_scoring_rules(folder),
        coach=read_coach(folder),
        conversation=read_conversation(folder),
        difficulties=read_difficulties(folder),
    )


def check_knowledge(folder: Path = KNOWLEDGE) -> list[Fault]:
    """Every fault of every file, in the order of the files.

    Scenarios are checked as far as the files they lean on can be read, and their examples scored with rules that
    have no faults.
    """
    faults_of_rules = check_scoring(folder)
    faults = {
        *faults_of_rules,
        *check_coach(folder),
        *check_conversation(folder),
        *check_dynamics(folder),
        *check_pseudonyms(folder),
        *check_themes(folder),
        *check_trainees(folder),
        *check_wording(folder),
    }
    try:
        dynamics, strategies, wording = read_dynamics(folder), read_strategies(folder), read_wording(folder)
        themes = read_themes(folder)
        topics = [topic.id for topic in read_scoring_files(folder).topics.value.topics]
    except KnowledgeError:
        return sorted(faults)
    faults |= _faults_of_cast(folder)
    rules = None if faults_of_rules else read_scoring_rules(folder)
    scorer = Scorer(rules) if rules else None
    faults |= set(check_scenarios(folder, dynamics, topics, strategies, themes, wording, scorer))
    try:
        scenarios = read_scenarios(folder)
    except KnowledgeError:
        return sorted(faults)
    return sorted(faults | set(check_difficulties(folder, scenarios, strategies, rules)))


def _faults_of_cast(folder: Path) -> set[Fault]:
    try:
        return set(check_cast(folder, read_scenarios(folder)))
    except KnowledgeError:
        return set()  # What is wrong with the scenarios is told with them.
