"""The wall shows a group its own words without names, and their scores only when it is time."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import pytest

from bot.records import Consent, Records

Probe = dict[str, str]


def wall_of(facilitator: Any, path: str, **parameters: Any) -> dict[str, Any]:
    answer = facilitator.get(f"{path}/wall", params=parameters)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def mark(facilitator: Any, path: str, turn: int, kind: str | None) -> int:
    status: int = facilitator.put(f"{path}/wall/{turn}", json={"mark": kind}).status_code
    return status


def test_the_moments_are_the_standard_probes_first_and_then_every_other_line(facilitator: Any, path: str) -> None:
    moments = facilitator.get(f"{path}/wall/moments").json()
    probes = [one for one in moments if one["moment"]["probe"]]
    assert moments[: len(probes)] == probes
    assert [one["moment"]["probe"] for one in probes] == ["where_were_you", "name_the_child", "what_to_tell_him"]
    assert all((one["replies"], one["withheld"]) == (4, 2) for one in probes)
    assert all(one["about"] for one in probes)
    assert {one["moment"]["scenario"] for one in moments} == {"angry_parent"}


def test_a_workshop_in_which_nobody_has_talked_has_no_moments(facilitator: Any, ama: int, records: Records) -> None:
    from bot.records import WorkshopSettings

    workshop = records.open_workshop(ama, "Empty", WorkshopSettings(scenarios=["poverty"]))
    assert facilitator.get(f"/api/workshops/{workshop.id}/wall/moments").json() == []


def test_only_words_whose_authors_agreed_are_on_the_wall_and_nothing_tells_whose(
    facilitator: Any, group: Any, path: str, probe: Probe, records: Records
) -> None:
    wall = wall_of(facilitator, path, **probe)
    assert (len(wall["replies"]), wall["withheld"]) == (4, 2)
    said = {
        session: next(turn.reply for turn in records.turns(session) if turn.probe == "where_were_you")
        for session in group.sessions
    }
    assert sorted(one["reply"] for one in wall["replies"]) == sorted(said[session] for session in group.sessions[:4])
    text = facilitator.get(f"{path}/wall", params=probe).text
    assert not [who.name for who in group.participants if who.name in text]
    assert not [session for session in group.sessions if session in text]
    letters = [one["letter"] for one in wall["replies"]]
    assert letters == sorted(set(letters))


def test_scores_are_covered_until_they_are_revealed_and_so_is_every_order_that_gives_them_away(
    facilitator: Any, path: str, probe: Probe
) -> None:
    covered = wall_of(facilitator, path, **probe, by="empathy", move="instruct")
    assert covered["order"] == "mixed"
    assert len(covered["replies"]) == 4
    assert all(one["scores"] is None and one["moves"] == [] for one in covered["replies"])
    told = wall_of(facilitator, path, **probe, by="empathy", revealed=True)
    scores = [one["scores"]["empathy"] for one in told["replies"]]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) > 1
    letters = {one["turn"]: one["letter"] for one in covered["replies"]}
    assert {one["turn"]: one["letter"] for one in told["replies"]} == letters, "a reply keeps its letter"


def test_replies_can_be_sorted_by_length_and_chosen_by_a_move(facilitator: Any, path: str, probe: Probe) -> None:
    words = [one["words"] for one in wall_of(facilitator, path, **probe, by="length", lowest_first=True)["replies"]]
    assert words == sorted(words)
    told = wall_of(facilitator, path, **probe, revealed=True)["replies"]
    move = next(found["move"] for one in told for found in one["moves"])
    chosen = wall_of(facilitator, path, **probe, revealed=True, move=move)["replies"]
    assert 0 < len(chosen) == sum(any(found["move"] == move for found in one["moves"]) for one in told)


def test_a_hidden_reply_leaves_the_wall_and_comes_back(facilitator: Any, path: str, probe: Probe) -> None:
    turn = wall_of(facilitator, path, **probe)["replies"][0]["turn"]
    assert mark(facilitator, path, turn, "hidden") == 200
    wall = wall_of(facilitator, path, **probe)
    assert turn not in [one["turn"] for one in wall["replies"]]
    assert wall["hidden"] == 1
    assert len(wall_of(facilitator, path, **probe, look="all")["replies"]) == 4
    mark(facilitator, path, turn, None)
    assert len(wall_of(facilitator, path, **probe)["replies"]) == 4


def test_a_picked_reply_is_discussed_and_its_scores_revealed_by_itself(
    facilitator: Any, path: str, probe: Probe
) -> None:
    first, second = (one["turn"] for one in wall_of(facilitator, path, **probe)["replies"][:2])
    mark(facilitator, path, first, "picked")
    picked = wall_of(facilitator, path, **probe, look="picked")["replies"]
    assert [one["turn"] for one in picked] == [first]
    mark(facilitator, path, first, "revealed")
    wall = {one["turn"]: one for one in wall_of(facilitator, path, **probe)["replies"]}
    assert wall[first]["picked"]
    assert wall[first]["scores"] is not None
    assert wall[second]["scores"] is None


@pytest.mark.parametrize("place", [4, 5])
def test_a_reply_that_may_not_be_shown_cannot_be_put_on_the_wall(
    facilitator: Any, group: Any, path: str, records: Records, place: int
) -> None:
    talk = next(talk for talk in records.group_talks(group.workshop.id) if talk.session == group.sessions[place])
    assert mark(facilitator, path, talk.turns[0].id, "picked") == 404


def test_who_takes_back_that_the_group_sees_their_words_is_off_the_wall_at_once(
    facilitator: Any, group: Any, path: str, probe: Probe, records: Records
) -> None:
    who = group.participants[0]
    turn = next(one["turn"] for one in wall_of(facilitator, path, **probe)["replies"] if _by(records, one, group, 0))
    mark(facilitator, path, turn, "picked")
    records.set_consent(who.trainee, group.workshop.id, Consent(read=True))
    wall = wall_of(facilitator, path, **probe)
    assert turn not in [one["turn"] for one in wall["replies"]]
    assert (wall["picked"], wall["withheld"]) == (0, 3)


def test_who_leaves_takes_their_words_along(
    facilitator: Any, group: Any, path: str, probe: Probe, records: Records
) -> None:
    records.leave(group.participants[0].trainee, group.workshop.id)
    wall = wall_of(facilitator, path, **probe)
    assert (len(wall["replies"]), wall["withheld"]) == (3, 2)
    assert facilitator.get(f"{path}/group").json()["participants"] == 5


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"scenario": "angry_parent"}, "no_moment"),
        ({"scenario": "angry_parent", "probe": "a", "line": "b"}, "no_moment"),
        ({"scenario": "angry_parent", "probe": "a", "by": "beauty"}, "no_such_order"),
        ({}, "no_moment"),
    ],
)
def test_a_wall_that_is_asked_for_wrongly_is_refused_in_words(
    facilitator: Any, path: str, asked: Probe, code: str
) -> None:
    answer = facilitator.get(f"{path}/wall", params=asked)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, code)


class TestVoting:
    """The group votes on a picked reply from their own pages, before the coach's scores are revealed."""

    @pytest.fixture
    def voters(self, group: Any, records: Records) -> list[dict[str, str]]:
        """What the participants send with their requests: each the code of their practice."""
        from sqlalchemy import update

        from bot.records.engine import engine_for, for_writing
        from bot.records.tables import trainees

        headers = []
        engine = for_writing(engine_for(str(records._engine.url)))
        for place, who in enumerate(group.participants):
            code = f"{'ABCDEF'[place] * 4}-AAAA-AAAA"
            hashed = hashlib.sha256(code.replace("-", "").encode()).hexdigest()
            with engine.begin() as connection:
                connection.execute(update(trainees).where(trainees.c.id == who.trainee).values(code_hash=hashed))
            headers.append({"Authorization": f"Bearer {code}"})
        return headers

    @pytest.fixture
    def votes(self, group: Any) -> str:
        return f"/api/practice/workshops/{group.workshop.id}/votes"

    @pytest.fixture
    def picked(self, facilitator: Any, path: str, probe: Probe) -> int:
        turn: int = wall_of(facilitator, path, **probe)["replies"][0]["turn"]
        mark(facilitator, path, turn, "picked")
        return turn

    def test_participants_see_what_is_put_to_the_vote_without_a_name(
        self, browser: Any, voters: list[dict[str, str]], votes: str, picked: int, group: Any
    ) -> None:
        answer = browser.get(votes, headers=voters[0])
        (one,) = answer.json()
        assert one["turn"] == picked
        assert one["vote"] is None
        assert one["reply"]
        assert not [who.name for who in group.participants if who.name in answer.text]

    def test_votes_are_counted_beside_the_coachs_scores_once_revealed(
        self,
        browser: Any,
        facilitator: Any,
        path: str,
        probe: Probe,
        voters: list[dict[str, str]],
        votes: str,
        picked: int,
    ) -> None:
        for headers, empathy in zip(voters, (3, 3, 1), strict=False):
            vote = browser.put(f"{votes}/{picked}", headers=headers, json={"two_way": 2, "empathy": empathy})
            assert vote.status_code == 200
        browser.put(f"{votes}/{picked}", headers=voters[2], json={"two_way": 2, "empathy": 2})
        assert browser.get(votes, headers=voters[2]).json()[0]["vote"]["empathy"] == 2
        (covered,) = wall_of(facilitator, path, **probe, look="picked")["replies"]
        assert (covered["voters"], covered["votes"], covered["scores"]) == (3, None, None)
        mark(facilitator, path, picked, "revealed")
        (told,) = wall_of(facilitator, path, **probe, look="picked")["replies"]
        assert told["votes"]["empathy"] == {"counts": [0, 0, 1, 2], "middle": 3.0}
        assert told["votes"]["two_way"]["counts"] == [0, 0, 3, 0]

    def test_after_the_reveal_the_vote_is_over(
        self, browser: Any, facilitator: Any, path: str, voters: list[dict[str, str]], votes: str, picked: int
    ) -> None:
        mark(facilitator, path, picked, "revealed")
        assert browser.get(votes, headers=voters[0]).json() == []
        late = browser.put(f"{votes}/{picked}", headers=voters[0], json={"two_way": 2})
        assert (late.status_code, late.json()["error"]["code"]) == (409, "vote_is_over")

    def test_nobody_votes_on_a_reply_that_is_not_put_to_the_vote(
        self, browser: Any, voters: list[dict[str, str]], votes: str, picked: int
    ) -> None:
        assert browser.put(f"{votes}/{picked + 1}", headers=voters[0], json={"two_way": 2}).status_code == 409

    def test_a_reply_is_no_longer_voted_on_when_its_author_takes_it_back(
        self, browser: Any, voters: list[dict[str, str]], votes: str, picked: int, group: Any, records: Records
    ) -> None:
        for who in group.participants:
            records.set_consent(who.trainee, group.workshop.id, Consent(read=True))
        assert browser.get(votes, headers=voters[0]).json() == []
        assert browser.put(f"{votes}/{picked}", headers=voters[0], json={"two_way": 2}).status_code == 409


