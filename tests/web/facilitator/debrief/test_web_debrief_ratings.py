"""Replies are rated by the codebook, blindly at first, and the coach is measured by that and can get better by it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from bot.records import Records
from bot.settings import ROOT

SCORES = {"two_way": 2, "empathy": 1, "boundaries": None}


@pytest.fixture
def replies(facilitator: Any, path: str) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = facilitator.get(f"{path}/ratings").json()["replies"]
    return listed


def rate(who: Any, path: str, turn: int, **scores: Any) -> Any:
    return who.put(f"{path}/ratings/{turn}", json=SCORES | scores)


def as_the_coach(who: Any, path: str, turn: int, records: Records, group: Any) -> dict[str, Any]:
    """Rate a reply just as the coach did."""
    one = records.turn_in(group.workshop.id, turn)
    assert one is not None
    scores: dict[str, Any] = msgspec.to_builtins(one.turn.scored.scores)
    body: dict[str, Any] = rate(who, path, turn, **scores).json()
    return body


def test_what_can_be_rated_is_what_may_be_read_or_shown(
    facilitator: Any, group: Any, path: str, replies: list[dict[str, Any]], records: Records
) -> None:
    seen = sum(len(records.turns(session)) for session in group.sessions[:5])
    assert len(replies) == seen
    assert facilitator.get(f"{path}/ratings/count").json() == {"replies": seen}
    hidden = records.group_talks(group.workshop.id, session=group.sessions[5])[0].turns[0].id
    assert facilitator.get(f"{path}/ratings/{hidden}").status_code == 404
    assert rate(facilitator, path, hidden).status_code == 404


def test_the_coachs_scores_are_covered_until_one_has_rated(
    facilitator: Any, path: str, replies: list[dict[str, Any]]
) -> None:
    turn = replies[0]["turn"]
    before = facilitator.get(f"{path}/ratings/{turn}")
    assert before.json()["coach"] is None
    assert "scores" not in before.text
    after = rate(facilitator, path, turn, note=" hm ").json()
    assert after["coach"]["scores"]["two_way"] in (0, 1, 2, 3)
    assert after["rating"] | {"at": None} == {
        "rater": after["rating"]["rater"],
        "turn": turn,
        **SCORES,
        "moves": None,
        "note": "hm",
        "saw_scores": False,
        "blind": None,
        "at": None,
    }
    assert facilitator.get(f"{path}/ratings").json()["replies"][0]["rated"]


def test_scores_changed_after_the_look_count_as_seen_and_a_note_does_not(
    facilitator: Any, path: str, replies: list[dict[str, Any]]
) -> None:
    turn = replies[0]["turn"]
    rate(facilitator, path, turn)
    noted = rate(facilitator, path, turn, note="A note", moves=["open_question"]).json()["rating"]
    assert not noted["saw_scores"]
    assert rate(facilitator, path, turn, empathy=3).json()["rating"]["saw_scores"]


def test_what_was_given_blindly_counts_for_the_agreement_however_often_it_is_changed(
    facilitator: Any, path: str, replies: list[dict[str, Any]]
) -> None:
    turn = replies[0]["turn"]
    rate(facilitator, path, turn)
    (before,) = facilitator.get(f"{path}/agreement").json()["coach"]
    for changed in ({"empathy": 3}, {"empathy": 2, "two_way": 0}):
        kept = rate(facilitator, path, turn, **changed).json()["rating"]
        assert kept["blind"] == SCORES
    (after,) = facilitator.get(f"{path}/agreement").json()["coach"]
    assert (after, after["left_out"]) == (before, 0)


def test_a_rating_that_is_deleted_and_given_anew_is_not_blind(
    facilitator: Any, path: str, replies: list[dict[str, Any]]
) -> None:
    turn = replies[0]["turn"]
    rate(facilitator, path, turn)
    assert facilitator.delete(f"{path}/ratings/{turn}").status_code == 204
    assert facilitator.get(f"{path}/ratings/{turn}").json()["coach"] is None
    assert rate(facilitator, path, turn, empathy=3).json()["rating"]["saw_scores"]
    assert not rate(facilitator, path, replies[1]["turn"]).json()["rating"]["saw_scores"]


def test_a_reply_whose_scores_were_revealed_on_the_wall_is_not_rated_blindly(
    facilitator: Any, group: Any, path: str, records: Records
) -> None:
    turn = records.group_talks(group.workshop.id, session=group.sessions[0])[0].turns[0].id
    facilitator.put(f"{path}/wall/{turn}", json={"mark": "revealed"})
    assert rate(facilitator, path, turn).json()["rating"]["saw_scores"]


def test_two_raters_do_not_see_each_others_scores_before_their_own(
    facilitator: Any,
    add_facilitator: Callable[..., Any],
    signed_in: Callable[[str], Any],
    path: str,
    replies: list[dict[str, Any]],
) -> None:
    add_facilitator("Bea Okafor", "administrator")
    bea = signed_in("Bea Okafor")
    assert [one["turn"] for one in bea.get(f"{path}/ratings").json()["replies"]] == [one["turn"] for one in replies]
    turn = replies[0]["turn"]
    rate(facilitator, path, turn)
    assert bea.get(f"{path}/ratings").json()["replies"][0]["by_others"] == 1
    assert bea.get(f"{path}/ratings/{turn}").json()["others"] == []
    (other,) = rate(bea, path, turn, empathy=2).json()["others"]
    assert (other["name"], other["rating"]["empathy"]) == ("Ama Boateng", 1)


def test_agreement_with_the_coach_and_with_each_other_is_told_with_its_interval(
    facilitator: Any,
    add_facilitator: Callable[..., Any],
    signed_in: Callable[[str], Any],
    group: Any,
    path: str,
    replies: list[dict[str, Any]],
    records: Records,
) -> None:
    add_facilitator("Bea Okafor", "administrator")
    bea = signed_in("Bea Okafor")
    for place, one in enumerate(replies[:24]):
        as_the_coach(facilitator, path, one["turn"], records, group)
        rate(bea, path, one["turn"], two_way=place % 4)
    told = facilitator.get(f"{path}/agreement").json()
    own = next(pair for pair in told["coach"] if told["names"][pair["first"]] == "Ama Boateng")
    two_way = own["scores"][0]
    assert (two_way["replies"], two_way["exact"], two_way["kappa"]) == (24, 24, 1.0)
    (pair,) = told["raters"]
    assert {told["names"][pair["first"]], told["names"][pair["second"]]} == {"Ama Boateng", "Bea Okafor"}
    assert pair["scores"][0]["kappa"] < 0.9
    assert pair["scores"][0]["interval"]["low"] < pair["scores"][0]["kappa"] < pair["scores"][0]["interval"]["high"]
    assert "Bea Okafor" in pair["scores"][0]["in_words"]


def test_corrections_are_a_gold_file_that_the_command_evaluates(
    facilitator: Any, group: Any, path: str, replies: list[dict[str, Any]], tmp_path: Path
) -> None:
    for one in replies:
        rate(facilitator, path, one["turn"], moves=["open_question"])
    answer = facilitator.get(f"{path}/corrections")
    assert "attachment" in answer.headers["content-disposition"]
    lines = [msgspec.json.decode(line) for line in answer.text.splitlines()]
    assert {one["readings"][0]["empathy"] for one in lines} == {1}
    assert len(lines) == facilitator.get(f"{path}/ratings").json()["corrections"] < len(replies)
    assert not [who.name for who in group.participants if who.name in answer.text]
    file = tmp_path / "corrections.jsonl"
    file.write_text(answer.text, encoding="utf-8")
    command = [sys.executable, "-c", "from bot.cli import main; main()", "evaluate", str(file), "--no-baselines"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert str(len(lines)) in done.stdout


def test_a_rating_by_the_codebook_alone(facilitator: Any, path: str, replies: list[dict[str, Any]]) -> None:
    turn = replies[0]["turn"]
    unknown = rate(facilitator, path, turn, moves=["open_question", "telepathy"])
    assert (unknown.status_code, unknown.json()["error"]["code"]) == (422, "unknown_moves")
    assert rate(facilitator, path, turn, empathy=4).status_code == 400
    assert facilitator.get(f"{path}/ratings/{turn}").json()["rating"] is None


def test_a_rating_can_be_taken_back(facilitator: Any, path: str, replies: list[dict[str, Any]]) -> None:
    turn = replies[0]["turn"]
    rate(facilitator, path, turn)
    assert facilitator.delete(f"{path}/ratings/{turn}").status_code == 204
    assert facilitator.get(f"{path}/ratings/{turn}").json()["coach"] is None
    assert facilitator.delete(f"{path}/ratings/{turn}").status_code == 404
