"""A group sees itself in figures: what it did well, what it missed, what came of trying again."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.coaching.codebook import MOVES
from bot.coaching.debrief.confidence import Confidence, ConfidenceCourse
from bot.coaching.debrief.report import debrief
from bot.coaching.feedback.coach import Coach
from bot.coaching.group.moments import moments_met
from bot.coaching.group.pictures import pictures_of
from bot.coaching.group.table import Table, table
from bot.coaching.group.wall import wall_of

FREELY = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture
def pictures(by_id: Any, coach: Coach) -> Callable[..., dict[str, Table]]:
    return lambda talks: {picture.id: picture for picture in pictures_of(talks, by_id, coach)}


def rows(picture: Table, *start: object) -> list[dict[str, Any]]:
    """The rows that begin with these cells, by the ids of their columns."""
    ids = [column.id for column in picture.columns]
    return [dict(zip(ids, row, strict=True)) for row in picture.rows if row[: len(start)] == start]


def test_the_spread_and_the_course_of_the_scores(workshop: Any, by_id: Any, pictures: Any) -> None:
    scenario = by_id["angry_parent"]

    def talk(person: str, *scores: int) -> Any:
        turns = [workshop.turn(scenario, n, scores=(score, 1, None)) for n, score in enumerate(scores, 1)]
        return workshop.talk(person, replies=[workshop.kept(turn) for turn in turns])

    found = pictures([talk("p1", 0, 3), talk("p2", 1, 3), talk("p3", 2, 3), talk("p4", 3), talk("p5", 3)])
    spread = rows(found["score_distribution"], "two_way")
    assert [row["replies"] for row in spread] == [1, 1, 1, 5]
    assert [row["share"] for row in spread] == [0.125, 0.125, 0.125, 0.625]
    assert rows(found["score_distribution"], "boundaries", 0)[0]["share"] is None
    (first,) = rows(found["score_course"], "two_way", 1)
    assert (first["lower"], first["median"], first["upper"], first["talks"]) == (1, 2, 3, 5)
    assert rows(found["score_course"], "two_way", 2)[0]["talks"] == 3
    assert rows(found["score_course"], "boundaries") == []


def test_every_talk_comes_to_one_of_six_ends(workshop: Any, pictures: Any) -> None:
    talks = [
        workshop.talk(ended="walkout"),
        workshop.talk(ended="agreement"),
        workshop.talk(ended=None, over=True),
        workshop.talk(ended=None, over=False),
    ]
    ends = rows(pictures(talks)["ends"], "angry_parent")
    assert {row["end"]: row["talks"] for row in ends} == {
        "agreement": 1, "appointment": 0, "stalled": 0, "walkout": 1, "stopped": 1, "going_on": 1,
    }  # fmt: skip
    assert sum(row["share"] for row in ends) == 1


def test_strategies_are_used_and_missed_as_each_trainees_own_report_says(
    workshop: Any, by_id: Any, coach: Coach, pictures: Any
) -> None:
    talks = workshop.group(4, 1, 5)
    picture = pictures(talks)["strategies"]
    used = missed = 0
    for talk in talks:
        report = debrief(by_id[talk.scenario], talk.counting, coach)
        used, missed = used + len(report.strategies_used), missed + len(report.strategies_missed)
    assert sum(row["used_by"] for row in rows(picture)) == used
    assert sum(row["missed_by"] for row in rows(picture)) == missed
    assert all(row["missed_by"] <= row["practised_by"] <= 4 for row in rows(picture))


def test_a_strategy_shown_in_one_of_two_talks_was_not_missed(workshop: Any, by_id: Any, pictures: Any) -> None:
    scenario = by_id["angry_parent"]
    sorry = workshop.kept(workshop.turn(scenario, 1, "I'm sorry.", moves=["admit_mistake"], scores=(1, 2, None)))
    silent = workshop.kept(workshop.turn(scenario, 1, "Well.", moves=[]))
    (row,) = rows(
        pictures([workshop.talk("p1", replies=[sorry]), workshop.talk("p1", replies=[silent])])["strategies"],
        "admit_mistakes",
    )
    assert (row["used_by"], row["missed_by"], row["talks"]) == (1, 0, 1)


def test_a_reply_given_anew_is_compared_with_the_one_taken_back(workshop: Any, by_id: Any, pictures: Any) -> None:
    weak = workshop.turn(by_id["angry_parent"], 1, "Calm down.", scores=(0, 0, None))
    good = workshop.turn(by_id["angry_parent"], 1, "I'm sorry. What happened?", scores=(2, 2, 3))
    talk = workshop.talk(replies=[workshop.kept(weak, taken_back=True), workshop.kept(good, attempt=2)])
    found = pictures([talk])
    (row,) = rows(found["tries"], "reply", "empathy")
    assert (row["pairs"], row["mean_before"], row["mean_after"], row["rose"], row["fell"]) == (1, 0, 2, 1, 0)
    assert rows(found["tries"], "reply", "boundaries")[0]["pairs"] == 0
    assert sum(row["replies"] for row in rows(found["score_distribution"], "empathy")) == 1


def test_a_first_talk_is_compared_with_the_last_with_the_same_parent(workshop: Any, pictures: Any) -> None:
    talks = [
        workshop.reply("No.", scores=(0, 1, None)),
        workshop.reply("Hm.", scores=(1, 1, None)),
        workshop.reply("Tell me more.", scores=(3, 1, None)),
        workshop.reply("Alone.", "p2"),
    ]
    (row,) = rows(pictures(talks)["tries"], "talk", "two_way")
    assert (row["pairs"], row["mean_before"], row["mean_after"], row["rose"]) == (1, 0, 3, 1)


def test_who_felt_surer_is_told_only_of_those_who_said_so_before_and_after(workshop: Any, pictures: Any) -> None:
    talks = [
        workshop.talk("p1", confidence=ConfidenceCourse(Confidence(1, 3, 5), Confidence(3, 3, 4))),
        workshop.talk("p2", confidence=ConfidenceCourse(before=Confidence(1, 1, 1))),
        workshop.talk("p3"),
    ]
    found = pictures(talks)
    assert [row["answers"] for row in rows(found["confidence"], "two_way", "before")] == [2, 0, 0, 0, 0]
    changes = {row["dimension"]: row for row in rows(found["confidence_change"])}
    assert (changes["two_way"]["talks"], changes["two_way"]["surer"], changes["two_way"]["mean_change"]) == (1, 1, 2)
    assert (changes["empathy"]["same"], changes["boundaries"]["less"]) == (1, 1)


def test_the_share_of_talk_stands_beside_what_is_known_from_schools(workshop: Any, coach: Coach, pictures: Any) -> None:
    found = pictures(workshop.group(5, 1, 4))
    assert sum(row["talks"] for row in rows(found["share_of_talk"])) == 5
    schools = rows(found["share_beside_schools"], "schools")
    assert {row["what"]: row["share"] for row in schools} == {
        figure.label: figure.share for figure in coach.texts.debrief.field
    }
    assert all(row["source"] for row in schools)


def test_a_workshop_in_which_nobody_has_replied_yet_has_empty_pictures(workshop: Any, pictures: Any) -> None:
    opened = workshop.talk(replies=[], ended=None, over=False)
    for talks in ([], [opened]):
        found = pictures(talks)
        assert rows(found["ends"]) == []
        assert all(row["replies"] == 0 for row in rows(found["moves"]))


def test_a_scenario_that_is_gone_counts_with_its_scores_alone(workshop: Any, coach: Coach) -> None:
    found = {picture.id: picture for picture in pictures_of([workshop.talk()], {}, coach)}
    assert sum(row["replies"] for row in rows(found["score_distribution"], "empathy")) == 3
    assert rows(found["strategies"]) == []


@FREELY
@given(st.integers(0, 9999), st.integers(1, 5), st.integers(1, 2), st.integers(1, 6))
def test_pictures_add_up_and_hold_nobodys_words(
    new_workshop: Any, by_id: Any, coach: Coach, seed: int, participants: int, talks: int, replies: int
) -> None:
    group = new_workshop(seed).group(participants, talks, replies)
    found = {picture.id: picture for picture in pictures_of(group, by_id, coach)}
    number = participants * talks * replies
    for dimension in ("two_way", "empathy"):
        assert sum(row["replies"] for row in rows(found["score_distribution"], dimension)) == number
    assert sum(row["talks"] for row in rows(found["ends"])) == participants * talks
    assert {row["move"] for row in rows(found["moves"])} == MOVES.keys()
    text = msgspec.json.encode(list(found.values())).decode()
    assert not any(one.turn.reply in text or talk.label in text for talk in group for one in talk.turns)


def test_a_table_has_a_cell_for_each_column() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        table("a", "A", "", (("x", "X"), ("y", "Y")), [(1,)])
    with pytest.raises(ValueError, match="same id"):
        table("a", "A", "", (("x", "X"), ("x", "Y")), [])
    small = table("a", "A", "", (("x", "X"), ("y", "Y")), [(1, "one"), (2, None)])
    assert small.column("y") == ("one", None)
    with pytest.raises(KeyError):
        small.column("z")


def test_the_debrief_of_a_hundred_participants_opens_at_once(workshop: Any, by_id: Any, coach: Coach) -> None:
    talks = workshop.group(100, 3, 15)
    taken = []
    for _ in range(3):
        start = time.process_time()
        pictures_of(talks, by_id, coach)
        moment = max(moments_met(talks, by_id), key=lambda one: one.replies).moment
        assert wall_of(talks, moment, by="empathy", revealed=True).replies
        taken.append(time.process_time() - start)
    assert min(taken) < 0.5
