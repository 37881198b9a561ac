"""What a group did and tried again: strategies, moves, and replies before and after they were taken back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean

from bot.coaching.codebook import DIMENSIONS, HELPING, MOVES, Dimension
from bot.coaching.debrief.strategies import ids_used
from bot.coaching.debrief.transcript import averages_of
from bot.coaching.debrief.tries import tries_of
from bot.coaching.feedback.coach import Coach
from bot.coaching.group.table import Cell, Table, table
from bot.coaching.group.talks import GroupTalk
from bot.coaching.roleplay.scenario import Scenario

_Compared = Mapping[Dimension, Sequence[tuple[float, float]]]
"""Scores before and after, for each of the three."""


def strategies_shown(talks: Sequence[GroupTalk], scenarios: Mapping[str, Scenario], coach: Coach) -> Table:
    """Which strategies how many participants used, and how many had a talk that practises one and did not use it."""
    used: defaultdict[str, set[str]] = defaultdict(set)
    practised: defaultdict[str, set[str]] = defaultdict(set)
    talks_with: defaultdict[str, int] = defaultdict(int)
    for talk in talks:
        scenario = scenarios.get(talk.scenario)
        if scenario is None:
            continue
        for id in ids_used(scenario, talk.counting, coach):
            used[id].add(talk.participant)
            talks_with[id] += 1
        for id in scenario.strategies:
            practised[id].add(talk.participant)
    rows = [
        (
            id,
            coach.strategies[id].name,
            coach.sources[coach.strategies[id].source].citation,
            len(used[id]),
            len(practised[id] - used[id]),
            len(practised[id]),
            talks_with[id],
        )
        for id in coach.strategies
        if id in used or id in practised
    ]
    rows.sort(key=lambda row: (-row[3], row[4]))
    return table(
        "strategies",
        "Strategies used and missed",
        "By how many participants. Missed by those who had a talk that lets one practise it, and in none of whose "
        "talks it showed.",
        (
            ("strategy", "Id"),
            ("name", "Strategy"),
            ("source", "Source"),
            ("used_by", "Used by"),
            ("missed_by", "Missed by"),
            ("practised_by", "Had a talk that practises it"),
            ("talks", "Talks in which it showed"),
        ),
        rows,
    )


def moves_found(talks: Sequence[GroupTalk], coach: Coach) -> Table:
    """In how many replies each move was found, and by how many participants it was made."""
    replies: defaultdict[str, int] = defaultdict(int)
    makers: defaultdict[str, set[str]] = defaultdict(set)
    number = 0
    for talk in talks:
        for turn in talk.counting:
            number += 1
            for move in {found.move for found in turn.scored.moves}:
                replies[move] += 1
                makers[move].add(talk.participant)
    rows = [
        (
            move,
            coach.texts.move_name(move),
            dimension,
            move in HELPING,
            replies[move],
            round(replies[move] / number, 3) if number else None,
            len(makers[move]),
        )
        for move, dimension in MOVES.items()
    ]
    rows.sort(key=lambda row: (not row[3], -row[4]))
    return table(
        "moves",
        "Moves found",
        f"In how many of the {number} replies each move was found, and how many participants made it.",
        (
            ("move", "Id"),
            ("name", "Move"),
            ("dimension", "Score"),
            ("helps", "Helps"),
            ("replies", "Replies"),
            ("share", "Share of replies"),
            ("participants", "Participants"),
        ),
        rows,
    )


def tries_compared(talks: Sequence[GroupTalk]) -> Table:
    """Replies taken back beside those given instead, and first talks beside the last with the same parent."""
    replies = [
        (retaken.before.scores, retaken.after.scores)
        for talk in talks
        for retaken in tries_of(talk.taken_back, talk.counting)
    ]
    means = [(averages_of(first.counting), averages_of(last.counting)) for first, last in first_and_last(talks)]
    rows = [("reply", *row) for row in _compared(_both(replies))]
    rows += [("talk", *row) for row in _compared(_both(means))]
    return table(
        "tries",
        "First try and next try",
        "Replies that were taken back beside those given instead, and each participant's first talk beside their last "
        "with the same parent. It is mostly the weaker replies that people take back, so part of a rise is to be "
        "expected without any learning.",
        (
            ("what", "What"),
            ("dimension", "Score"),
            ("pairs", "Pairs"),
            ("mean_before", "Mean before"),
            ("mean_after", "Mean after"),
            ("rose", "Rose"),
            ("same", "Stayed"),
            ("fell", "Fell"),
        ),
        rows,
    )


def first_and_last(talks: Sequence[GroupTalk]) -> list[tuple[GroupTalk, GroupTalk]]:
    """Of those who met a parent more than once their first talk and their last; `talks` are in order of time."""
    met: defaultdict[tuple[str, str], list[GroupTalk]] = defaultdict(list)
    for talk in talks:
        if talk.turns:
            met[talk.participant, talk.scenario].append(talk)
    return [(played[0], played[-1]) for played in met.values() if len(played) > 1]


def _both(pairs: Iterable[tuple[object, object]]) -> _Compared:
    both: dict[Dimension, list[tuple[float, float]]] = {dimension: [] for dimension in DIMENSIONS}
    for before, after in pairs:
        for dimension in DIMENSIONS:
            one, other = getattr(before, dimension), getattr(after, dimension)
            if one is not None and other is not None:
                both[dimension].append((one, other))
    return both


def _compared(both: _Compared) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    for dimension in DIMENSIONS:
        pairs = both[dimension]
        rose, fell = sum(after > before for before, after in pairs), sum(after < before for before, after in pairs)
        means = [round(fmean(values), 2) for values in zip(*pairs, strict=True)] if pairs else [None, None]
        rows.append((dimension, len(pairs), *means, rose, len(pairs) - rose - fell, fell))
    return rows
