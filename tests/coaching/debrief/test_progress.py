"""Over time a trainee sees what they have practised, how it went, and what is worth practising next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.coaching.debrief.confidence import Confidence, ConfidenceCourse
from bot.coaching.debrief.progress import PracticeSession, Progress, Run, Weeks, progress_of, summary_of, weeks_of
from bot.coaching.debrief.report import debrief
from bot.coaching.debrief.transcript import Averages
from bot.coaching.feedback.coach import Coach
from bot.coaching.roleplay.line import BAD_ENDS, ENDS
from bot.coaching.roleplay.scenario import Scenario

FREELY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
MONDAY = datetime(2026, 1, 5, 9, 0, tzinfo=timezone.utc)
TODAY = date(2026, 1, 8)


@pytest.fixture(scope="session")
def by_id(scenarios: list[Scenario]) -> dict[str, Scenario]:
    return {scenario.id: scenario for scenario in scenarios}


def session(id: str = "a", scenario: str = "angry_parent", mean: float = 2.0, **more: Any) -> PracticeSession:
    """A session of ten replies and a quarter of an hour that came to an agreement."""
    known: dict[str, Any] = {
        "title": scenario,
        "coaching": "live",
        "difficulty": "usual",
        "began_at": MONDAY,
        "ended": "agreement",
        "over": True,
        "replies": 10,
        "averages": Averages(mean, mean, mean),
        "share_of_talk": 0.5,
        "strategies": (),
        "goal": None,
        "confidence": None,
        **more,
    }
    known.setdefault("updated_at", known["began_at"] + timedelta(minutes=15))
    return PracticeSession(session=id, scenario=scenario, **known)


@pytest.fixture
def progress(by_id: dict[str, Scenario], coach: Coach) -> Any:
    """The progress that some sessions show."""
    return lambda *sessions, today=TODAY: progress_of(sessions, by_id, coach, today)


def run_of(talk: Any, **more: Any) -> Run:
    return Run("a", talk.scenario.id, "live", MONDAY, MONDAY + timedelta(minutes=9), talk.turns, **more)


def test_a_session_at_a_glance_says_the_same_as_its_report(talk: Any, by_id: dict[str, Scenario], coach: Coach) -> None:
    talk.reply("Hello.", (1, 1, None), 8, 3)
    talk.reply("We should have rung you. I'm sorry.", (1, 3, None), 5, 5, "admit_mistake")
    course = ConfidenceCourse(Confidence(1, 2, 3))
    summary = summary_of(run_of(talk, goal="admit_mistakes", confidence=course, over=True), by_id, coach)
    report = debrief(talk.scenario, talk.turns, coach)
    assert (summary.title, summary.replies, summary.averages) == (report.title, report.turns, report.averages)
    assert summary.share_of_talk == report.share_of_talk.teacher
    assert summary.strategies == tuple(used.id for used in report.strategies_used)
    assert (summary.goal, summary.confidence, summary.over) == ("admit_mistakes", course, True)


def test_a_session_of_a_scenario_that_is_gone_can_still_be_listed(talk: Any, coach: Coach) -> None:
    summary = summary_of(run_of(talk.reply("Hello.", (1, 1, None), 8, 3)), {}, coach)
    assert (summary.title, summary.replies, summary.strategies) == ("angry_parent", 1, ())
    assert progress_of([summary], {}, coach, TODAY).suggestion is None


def test_a_session_without_a_reply_has_no_share_of_talk_and_counts_for_nothing(
    talk: Any, by_id: dict[str, Scenario], coach: Coach
) -> None:
    summary = summary_of(run_of(talk), by_id, coach)
    assert summary.share_of_talk is None
    progress = progress_of([summary], by_id, coach, TODAY)
    assert (progress.scores, progress.scenarios, progress.minutes, progress.weeks) == ((), (), None, Weeks(0, 0))


def test_scores_run_from_the_oldest_to_the_newest(progress: Any) -> None:
    newer = session("b", mean=2.5, began_at=MONDAY + timedelta(days=1))
    assert [(point.session, point.empathy) for point in progress(newer, session("a")).scores] == [
        ("a", 2.0),
        ("b", 2.5),
    ]


def test_strategies_are_counted_by_session_the_most_used_first(progress: Any) -> None:
    later = MONDAY + timedelta(days=1)
    shown = progress(
        session("a", strategies=("stay_calm", "do_not_judge")),
        session("b", strategies=("do_not_judge", "long_forgotten"), began_at=later),
    )
    assert [(one.id, one.sessions, one.last) for one in shown.strategies] == [
        ("do_not_judge", 2, later),
        ("stay_calm", 1, MONDAY),
    ]
    assert not {"stay_calm", "do_not_judge"} & {new.id for new in shown.not_yet}


def test_a_strategy_not_shown_yet_comes_with_a_scenario_that_practises_it_played_least(
    progress: Any, by_id: dict[str, Scenario]
) -> None:
    before = {new.id: new.scenario for new in progress().not_yet}
    assert all(id in by_id[scenario].strategies for id, scenario in before.items())
    id = next(id for id in before if sum(id in scenario.strategies for scenario in by_id.values()) > 1)
    after = {new.id: new.scenario for new in progress(session(scenario=before[id])).not_yet}
    assert after[id] != before[id]


def test_the_runs_of_a_scenario_stand_together_with_the_best(progress: Any) -> None:
    days = [MONDAY + timedelta(days=day) for day in range(4)]
    shown = progress(
        session("a", mean=1.5, began_at=days[0]),
        session("b", mean=2.5, began_at=days[1]),
        session("c", scenario="poverty", began_at=days[2]),
        session("d", mean=2.0, began_at=days[3]),
    )
    assert [(one.scenario, one.runs, one.best) for one in shown.scenarios] == [
        ("angry_parent", ("a", "b", "d"), "b"),
        ("poverty", ("c",), "c"),
    ]


@pytest.mark.parametrize("more", [{"over": False, "ended": None}, {"replies": 2}])
def test_a_talk_that_goes_on_or_was_broken_off_at_once_is_not_the_best(progress: Any, more: dict[str, Any]) -> None:
    assert progress(session(mean=3.0, **more)).scenarios[0].best is None


def test_of_two_talks_with_equal_scores_the_one_that_ended_better_is_the_best(progress: Any) -> None:
    shown = progress(session("a"), session("b", ended="walkout", began_at=MONDAY + timedelta(hours=1)))
    assert shown.scenarios[0].best == "a"


def test_weeks_in_a_row_count_back_from_this_week_or_the_last() -> None:
    days = [date(2025, 12, 14), date(2025, 12, 24), date(2026, 1, 2), date(2026, 1, 5), date(2026, 1, 6)]
    assert weeks_of(days, date(2026, 1, 11)) == Weeks(in_a_row=3, total=4)
    assert weeks_of(days, date(2026, 1, 12)) == Weeks(in_a_row=3, total=4)
    assert weeks_of(days, date(2026, 1, 19)) == Weeks(in_a_row=0, total=4)


def test_a_talk_left_open_overnight_does_not_count_as_a_night_of_practice(
    progress: Any, by_id: dict[str, Scenario]
) -> None:
    overnight = session("b", updated_at=MONDAY + timedelta(hours=14))
    assert progress(session("a"), overnight).minutes == 15 + by_id["angry_parent"].minutes


def test_a_newcomer_is_shown_a_gentle_place_to_begin(progress: Any, by_id: dict[str, Scenario]) -> None:
    suggestion = progress().suggestion
    assert by_id[suggestion.scenario].level == 1
    assert suggestion.title in suggestion.why


def test_after_a_bad_end_the_same_parent_is_suggested_once_more_and_then_something_else(progress: Any) -> None:
    first = session("a", "bullying", ended="walkout", mean=1.0)
    assert progress(first).suggestion.scenario == "bullying"
    assert progress(first).suggestion.why.startswith("Last time Ayodele walked out")
    second = session("b", "bullying", ended="walkout", mean=1.0, began_at=MONDAY + timedelta(hours=1))
    assert progress(first, second).suggestion.scenario != "bullying"


def test_a_score_that_has_been_low_of_late_is_what_to_practise(progress: Any, by_id: dict[str, Scenario]) -> None:
    suggestion = progress(session("a", averages=Averages(2.4, 2.2, 0.8))).suggestion
    assert "Keeping boundaries has been your lowest score of late (0.8 of 3)" in suggestion.why
    assert {"keep_boundaries_with_care", "honest_about_limits"} & set(by_id[suggestion.scenario].strategies)


def test_who_did_well_is_offered_a_worse_day_once(progress: Any) -> None:
    suggestion = progress(session("a", mean=2.8)).suggestion
    assert (suggestion.scenario, suggestion.difficulty) == ("angry_parent", "hard")
    harder = session("b", mean=2.8, difficulty="hard", began_at=MONDAY + timedelta(hours=1))
    assert progress(session("a", mean=2.8), harder).suggestion.difficulty == "usual"


def test_a_strategy_that_has_not_shown_yet_is_suggested_where_it_fits(
    progress: Any, by_id: dict[str, Scenario], coach: Coach
) -> None:
    suggestion = progress(session("a", mean=2.0)).suggestion
    assert suggestion.strategy in by_id[suggestion.scenario].strategies
    assert coach.strategies[suggestion.strategy].name in suggestion.why


def test_who_has_shown_every_strategy_meets_somebody_new_and_at_last_the_one_with_most_room(
    progress: Any, by_id: dict[str, Scenario], coach: Coach
) -> None:
    everything = tuple(coach.strategies)
    assert "haven't met" in progress(session("a", mean=2.0, strategies=everything)).suggestion.why
    every = [
        session(id, id, mean=1.9 if id == "poverty" else 2.2, strategies=everything, difficulty="hard") for id in by_id
    ]
    assert progress(*every).suggestion.scenario == "poverty"


@st.composite
def histories(draw: st.DrawFn, by_id: Mapping[str, Scenario], strategies: list[str]) -> list[PracticeSession]:
    """Any practice, in any order."""
    mean = st.none() | st.floats(0, 3).map(lambda value: round(value, 2))
    count = draw(st.integers(0, 12))
    return [
        session(
            str(number),
            draw(st.sampled_from([*by_id, "gone"])),
            averages=Averages(draw(mean), draw(mean), draw(mean)),
            began_at=MONDAY - timedelta(hours=draw(st.integers(0, 2000))),
            ended=draw(st.sampled_from([None, *ENDS])),
            over=draw(st.booleans()),
            replies=draw(st.integers(0, 20)),
            strategies=tuple(draw(st.lists(st.sampled_from(strategies), max_size=6, unique=True))),
            difficulty=draw(st.sampled_from(["usual", "hard"])),
        )
        for number in range(count)
    ]


@FREELY
@given(data=st.data())
def test_every_practice_has_a_progress_whatever_its_order(
    data: st.DataObject, by_id: dict[str, Scenario], coach: Coach
) -> None:
    sessions = data.draw(histories(by_id, list(coach.strategies)))
    progress = progress_of(sessions, by_id, coach, TODAY)
    assert progress_of(data.draw(st.permutations(sessions)), by_id, coach, TODAY) == progress
    assert msgspec.json.decode(msgspec.json.encode(progress), type=Progress) == progress
    counting = {one.session: one for one in sessions if one.replies}
    assert [point.at for point in progress.scores] == sorted(one.began_at for one in counting.values())
    assert {id for one in progress.scenarios for id in one.runs} == counting.keys()
    assert all(one.best is None or one.best in one.runs for one in progress.scenarios)
    assert 0 <= progress.weeks.in_a_row <= progress.weeks.total <= len(counting)
    assert (progress.minutes is None) == (not counting)
    assert {one.id for one in progress.strategies}.isdisjoint(new.id for new in progress.not_yet)
    assert all(new.id in by_id[new.scenario].strategies for new in progress.not_yet)


@FREELY
@given(data=st.data())
def test_every_suggestion_can_be_followed_and_is_one_sentence_with_a_reason(
    data: st.DataObject, by_id: dict[str, Scenario], coach: Coach
) -> None:
    sessions = data.draw(histories(by_id, list(coach.strategies)))
    suggestion = progress_of(sessions, by_id, coach, TODAY).suggestion
    assert suggestion is not None
    scenario = by_id[suggestion.scenario]
    assert suggestion.title == scenario.title
    assert "{" not in suggestion.why
    assert suggestion.why.endswith(".")
    assert suggestion.difficulty == "usual" or scenario.hard
    assert suggestion.strategy is None or suggestion.strategy in scenario.strategies


def test_every_bad_end_leads_to_another_try(progress: Any) -> None:
    for end in BAD_ENDS:
        assert progress(session("a", "bullying", ended=end)).suggestion.scenario == "bullying"
