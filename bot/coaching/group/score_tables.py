"""The three scores of a group: how they spread, and their course over a talk."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from statistics import fmean, median, quantiles

from bot.coaching.codebook import DIMENSIONS, SCORES, Dimension, Score
from bot.coaching.group.table import Cell, Table, table
from bot.coaching.group.talks import GroupTalk
from bot.coaching.roleplay.scenario import Scenario

Given = Mapping[Dimension, Sequence[Score]]
"""The scores that were given; a boundaries score only where the moment called for one."""


def score_distribution(talks: Sequence[GroupTalk]) -> Table:
    """How often each score was reached, over all replies that count."""
    given = _given(talks)
    rows: list[tuple[Cell, ...]] = []
    for dimension in DIMENSIONS:
        counts = Counter(given[dimension])
        number = len(given[dimension])
        rows += [
            (dimension, score, counts[score], number, round(counts[score] / number, 3) if number else None)
            for score in SCORES
        ]
    return table(
        "score_distribution",
        "How the scores spread",
        "How many replies reached each score. Boundaries are scored only where the moment calls for them.",
        (
            ("dimension", "Score"),
            ("score", "Points"),
            ("replies", "Replies"),
            ("of", "Of replies"),
            ("share", "Share"),
        ),
        rows,
    )


def score_course(talks: Sequence[GroupTalk]) -> Table:
    """The scores reply by reply: the median, and the middle half of the talks around it."""
    at: defaultdict[tuple[Dimension, int], list[Score]] = defaultdict(list)
    for talk in talks:
        for turn in talk.counting:
            for dimension in DIMENSIONS:
                score = turn.scored.scores.of(dimension)
                if score is not None:
                    at[dimension, turn.number].append(score)
    rows: list[tuple[Cell, ...]] = []
    for dimension in DIMENSIONS:
        for number in sorted(number for name, number in at if name == dimension):
            scores = at[dimension, number]
            rows.append((dimension, number, *middle_half(scores), round(fmean(scores), 2), len(scores)))
    return table(
        "score_course",
        "The scores in the course of a talk",
        "For each reply the median of the talks, and between which scores the middle half of them lies. Talks that "
        "have ended no longer count, so towards the end it is the long ones that speak.",
        (
            ("dimension", "Score"),
            ("turn", "Reply"),
            ("lower", "Lower quarter"),
            ("median", "Median"),
            ("upper", "Upper quarter"),
            ("mean", "Mean"),
            ("talks", "Talks"),
        ),
        rows,
    )


def probe_scores(talks: Sequence[GroupTalk], scenarios: Mapping[str, Scenario]) -> Table:
    """How the standard moments were answered."""
    rows: list[tuple[Cell, ...]] = []
    for scenario_id in dict.fromkeys(talk.scenario for talk in talks):
        scenario = scenarios.get(scenario_id)
        if scenario is None:
            continue
        by_probe: defaultdict[str, list[list[Score | None]]] = defaultdict(list)
        for talk in talks:
            if talk.scenario == scenario_id:
                for turn in talk.counting:
                    if turn.probe:
                        by_probe[turn.probe].append([turn.scored.scores.of(dimension) for dimension in DIMENSIONS])
        for probe in scenario.probes:
            replies = by_probe[probe.id]
            for place, dimension in enumerate(DIMENSIONS):
                scores = [score for reply in replies if (score := reply[place]) is not None]
                rows.append(
                    (scenario_id, probe.id, probe.about, dimension, *middle_half(scores), len(scores), len(replies))
                )
    return table(
        "probe_scores",
        "How the standard moments were answered",
        "For each moment that everybody meets: the median score, and the middle half of the replies.",
        (
            ("scenario", "Scenario"),
            ("probe", "Moment"),
            ("about", "What it tests"),
            ("dimension", "Score"),
            ("lower", "Lower quarter"),
            ("median", "Median"),
            ("upper", "Upper quarter"),
            ("scored", "Scored"),
            ("replies", "Replies"),
        ),
        rows,
    )


def middle_half(values: Sequence[float]) -> tuple[float | None, float | None, float | None]:
    """Lower quartile, median and upper quartile of all values there are; three times None if there are none."""
    if not values:
        return None, None, None
    if len(values) == 1:
        return values[0], values[0], values[0]
    lower, _, upper = quantiles(values, n=4, method="inclusive")
    return lower, median(values), upper


def _given(talks: Sequence[GroupTalk]) -> Given:
    given: dict[Dimension, list[Score]] = {dimension: [] for dimension in DIMENSIONS}
    for talk in talks:
        for turn in talk.counting:
            for dimension in DIMENSIONS:
                score = turn.scored.scores.of(dimension)
                if score is not None:
                    given[dimension].append(score)
    return given
