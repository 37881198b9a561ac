"""The wall: a group looks at its own replies to the same words, and nobody is exposed."""

from __future__ import annotations

import re
import string
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.coaching.group.moments import Moment, moments_met
from bot.coaching.group.talks import Consent, GroupTalk
from bot.coaching.group.votes import Vote
from bot.coaching.group.wall import ORDERS, Marks, wall_of
from bot.coaching.roleplay.scenario import Scenario

FREELY = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture
def moment(workshop: Any) -> Moment:
    """The line that the talks of one reply answer."""
    return Moment("angry_parent", line=workshop.reply("x").turns[0].turn.line)


def test_all_replies_to_a_probe_stand_side_by_side_whatever_line_put_it(workshop: Any, by_id: Any) -> None:
    scenario: Scenario = by_id["angry_parent"]
    probe = scenario.probes[0].id
    lines = [line.id for line in scenario.lines if line.probe == probe]
    talks = [workshop.reply(f"Reply {number}", f"p{number}", lines[number % len(lines)]) for number in range(5)]
    other = next(line.id for line in scenario.lines if line.calls_for and line.probe is None)
    wall = wall_of([*talks, workshop.reply("Elsewhere", "p9", other)], Moment("angry_parent", probe=probe))
    assert {reply.reply for reply in wall.replies} == {f"Reply {number}" for number in range(5)}
    letters = [reply.letter for reply in wall.replies]
    assert letters == sorted(set(letters))
    assert all(re.fullmatch("[A-Z]", letter) for letter in letters)
    assert wall.replies[0].answer == ("Right.", "And now?")


def test_words_of_those_who_did_not_agree_are_nowhere_on_the_wall(workshop: Any, moment: Moment) -> None:
    private = workshop.reply("This stays with me.", "p2", consent=Consent(read=True, improve=True))
    wall = wall_of([workshop.reply("Look at this."), private], moment, revealed=True, look="all", which="all")
    assert [reply.reply for reply in wall.replies] == ["Look at this."]
    assert wall.withheld == 1
    assert "stays with me" not in msgspec.json.encode(wall).decode()


def test_the_wall_names_nobody_and_does_not_tell_who_came_first(workshop: Any, moment: Moment) -> None:
    talks = [workshop.reply(f"Reply {number}", f"someone-{number}") for number in range(30)]
    wall = wall_of(talks, moment, revealed=True)
    text = msgspec.json.encode(wall).decode()
    assert "someone" not in text
    assert "Amber" not in text
    assert talks[0].session not in text
    assert [reply.turn for reply in wall.replies] != sorted(reply.turn for reply in wall.replies)
    assert [reply.letter for reply in wall.replies[:26]] == list(string.ascii_uppercase)
    assert all(re.fullmatch("[A-Z]{2}", reply.letter) for reply in wall.replies[26:])


def test_whoever_comes_later_or_changes_their_mind_moves_no_letter(workshop: Any, moment: Moment) -> None:
    talks = [workshop.reply(f"Reply {number}", f"p{number}") for number in range(40)]
    early = {reply.turn: reply.letter for reply in wall_of(talks[:20], moment).replies}
    hushed = [msgspec.structs.replace(talk, consent=Consent(read=True)) for talk in talks[:5]]
    late = wall_of([*hushed, *talks[5:]], moment)
    assert len(late.replies) == 35
    assert {reply.turn: reply.letter for reply in late.replies}.items() >= {
        turn: letter for turn, letter in early.items() if turn not in [talk.turns[0].id for talk in hushed]
    }.items()
    assert set(late.turns) == {talk.turns[0].id for talk in talks[5:]}


def test_until_they_are_revealed_nothing_on_the_wall_gives_the_scores_away(workshop: Any, moment: Moment) -> None:
    talks = [workshop.reply(f"Reply {n}", f"p{n}", scores=(n, n, None), moves=["blame"]) for n in range(4)]
    votes = [Vote("p1", talks[0].turns[0].id, 3, 3)]
    mixed = wall_of(talks, moment)
    for order in ORDERS - {"length"}:
        wall = wall_of(talks, moment, by=order, with_moves=["blame"], votes=votes)
        assert [reply.turn for reply in wall.replies] == [reply.turn for reply in mixed.replies]
        assert wall.order == "mixed"
        assert all(reply.scores is None and not reply.moves and reply.votes is None for reply in wall.replies)
    assert {reply.voters for reply in wall.replies} == {0, 1}


def test_revealed_replies_are_sorted_by_a_score_with_those_that_have_none_last(workshop: Any, moment: Moment) -> None:
    talks = [workshop.reply(f"{n}", f"p{n}", scores=(1, 1, score)) for n, score in enumerate([1, None, 3, 0])]
    best = wall_of(talks, moment, by="boundaries", revealed=True)
    worst = wall_of(talks, moment, by="boundaries", highest_first=False, revealed=True)
    assert [reply.reply for reply in best.replies] == ["2", "0", "3", "1"]
    assert [reply.reply for reply in worst.replies] == ["3", "0", "2", "1"]


