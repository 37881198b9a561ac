"""A Learning Record Store is told of talks by the rules, once each, and without a word that anybody typed."""

from __future__ import annotations

import copy
import json
from datetime import datetime, timedelta, timezone
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.coaching.group.statements import Site, begun, ended, registration_of, replied
from bot.coaching.group.talks import GroupTalk
from bot.coaching.roleplay.line import ENDS
from tests.coaching.group.xapi_rules import faults_of

FREELY = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
SITE = Site("https://practice.example.org")


def told_of(talk: GroupTalk, scenarios: Any, site: Site = SITE, workshop: str | None = "w1") -> list[dict[str, Any]]:
    scenario = scenarios[talk.scenario]
    statements = [begun(site, talk, scenario, workshop)]
    statements += [replied(site, talk, one, scenario, workshop) for one in talk.turns]
    if talk.over:
        statements.append(ended(site, talk, scenario, workshop))
    return statements


@FREELY
@given(st.data())
def test_every_statement_keeps_to_the_specification(new_workshop: Any, by_id: Any, data: st.DataObject) -> None:
    workshop = new_workshop(data.draw(st.integers(0, 9999)))
    talk = workshop.talk(
        scenario=data.draw(st.sampled_from(sorted(by_id))),
        replies=data.draw(st.integers(0, 6)),
        ended=data.draw(st.none() | st.sampled_from(ENDS)),
        ended_at=data.draw(st.datetimes(datetime(2026, 3, 1), datetime(2026, 4, 1))).replace(tzinfo=timezone.utc),
        difficulty=data.draw(st.sampled_from(["usual", "hard"])),
    )
    statements = told_of(talk, by_id, workshop=data.draw(st.none() | st.just("w1")))
    for statement in statements:
        assert faults_of(json.loads(json.dumps(statement))) == []
    assert len({statement["id"] for statement in statements}) == len(statements)
    assert {statement["context"]["registration"] for statement in statements} == {registration_of(SITE, talk)}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda s: s.pop("verb"), "needs the property verb"),
        (lambda s: s.update(id="17"), "not a UUID"),
        (lambda s: s.update(timestamp="2026-03-02T09:00:00"), "timestamp"),
        (lambda s: s.update(timestamp="2026-03-02T09:00:00-00:00"), "offset"),
        (lambda s: s.update(mood="good"), "no property mood"),
        (lambda s: s.update(version="1.0.3"), "for the store"),
        (lambda s: s["actor"].update(mbox="mailto:a@example.org"), "exactly one"),
        (lambda s: s["actor"]["account"].update(homePage="here"), "homePage"),
        (lambda s: s["verb"].update(id="responded"), "verb is not an IRI"),
        (lambda s: s["verb"].update(display={"in English": "x"}), "language map"),
        (lambda s: s["object"].update(id="line 4"), "object is not an IRI"),
        (lambda s: s["result"]["extensions"].update(empathy=3), "extension"),
        (lambda s: s["result"].update(score={"scaled": 3}), "scaled"),
        (lambda s: s["result"].update(duration="12 minutes"), "duration"),
        (lambda s: s["result"].update(success=None), "null"),
        (lambda s: s["context"].update(registration="s1"), "registration"),
        (lambda s: s["context"].update(language="British English"), "language"),
        (lambda s: s["context"]["contextActivities"].update(child=[]), "no property child"),
    ],
)
def test_the_check_finds_what_breaks_the_specification(workshop: Any, by_id: Any, change: Any, told: str) -> None:
    statement = copy.deepcopy(told_of(workshop.talk(replies=1), by_id)[1])
    assert faults_of(statement) == []
    change(statement)
    assert any(told in fault for fault in faults_of(statement))


