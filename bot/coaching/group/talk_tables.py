"""Whole talks of a group: how they ended, who did the talking, and how sure people felt before and after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from bot.coaching.codebook import DIMENSIONS
from bot.coaching.debrief.share import share_of_talk
from bot.coaching.feedback.coach import Coach
from bot.coaching.group.score_tables import middle_half
from bot.coaching.group.table import Cell, Table, table
from bot.coaching.group.talks import GroupTalk
from bot.coaching.roleplay.line import ENDS
from bot.coaching.roleplay.scenario import Scenario

OUTCOMES: tuple[str, ...] = (*ENDS, "stopped", "going_on")
"""The four ends that a parent can make, a talk that the trainee stopped, and one that still goes on."""

BINS = 10
"""The share of talk is counted in so many steps from 0 to 1."""

SURENESS = (1, 2, 3, 4, 5)


def outcome_of(talk: GroupTalk) -> str:
    """How a talk came out, one of `OUTCOMES`."""
    return talk.ended or ("stopped" if talk.over else "going_on")


def ends_reached(talks: Sequence[GroupTalk]) -> Table:
    """How many talks of each scenario came to which end."""
    rows: list[tuple[Cell, ...]] = []
    for scenario in dict.fromkeys(talk.scenario for talk in talks):
        outcomes = Counter(outcome_of(talk) for talk in talks if talk.scenario == scenario)
        number = sum(outcomes.values())
        rows += [(scenario, end, outcomes[end], number, round(outcomes[end] / number, 3)) for end in OUTCOMES]
    return table(
        "ends",
        "How the talks ended",
        "An agreement is a good end, a new appointment half a good one. “Stalled” is a parent who goes quiet, "
        "“walkout” one who leaves, “stopped” a talk that the trainee broke off.",
        (("scenario", "Scenario"), ("end", "End"), ("talks", "Talks"), ("of", "Of talks"), ("share", "Share")),
        rows,
    )


def shares_of_talk(talks: Sequence[GroupTalk], scenarios: Mapping[str, Scenario]) -> tuple[float, ...]:
    """The teacher's share of all words in each talk that has any, from 0 to 1, the smallest first."""
    shares: list[float] = []
    for talk in talks:
        turns = talk.counting
        try:
            shares.append(share_of_talk(turns, scenarios.get(talk.scenario)))
        except ValueError:  # Nobody said a word.
            continue
    return tuple(sorted(shares))


def share_distribution(shares: Sequence[float]) -> Table:
    """In how many talks the teacher did how much of the talking."""
    counts = Counter(min(BINS - 1, int(share * BINS)) for share in shares)
    return table(
        "share_of_talk",
        "Who did the talking",
        "The teacher's share of all words, from 0 to 1, and in how many talks it was so.",
        (("from", "From"), ("to", "To"), ("talks", "Talks")),
        ((step / BINS, (step + 1) / BINS, counts[step]) for step in range(BINS)),
    )


def share_beside_schools(shares: Sequence[float], coach: Coach) -> Table:
    """The group's share of talk beside what has been observed in schools."""
    texts = coach.texts.debrief
    lower, middle, upper = middle_half(shares)
    within = sum(share <= texts.reachable_share for share in shares)
    rows: list[tuple[Cell, ...]] = [
        ("group", "half of the group's talks lie below", _rounded(middle), None),
        ("group", "a quarter of them lies below", _rounded(lower), None),
        ("group", "a quarter of them lies above", _rounded(upper), None),
        ("aim", "a share one can reach", texts.reachable_share, None),
        ("group", "of the talks at or below that share", round(within / len(shares), 3) if shares else None, None),
    ]
    rows += [("schools", figure.label, figure.share, coach.sources[figure.source].citation) for figure in texts.field]
    return table(
        "share_beside_schools",
        "The share of talk beside what is known from schools",
        "The teacher's share of all words, from 0 to 1.",
        (("kind", "Whose"), ("what", "What"), ("share", "Share"), ("source", "Source")),
        rows,
    )


def confidence_levels(talks: Sequence[GroupTalk]) -> Table:
    """How many felt how sure, before a talk and after it."""
    rows: list[tuple[Cell, ...]] = []
    for dimension in DIMENSIONS:
        for when in ("before", "after"):
            told = [answer for talk in talks if talk.confidence and (answer := getattr(talk.confidence, when))]
            levels = Counter(getattr(answer, dimension) for answer in told)
            rows += [(dimension, when, level, levels[level], len(told)) for level in SURENESS]
    return table(
        "confidence",
        "How sure people felt, before and after",
        "From 1, not sure at all, to 5, very sure: what participants said of themselves.",
        (
            ("dimension", "Score"),
            ("when", "When"),
            ("level", "How sure"),
            ("answers", "Answers"),
            ("of", "Of answers"),
        ),
        rows,
    )


def confidence_changes(talks: Sequence[GroupTalk]) -> Table:
    """How many felt surer after their talk than before it, of those who told both."""
    both = [
        (talk.confidence.before, talk.confidence.after)
        for talk in talks
        if talk.confidence and talk.confidence.before and talk.confidence.after
    ]
    rows: list[tuple[Cell, ...]] = []
    for dimension in DIMENSIONS:
        changes = [getattr(after, dimension) - getattr(before, dimension) for before, after in both]
        surer, less = sum(change > 0 for change in changes), sum(change < 0 for change in changes)
        mean = round(sum(changes) / len(changes), 2) if changes else None
        rows.append((dimension, len(changes), surer, len(changes) - surer - less, less, mean))
    return table(
        "confidence_change",
        "Who felt surer after the talk",
        "Only talks before and after which the questions were answered.",
        (
            ("dimension", "Score"),
            ("talks", "Talks"),
            ("surer", "Surer"),
            ("same", "As before"),
            ("less", "Less sure"),
            ("mean_change", "Mean change"),
        ),
        rows,
    )


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 3)
