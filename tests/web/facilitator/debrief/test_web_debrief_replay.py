"""Conversations are replayed step by step, with the facilitator's comments, by those who may read them."""

from __future__ import annotations

from typing import Any

import pytest

from bot.records import Consent, Records


def replay(facilitator: Any, path: str, session: str, **more: str) -> Any:
    return facilitator.get(f"{path}/sessions/{session}/replay", params=more)


def test_only_conversations_of_those_who_agreed_are_listed(facilitator: Any, group: Any, path: str) -> None:
    listed = facilitator.get(f"{path}/talks").json()
    assert {one["session"] for one in listed["talks"]} == {group.sessions[place] for place in (0, 1, 2, 4)}
    assert listed["withheld"] == 2
    assert all(one["replies"] and one["name"].startswith("Amber Heron") for one in listed["talks"])


def test_a_replay_has_every_step_with_the_parent_before_and_after(
    facilitator: Any, group: Any, path: str, records: Records
) -> None:
    session = group.sessions[0]
    left = replay(facilitator, path, session).json()["left"]
    turns = records.turns(session)
    assert [step["reply"] for step in left["steps"]] == [turn.reply for turn in turns]
    assert [step["after"]["heat"] for step in left["steps"]] == [turn.state.heat for turn in turns]
    assert left["parent"] == "Dawn Pritchard"
    assert left["steps"][0]["advice"]["try_next"]


@pytest.mark.parametrize("place", [3, 5])
def test_a_conversation_is_not_read_without_consent(facilitator: Any, group: Any, path: str, place: int) -> None:
    answer = replay(facilitator, path, group.sessions[place])
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "not_to_be_read")
    beside = replay(facilitator, path, group.sessions[0], beside=group.sessions[place])
    assert beside.status_code == 403


def test_taking_consent_back_closes_the_conversation_and_its_comments(
    facilitator: Any, group: Any, path: str, records: Records
) -> None:
    turn = replay(facilitator, path, group.sessions[0]).json()["left"]["steps"][0]["turn"]
    records.set_consent(group.participants[0].trainee, group.workshop.id, Consent(show=True))
    assert replay(facilitator, path, group.sessions[0]).status_code == 403
    assert facilitator.post(f"{path}/turns/{turn}/comments", json={"text": "Well put"}).status_code == 403


def test_two_conversations_stand_side_by_side_with_the_probes_in_one_row(
    facilitator: Any, group: Any, path: str
) -> None:
    both = replay(facilitator, path, group.sessions[0], beside=group.sessions[1]).json()
    probes = {
        side: {step["turn"]: step["probe"] for step in both[side]["steps"] if step["probe"]}
        for side in ("left", "right")
    }
    rows = [row for row in both["rows"] if row["probe"]]
    assert [row["probe"] for row in rows] == ["where_were_you", "name_the_child", "what_to_tell_him"]
    for row in rows:
        assert probes["left"][row["left"]] == probes["right"][row["right"]] == row["probe"]
    for side in ("left", "right"):
        steps = [step["turn"] for step in both[side]["steps"]]
        assert [row[side] for row in both["rows"] if row[side] is not None] == steps


def test_a_comment_stands_beside_its_reply_until_it_is_deleted(facilitator: Any, group: Any, path: str) -> None:
    turn = replay(facilitator, path, group.sessions[0]).json()["left"]["steps"][1]["turn"]
    made = facilitator.post(f"{path}/turns/{turn}/comments", json={"text": " Look how she\nopens up. "})
    assert made.status_code == 201
    assert made.json() | {"at": None} == {
        "id": made.json()["id"],
        "turn": turn,
        "by": "Ama Boateng",
        "text": "Look how she\nopens up.",
        "at": None,
    }
    step = replay(facilitator, path, group.sessions[0]).json()["left"]["steps"][1]
    assert [one["text"] for one in step["comments"]] == ["Look how she\nopens up."]
    counts = {one["session"]: one["comments"] for one in facilitator.get(f"{path}/talks").json()["talks"]}
    assert counts[group.sessions[0]] == 1
    assert facilitator.delete(f"{path}/comments/{made.json()['id']}").status_code == 204
    assert facilitator.delete(f"{path}/comments/{made.json()['id']}").status_code == 404
    assert replay(facilitator, path, group.sessions[0]).json()["left"]["steps"][1]["comments"] == []


def test_a_comment_needs_words_and_a_reply(facilitator: Any, group: Any, path: str) -> None:
    turn = replay(facilitator, path, group.sessions[0]).json()["left"]["steps"][0]["turn"]
    assert facilitator.post(f"{path}/turns/{turn}/comments", json={"text": "  "}).status_code == 422
    assert facilitator.post(f"{path}/turns/987654/comments", json={"text": "Well put"}).status_code == 404


def test_who_replayed_what_is_noted_without_words(facilitator: Any, group: Any, path: str, records: Records) -> None:
    replay(facilitator, path, group.sessions[0])
    facilitator.get(f"{path}/group")
    looks = {look.action: look for look in records.looks(group.workshop.id)}
    assert looks["replay"].participant == group.participants[0].id
    assert "group" in looks


def test_pictures_hold_everybodys_figures_and_nobodys_words(
    facilitator: Any, group: Any, path: str, records: Records
) -> None:
    answer = facilitator.get(f"{path}/group")
    pictures = answer.json()
    assert (pictures["participants"], pictures["talks"], pictures["scenarios"]) == (6, 6, ["angry_parent"])
    ids = [table["id"] for table in pictures["tables"]]
    assert {"score_distribution", "score_course", "ends", "share_of_talk", "strategies", "tries", "confidence"} <= {
        *ids
    }
    assert all(len(row) == len(table["columns"]) for table in pictures["tables"] for row in table["rows"])
    said = [turn.reply for session in group.sessions for turn in records.turns(session) if len(turn.reply) > 30]
    assert not [reply for reply in said if reply in answer.text]
    assert not [who.name for who in group.participants if who.name in answer.text]
    nothing = facilitator.get(f"{path}/group", params={"scenario": "poverty"}).json()
    assert (nothing["talks"], nothing["participants"]) == (0, 0)