def test_a_reply_carries_its_scores_and_leaves_out_what_was_not_called_for(workshop: Any, by_id: Any) -> None:
    talk = workshop.reply("I hear you.", scores=(2, 3, None), moves=["validate"])
    (statement,) = told_of(talk, by_id)[1:2]
    extensions = {key.rpartition("/")[2]: value for key, value in statement["result"]["extensions"].items()}
    assert (extensions["two_way"], extensions["empathy"]) == (2, 3)
    assert "boundaries" not in extensions
    assert (extensions["reply"], extensions["attempt"], extensions["moves"]) == (1, 1, ["validate"])


def test_nothing_that_was_typed_and_nobodys_name_or_session_leaves(workshop: Any, by_id: Any) -> None:
    talk = workshop.reply("My own words about Callum.", "participant-17", label="Mary Baker")
    text = json.dumps(told_of(talk, by_id))
    for secret in ("own words", "Mary", "participant-17", talk.session):
        assert secret not in text


def test_the_same_participant_is_the_same_account_in_all_talks_and_another_is_another(
    workshop: Any, by_id: Any
) -> None:
    first, second, other = (told_of(workshop.talk(who), by_id)[0]["actor"] for who in ("p1", "p1", "p2"))
    assert first == second
    assert first != other


def test_a_statement_is_the_same_whenever_it_is_made(workshop: Any, by_id: Any) -> None:
    talk = workshop.talk()
    going_on = msgspec.structs.replace(talk, over=False, ended=None, ended_at=None)
    assert told_of(talk, by_id) == told_of(talk, by_id)
    assert told_of(talk, by_id)[:-1] == told_of(going_on, by_id)


def test_each_try_and_each_role_play_of_a_session_has_statements_of_its_own(workshop: Any, by_id: Any) -> None:
    turn = workshop.turn(by_id["angry_parent"], 1)
    talk = workshop.talk(replies=[workshop.kept(turn, taken_back=True), workshop.kept(turn, attempt=2)])
    again = msgspec.structs.replace(talk, number=2)
    ids = [statement["id"] for each in (talk, again) for statement in told_of(each, by_id)]
    assert len(set(ids)) == 8


def test_an_end_that_was_taken_back_and_the_one_that_came_after_are_two(workshop: Any, by_id: Any) -> None:
    turn = workshop.turn(by_id["angry_parent"], 1)
    first, second = workshop.kept(turn), workshop.kept(turn, attempt=2)
    before = workshop.talk(replies=[first], ended="walkout")
    after = msgspec.structs.replace(
        before, turns=(msgspec.structs.replace(first, taken_back=True), second), ended="agreement"
    )
    walked_out, agreed = (told_of(talk, by_id)[-1] for talk in (before, after))
    assert walked_out["id"] != agreed["id"]
    assert (walked_out["result"]["success"], agreed["result"]["success"]) == (False, True)


def test_a_talk_that_the_trainee_stopped_is_terminated_and_neither_won_nor_lost(workshop: Any, by_id: Any) -> None:
    statement = told_of(workshop.talk(ended=None), by_id)[-1]
    assert statement["verb"]["display"]["en"] == "terminated"
    assert statement["result"]["completion"] is False
    assert "success" not in statement["result"]
    assert statement["result"]["duration"] == "PT720S"


def test_what_has_not_happened_is_not_told(workshop: Any, by_id: Any) -> None:
    scenario = by_id["angry_parent"]
    going_on = workshop.talk(over=False, ended=None, began_at=None)
    with pytest.raises(ValueError, match="goes on"):
        ended(SITE, going_on, scenario)
    with pytest.raises(ValueError, match="time"):
        begun(SITE, going_on, scenario)


def test_times_are_told_in_utc(workshop: Any, by_id: Any) -> None:
    summer = timezone(timedelta(hours=2))
    talk = workshop.talk(began_at=datetime(2026, 7, 1, 10, 30, tzinfo=summer))
    assert told_of(talk, by_id)[0]["timestamp"] == "2026-07-01T08:30:00.000Z"


@pytest.mark.parametrize("home", ["practice.example.org", "https://practice.example.org/", ""])
def test_an_address_that_is_not_absolute_is_refused(home: str) -> None:
    with pytest.raises(ValueError, match="absolute"):
        Site(home)