def test_replies_can_be_sorted_by_a_move_and_by_their_length_and_chosen_by_moves(workshop: Any, moment: Moment) -> None:
    talks = [
        workshop.reply("It is not my fault at all", "p1", moves=["defend"]),
        workshop.reply("What happened?", "p2", moves=["open_question"]),
        workshop.reply("Fine", "p3", moves=[]),
    ]
    by_move = wall_of(talks, moment, by="open_question", revealed=True)
    assert by_move.replies[0].reply == "What happened?"
    by_length = wall_of(talks, moment, by="length", highest_first=False)
    assert [reply.words for reply in by_length.replies] == [1, 2, 7]
    chosen = wall_of(talks, moment, with_moves=["defend", "blame"], revealed=True)
    assert [reply.reply for reply in chosen.replies] == ["It is not my fault at all"]
    with pytest.raises(ValueError, match="niceness"):
        wall_of(talks, moment, by="niceness")


def test_a_hidden_reply_is_gone_from_the_group_and_still_there_for_the_facilitator(
    workshop: Any, moment: Moment
) -> None:
    talks = [workshop.reply(f"Reply {number}", f"p{number}") for number in range(4)]
    ids = [talk.turns[0].id for talk in talks]
    marks = Marks(hidden=frozenset(ids[:1]), picked=frozenset(ids[:2]))
    shown, picked, everything = (wall_of(talks, moment, look=look, marks=marks) for look in ("shown", "picked", "all"))
    assert ids[0] not in [reply.turn for reply in shown.replies]
    assert [reply.turn for reply in picked.replies] == ids[1:2]
    assert len(everything.replies) == 4
    letters = {reply.turn: reply.letter for reply in everything.replies}
    assert all(letters[reply.turn] == reply.letter for reply in shown.replies)
    assert (shown.hidden, shown.picked) == (1, 2)


def test_a_reply_given_anew_stands_for_the_one_taken_back_unless_first_tries_are_asked_for(
    workshop: Any, by_id: Any, moment: Moment
) -> None:
    first, second = (workshop.turn(by_id["angry_parent"], 1, words) for words in ("Calm down.", "I'm sorry."))
    talk = workshop.talk(
        replies=[workshop.kept(first, taken_back=True), workshop.kept(second, attempt=2)],
    )
    found = {
        which: {r.reply for r in wall_of([talk], moment, which=which).replies} for which in ("counting", "first", "all")
    }
    assert found == {"counting": {"I'm sorry."}, "first": {"Calm down."}, "all": {"Calm down.", "I'm sorry."}}


def test_the_groups_votes_are_counted_once_for_each_voter(workshop: Any, moment: Moment) -> None:
    talk = workshop.reply("I hear you.")
    turn = talk.turns[0].id
    votes = [Vote("p1", turn, 0, 1), Vote("p2", turn, 3, 1, 2), Vote("p1", turn, 2, 1), Vote("p3", turn)]
    (reply,) = wall_of([talk], moment, votes=votes, revealed=True).replies
    assert reply.voters == 2
    assert reply.votes is not None
    assert (reply.votes.two_way.counts, reply.votes.two_way.middle) == ((0, 0, 1, 1), 2.5)
    assert (reply.votes.boundaries.counts, reply.votes.boundaries.middle) == ((0, 0, 1, 0), 2)


def test_what_can_be_looked_at_are_the_probes_and_every_other_line_that_was_answered(workshop: Any, by_id: Any) -> None:
    talks = workshop.group(4, 1, 6)
    scenario = by_id[talks[0].scenario]
    hushed = msgspec.structs.replace(talks[0], consent=Consent())
    met = moments_met([hushed, *talks[1:]], by_id)
    assert [one.moment.probe for one in met][: len(scenario.probes)] == [probe.id for probe in scenario.probes]
    assert sum(one.replies for one in met) == 18
    assert sum(one.withheld for one in met) == 6
    assert all(one.says for one in met)
    assert sum(len(wall_of(talks, one.moment).replies) for one in met) == 24


def test_a_moment_is_one_thing(workshop: Any) -> None:
    with pytest.raises(ValueError, match="either"):
        Moment("angry_parent")
    with pytest.raises(ValueError, match="either"):
        Moment("angry_parent", "a", "b")


@FREELY
@given(st.data())
def test_sorting_loses_nobody_and_moves_no_letter(new_workshop: Callable[[int], Any], data: st.DataObject) -> None:
    workshop = new_workshop(data.draw(st.integers(0, 999)))
    talks: list[GroupTalk] = [
        workshop.reply("I see. " * data.draw(st.integers(1, 3)), f"p{n}") for n in range(data.draw(st.integers(0, 8)))
    ]
    moment = Moment("angry_parent", line=workshop.reply("x").turns[0].turn.line)
    order, highest = data.draw(st.sampled_from(sorted(ORDERS))), data.draw(st.booleans())
    plain = wall_of(talks, moment, revealed=True)
    wall = wall_of(talks[::-1], moment, by=order, highest_first=highest, revealed=True)
    assert {(reply.turn, reply.letter) for reply in wall.replies} == {(r.turn, r.letter) for r in plain.replies}
    scores = [score for reply in wall.replies if (score := getattr(reply.scores, order, None)) is not None]
    assert scores == sorted(scores, reverse=highest)
