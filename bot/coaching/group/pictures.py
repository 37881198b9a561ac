"""All that can be shown of a group in figures, each as a plain table. Nothing in them is anybody's words or name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.coaching.feedback.coach import Coach
from bot.coaching.group.learning_tables import moves_found, strategies_shown, tries_compared
from bot.coaching.group.score_tables import probe_scores, score_course, score_distribution
from bot.coaching.group.table import Table
from bot.coaching.group.talk_tables import (
    confidence_changes,
    confidence_levels,
    ends_reached,
    share_beside_schools,
    share_distribution,
    shares_of_talk,
)
from bot.coaching.group.talks import GroupTalk, with_a_reply
from bot.coaching.roleplay.scenario import Scenario


def pictures_of(talks: Sequence[GroupTalk], scenarios: Mapping[str, Scenario], coach: Coach) -> tuple[Table, ...]:
    """The pictures of a group, from all its talks in order of time. Talks without a reply do not count.

    The tables, by their ids: score_distribution, score_course, probe_scores, ends, share_of_talk,
    share_beside_schools, strategies, moves, tries, confidence, confidence_change. A scenario that there is no longer
    credits no strategy and has no probes; its scores and ends count.
    """
    counting = with_a_reply(talks)
    shares = shares_of_talk(counting, scenarios)
    return (
        score_distribution(counting),
        score_course(counting),
        probe_scores(counting, scenarios),
        ends_reached(counting),
        share_distribution(shares),
        share_beside_schools(shares, coach),
        strategies_shown(counting, scenarios, coach),
        moves_found(counting, coach),
        tries_compared(counting),
        confidence_levels(counting),
        confidence_changes(counting),
    )