def test_what_has_come_and_what_was_taken_back_can_be_told_without_fetching_the_wall(
    facilitator: Any, path: str, probe: Probe, group: Any, records: Records
) -> None:
    wall = wall_of(facilitator, path, **probe)
    there = facilitator.get(f"{path}/wall/turns", params=probe).json()["turns"]
    assert there == wall["turns"]
    assert {one["turn"] for one in wall["replies"]} <= set(there)
    first = next(one for one in wall["replies"] if _by(records, one, group, 0))
    records.set_consent(group.participants[0].trainee, group.workshop.id, Consent(read=True))
    left = facilitator.get(f"{path}/wall/turns", params=probe).json()["turns"]
    assert first["turn"] not in left
    assert left == [turn for turn in there if turn in left]
    assert facilitator.get(f"{path}/wall/turns").status_code == 400


def test_the_wall_of_another_workshop_is_out_of_reach(
    add_facilitator: Callable[..., Any], signed_in: Callable[[str], Any], path: str, probe: Probe, facilitator: Any
) -> None:
    turn = wall_of(facilitator, path, **probe)["replies"][0]["turn"]
    add_facilitator("Bea")
    bea = signed_in("Bea")
    own = bea.post("/api/workshops", json={"title": "Own", "settings": {"scenarios": ["angry_parent"]}}).json()["id"]
    assert bea.get(f"{path}/wall", params=probe).status_code == 404
    assert mark(bea, f"/api/workshops/{own}", turn, "hidden") == 404
    assert wall_of(bea, f"/api/workshops/{own}", **probe)["replies"] == []


def _by(records: Records, reply: dict[str, Any], group: Any, place: int) -> bool:
    author = records.author_of(group.workshop.id, reply["turn"])
    return author is not None and author.id == group.participants[place].id
