"""A talk is looked at step by step, and two of them side by side."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.coaching.group.replay import Comment, Step, replay_of, side_by_side
from bot.coaching.group.talks import Consent, GroupTurn, WordsNotShared
from bot.coaching.group.wall import Marks

FREELY = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def test_each_step_shows_the_parent_before_and_after_with_comments_and_marks(workshop: Any, by_id: Any) -> None:
    talk = workshop.talk(replies=2)
    first = talk.turns[0].id
    comments = [Comment(2, first, "Ann", "And here."), Comment(1, first, "Bob", "Look."), Comment(3, 999, "Bob", "?")]
    replay = replay_of(talk, by_id["angry_parent"], comments, Marks(picked=frozenset([first])))
    step = replay.steps[0]
    assert (step.before.heat, step.after.heat, step.after.trust) == (8, 6, 4)
    assert [comment.text for comment in step.comments] == ["Look.", "And here."]
    assert (step.picked, step.hidden) == (True, False)
    assert step.parent[0].name == by_id["angry_parent"].parent.name
    assert all(step.reply[found.start : found.end] == found.text for found in step.moves)
    assert replay.steps[1].comments == ()


def test_what_the_parent_told_stands_at_the_reply_that_brought_it_out(workshop: Any, by_id: Any) -> None:
    scenario = by_id["angry_parent"]
    worry = scenario.worries[0]
    before = workshop.turn(scenario, 1).before
    told = workshop.turn(scenario, 1, before=before, state=msgspec.structs.replace(before, told=(worry.id,), turn=1))
    (step,) = replay_of(workshop.talk(replies=[workshop.kept(told)]), scenario).steps
    assert step.told == (worry.about,)


def test_replies_taken_back_are_shown_only_when_asked_for(workshop: Any, by_id: Any) -> None:
    turns = [workshop.turn(by_id["angry_parent"], 1, words) for words in ("Calm down.", "I'm sorry.")]
    talk = workshop.talk(replies=[workshop.kept(turns[0], taken_back=True), workshop.kept(turns[1], attempt=2)])
    assert [step.reply for step in replay_of(talk, by_id["angry_parent"]).steps] == ["I'm sorry."]
    both = replay_of(talk, by_id["angry_parent"], with_taken_back=True).steps
    assert [(step.reply, step.taken_back) for step in both] == [("Calm down.", True), ("I'm sorry.", False)]


def test_nobodys_talk_is_replayed_without_their_leave(workshop: Any, by_id: Any) -> None:
    with pytest.raises(WordsNotShared):
        replay_of(workshop.talk(consent=Consent(show=True, improve=True)), by_id["angry_parent"])


def test_a_talk_is_not_replayed_as_one_of_another_scenario(workshop: Any, by_id: Any) -> None:
    with pytest.raises(ValueError, match="poverty"):
        replay_of(workshop.talk(), by_id["poverty"])


def meeting(workshop: Any, by_id: Any, probes: list[str | None], scenario: str = "angry_parent") -> Any:
    """The replay of a talk that meets these probes, and other lines where there is None."""
    played = by_id[scenario]
    puts = {line.probe: line for line in played.lines if line.probe}
    plain = next(line for line in played.lines if line.calls_for and not line.probe)
    turns: list[GroupTurn] = [
        workshop.kept(workshop.turn(played, number, line=puts[probe] if probe else plain))
        for number, probe in enumerate(probes, 1)
    ]
    return replay_of(workshop.talk(scenario=scenario, replies=turns), played)


def numbers(step: Step | None) -> int | None:
    return step.number if step else None


def test_two_talks_stand_beside_each_other_at_the_moments_that_both_met(workshop: Any, by_id: Any) -> None:
    first, second, third = (probe.id for probe in by_id["angry_parent"].probes)
    left = meeting(workshop, by_id, [None, first, None, None, second])
    right = meeting(workshop, by_id, [None, None, first, second, third])
    rows = side_by_side(left, right)
    assert [(numbers(row.left), numbers(row.right), row.probe) for row in rows] == [
        (1, 1, None), (None, 2, None), (2, 3, first), (3, None, None), (4, None, None), (5, 4, second), (None, 5, None),
    ]  # fmt: skip


def test_talks_with_different_parents_are_paired_reply_by_reply(workshop: Any, by_id: Any) -> None:
    probe = by_id["poverty"].probes[0].id
    rows = side_by_side(
        meeting(workshop, by_id, [None, None]), meeting(workshop, by_id, [None, probe, None], "poverty")
    )
    assert [(numbers(row.left), numbers(row.right)) for row in rows] == [(1, 1), (2, 2), (None, 3)]


@FREELY
@given(st.data())
def test_side_by_side_loses_no_step_and_keeps_each_talks_order(new_workshop: Any, by_id: Any, data: Any) -> None:
    workshop = new_workshop(1)
    probes = [probe.id for probe in by_id["angry_parent"].probes]
    met = st.lists(st.none() | st.sampled_from(probes), max_size=7)
    left, right = (meeting(workshop, by_id, data.draw(met)) for _ in range(2))
    rows = side_by_side(left, right)
    assert tuple(row.left for row in rows if row.left) == left.steps
    assert tuple(row.right for row in rows if row.right) == right.steps
    assert all(row.left and row.right and row.left.probe == row.right.probe for row in rows if row.probe)
    assert all(row.left or row.right for row in rows)
    common = {step.probe for step in left.steps} & {step.probe for step in right.steps} - {None}
    assert any(row.probe for row in rows) == bool(common)
