"""A facilitator makes a workshop, people join with its code, and its rules hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import update

from bot.coaching.roleplay.state import ParentState
from bot.records import Records
from bot.records.join_codes import ALPHABET
from bot.records.tables import talks

ALL = {"read": True, "show": True, "improve": True}
NOTHING = {"read": False, "show": False, "improve": False, "tell": False}
SETTINGS: dict[str, Any] = {
    "scenarios": ["poverty", "angry_parent"],
    "coaching": "end",
    "retries": False,
    "minutes": 10,
    "consent_text": "We look at replies together.",
    "contact": "Ms Adeyemi, room 12",
}
OPENING = ParentState(heat=6, trust=4, phase="opening", line="hello", seed=3, said=("hello",))


@pytest.fixture
def facilitator(ama: int, signed_in: Callable[[str], Any]) -> Any:
    """The browser of a facilitator who has signed in."""
    return signed_in("Ama Boateng")


@pytest.fixture
def make(facilitator: Any) -> Callable[..., dict[str, Any]]:
    """Makes a workshop with those settings."""

    def run(title: str = "Monday group", **settings: Any) -> dict[str, Any]:
        made = facilitator.post("/api/workshops", json={"title": title, "settings": SETTINGS | settings})
        assert made.status_code == 201, made.text
        body: dict[str, Any] = made.json()
        return body

    return run


@pytest.fixture
def workshop(make: Callable[..., dict[str, Any]]) -> dict[str, Any]:
    return make()


@pytest.fixture
def path(workshop: dict[str, Any]) -> str:
    return f"/api/workshops/{workshop['id']}"


def join(browser: Any, workshop: dict[str, Any], consent: Any = ALL, **more: Any) -> Any:
    return browser.post(f"/api/join/{workshop['join_code']}", json={"consent": consent, **more})


@pytest.fixture
def amber(browser: Any, workshop: dict[str, Any]) -> dict[str, Any]:
    """Somebody who has joined, with what it takes to be them."""
    joined: dict[str, Any] = join(browser, workshop).json()
    return joined | {"headers": {"Authorization": f"Bearer {joined['code']}"}}


def talk_of(records: Records, amber: dict[str, Any], began: timedelta = timedelta(0)) -> str:
    """Open a session for a participant as the interface does, and let the parent walk in, so long ago."""
    found = records.participant(amber["workshop"]["id"], amber["participant"]["id"])
    assert found is not None
    session = records.open_session("poverty", "end", 3, None, found.trainee, found.id).id
    records.begin(session, "poverty", 3, "end", OPENING)
    with records._writing() as connection:
        at = datetime.now(timezone.utc) - began
        connection.execute(update(talks).where(talks.c.session_id == session).values(began_at=at))
    return session


def code_of(refused: Any) -> tuple[int, str]:
    return refused.status_code, refused.json()["error"]["code"]


def test_a_new_workshop_has_a_code_that_is_easily_read_and_is_listed(
    facilitator: Any, workshop: dict[str, Any]
) -> None:
    assert re.fullmatch(f"[{ALPHABET}]{{6}}", workshop["join_code"])
    assert workshop["join_path"] == f"/join/{workshop['join_code']}"
    assert (workshop["stage"], workshop["participants"], workshop["delete_after"]) == ("open", 0, None)
    assert workshop["settings"] | SETTINGS == workshop["settings"]
    assert (workshop["settings"]["names"], workshop["settings"]["keep_days"]) == ("generated", 90)
    assert facilitator.get("/api/workshops").json() == [workshop]
    assert facilitator.get(f"/api/workshops/{workshop['id']}").json() == workshop


def test_its_link_is_there_as_a_picture_for_the_projector(facilitator: Any, path: str) -> None:
    drawn = facilitator.get(f"{path}/qr.svg")
    assert drawn.headers["content-type"].startswith("image/svg+xml")
    assert "<svg" in drawn.text


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"title": "  "}, "no_title"),
        ({"title": ""}, "unreadable_request"),
        ({"settings": SETTINGS | {"scenarios": []}}, "unreadable_request"),
        ({"settings": SETTINGS | {"scenarios": ["nobody"]}}, "unknown_scenario"),
        ({"settings": SETTINGS | {"scenarios": ["poverty", "poverty"]}}, "unknown_scenario"),
        ({"settings": SETTINGS | {"minutes": 0}}, "unreadable_request"),
        ({"settings": SETTINGS | {"coaching": "never"}}, "unreadable_request"),
        ({"settings": SETTINGS | {"keep_days": 0}}, "unreadable_request"),
        ({"settings": SETTINGS | {"surprise": 1}}, "unreadable_request"),
        ({"opens_at": "2030-01-02T00:00:00Z", "closes_at": "2030-01-01T00:00:00Z"}, "ends_before_it_opens"),
        ({"closes_at": "2020-01-01T00:00:00Z"}, "ends_before_it_opens"),
        ({"closes_at": "2030-01-01T00:00:00"}, "unreadable_request"),
    ],
)
def test_what_cannot_be_is_refused_in_words(facilitator: Any, change: dict[str, Any], code: str) -> None:
    refused = facilitator.post("/api/workshops", json={"title": "Group", "settings": SETTINGS} | change)
    assert refused.json()["error"]["code"] == code
    assert facilitator.get("/api/workshops").json() == []


def test_who_joins_reads_first_what_it_is_and_says_what_they_agree_to(browser: Any, workshop: dict[str, Any]) -> None:
    typed = workshop["join_code"].lower()
    info = browser.get(f"/api/join/{typed[:3]} {typed[3:]}").json()
    assert (info["title"], info["consent_text"], info["contact"]) == (
        "Monday group",
        "We look at replies together.",
        "Ms Adeyemi, room 12",
    )
    assert (info["scenarios"], info["minutes"], info["retries"], info["names"]) == (
        ["poverty", "angry_parent"],
        10,
        False,
        "generated",
    )
    joined = join(browser, workshop, {"read": True})
    assert joined.status_code == 201
    assert re.fullmatch(r"[A-Z][a-z]+ [A-Z][a-z]+", joined.json()["participant"]["name"])
    assert joined.json()["participant"]["consent"] == NOTHING | {"read": True}
    assert browser.post(f"/api/join/{workshop['join_code']}", json={}).status_code == 400


def test_a_full_room_gets_different_names_and_nobody_an_account(browser: Any, workshop: dict[str, Any]) -> None:
    joined = [join(browser, workshop, NOTHING).json() for _ in range(40)]
    assert len({one["participant"]["name"] for one in joined}) == 40
    assert len({one["code"] for one in joined}) == 40


def test_joining_again_with_ones_own_code_stays_the_same_person(
    browser: Any, workshop: dict[str, Any], amber: dict[str, Any]
) -> None:
    again = browser.post(
        f"/api/join/{workshop['join_code']}", json={"consent": NOTHING}, headers=amber["headers"]
    ).json()
    assert (again["code"], again["participant"]["id"]) == (None, amber["participant"]["id"])
    assert again["participant"]["consent"] == NOTHING
    wrong = browser.post(
        f"/api/join/{workshop['join_code']}", json={"consent": ALL}, headers={"Authorization": "Bearer 0000-0000-0000"}
    )
    assert code_of(wrong) == (401, "no_such_practice")


def test_names_are_as_the_workshop_wants_them(browser: Any, make: Callable[..., dict[str, Any]]) -> None:
    real, chosen = make(names="real"), make(names="chosen")
    names = [join(browser, real, name=" Anna  de Vries ").json()["participant"]["name"] for _ in range(2)]
    assert names == ["Anna de Vries", "Anna de Vries (2)"]
    assert join(browser, chosen, name="Robin").json()["participant"]["name"] == "Robin"
    assert code_of(join(browser, chosen, name="robin")) == (409, "name_taken")
    for nameless in ({}, {"name": " "}, {"name": "\u200b"}, {"name": None}):
        assert code_of(join(browser, real, **nameless)) == (422, "name_needed")


def test_somebody_who_could_not_join_leaves_nothing_behind(
    browser: Any, make: Callable[..., dict[str, Any]], records: Records
) -> None:
    chosen = make(names="chosen")
    join(browser, chosen, name="Robin")
    join(browser, chosen, name="Robin")
    with records._reading() as connection:
        assert connection.exec_driver_sql("select count(*) from trainees").scalar() == 1


@pytest.mark.parametrize("code", ["ABCDEF", "000000", "x", "CDFGHJ", "%20"])
def test_a_wrong_code_opens_nothing(browser: Any, workshop: dict[str, Any], code: str) -> None:
    assert code_of(browser.get(f"/api/join/{code}")) == (404, "no_such_code")
    assert code_of(browser.post(f"/api/join/{code}", json={"consent": ALL})) == (404, "no_such_code")


def test_nobody_finds_a_workshop_by_trying_code_after_code(browser: Any, workshop: dict[str, Any]) -> None:
    tries = [browser.get("/api/join/CDFGHJ").status_code for _ in range(61)]
    assert tries == [404] * 60 + [429]
    right = browser.get(f"/api/join/{workshop['join_code']}")
    assert code_of(right) == (429, "wait_a_little")
    assert int(right.headers["retry-after"]) > 0


def test_one_joins_only_while_the_workshop_is_open(
    facilitator: Any, browser: Any, make: Callable[..., dict[str, Any]]
) -> None:
    later = {"title": "Later", "settings": SETTINGS, "opens_at": "2050-01-31T09:00:00+01:00"}
    waiting = facilitator.post("/api/workshops", json=later).json()
    assert waiting["stage"] == "waiting"
    refused = join(browser, waiting)
    assert code_of(refused) == (409, "not_open_yet")
    assert "31 January 2050 at 08:00" in refused.json()["error"]["message"]
    over = make()
    ended = facilitator.post(f"/api/workshops/{over['id']}/end").json()
    assert (ended["stage"], ended["delete_after"] is None) == ("over", False)
    assert code_of(join(browser, over)) == (409, "workshop_over")
    assert browser.get(f"/api/join/{over['join_code']}").json()["stage"] == "over"


def test_sessions_of_a_workshop_keep_to_its_scenarios(
    browser: Any, workshop: dict[str, Any], amber: dict[str, Any], facilitator: Any, path: str
) -> None:
    def open_one(headers: Any = amber["headers"], **wish: Any) -> tuple[int, str]:
        return code_of(browser.post("/api/sessions", json={"workshop": workshop["id"], **wish}, headers=headers))

    assert open_one(scenario="special_care") == (422, "not_in_this_workshop")
    assert open_one(scenario="nobody") == (404, "unknown_scenario")
    assert open_one(headers={}, scenario="poverty") == (401, "no_such_practice")
    stranger = browser.post("/api/practice").json()["code"]
    assert open_one(headers={"Authorization": f"Bearer {stranger}"}, scenario="poverty") == (404, "not_taking_part")
    # All is well up to here: only Rasa is down.
    assert open_one(scenario="poverty") == (503, "coach_unavailable")
    facilitator.post(f"{path}/end")
    assert open_one(scenario="poverty") == (409, "workshop_over")


def test_no_reply_is_taken_back_and_none_comes_after_the_time(
    browser: Any, amber: dict[str, Any], records: Records, facilitator: Any, path: str
) -> None:
    session = talk_of(records, amber, began=timedelta(minutes=10, seconds=20))
    there = f"/api/sessions/{session}"
    shown = browser.get(there, headers=amber["headers"]).json()
    assert datetime.fromisoformat(shown["until"].replace("Z", "+00:00")) < datetime.now(timezone.utc)
    assert code_of(browser.post(f"{there}/retry", headers=amber["headers"])) == (409, "no_retries")

    def reply(**more: Any) -> tuple[int, str]:
        return code_of(browser.post(f"{there}/replies", json={"text": "Hello", **more}, headers=amber["headers"]))

    assert reply() == (409, "time_is_up")
    assert reply(payload="/hint") == (409, "time_is_up")
    assert reply(payload="/finish") == (503, "coach_unavailable"), "finishing is always possible"
    assert facilitator.post(f"{path}/extend", json={"minutes": 5}).status_code == 204
    assert reply() == (503, "coach_unavailable"), "there is time again, and only Rasa is down"
    facilitator.post(f"{path}/end")
    assert reply() == (409, "workshop_over")
    assert browser.get(f"{there}/report", headers=amber["headers"]).status_code == 200


def test_a_reply_that_was_answered_in_time_is_answered_again(
    browser: Any, amber: dict[str, Any], records: Records, facilitator: Any, path: str
) -> None:
    session = talk_of(records, amber)
    records.keep_aside(session, "a question", [{"speaker": "coach", "text": "An answer."}], "mine")
    facilitator.post(f"{path}/end")
    body = {"text": "a question", "client_id": "mine"}
    again = browser.post(f"/api/sessions/{session}/replies", json=body, headers=amber["headers"])
    assert (again.status_code, again.json()["messages"][0]["text"]) == (200, "An answer.")


def test_a_participants_page_tells_where_it_is_and_hears_the_facilitator(
    browser: Any, amber: dict[str, Any], workshop: dict[str, Any], facilitator: Any, path: str
) -> None:
    mine = f"/api/practice/workshops/{workshop['id']}"
    here = browser.put(f"{mine}/here", json={"place": "briefing"}, headers=amber["headers"])
    assert (here.status_code, here.json()["notes"]) == (200, [])
    sent = facilitator.post(f"{path}/notes", json={"text": " Five more minutes. \u0007"})
    assert (sent.status_code, sent.json()["text"]) == (201, "Five more minutes.")
    facilitator.post(f"{path}/notes", json={"text": "Well begun.", "participant": amber["participant"]["id"]})
    told = browser.get(mine, headers=amber["headers"]).json()
    assert [(note["text"], note["to_all"]) for note in told["notes"]] == [
        ("Five more minutes.", True),
        ("Well begun.", False),
    ]
    assert [note["text"] for note in facilitator.get(f"{path}/notes").json()] == ["Five more minutes.", "Well begun."]
    (standing,) = facilitator.get(f"{path}/board").json()["participants"]
    assert (standing["condition"], standing["place"]) == ("briefing", "briefing")
    assert code_of(facilitator.post(f"{path}/notes", json={"text": " \u0007 "})) == (422, "nothing_written")
    nobody = facilitator.post(f"{path}/notes", json={"text": "You there", "participant": 4711})
    assert code_of(nobody) == (404, "no_such_participant")
    assert browser.get("/api/practice/workshops", headers=amber["headers"]).json()[0]["workshop"] == told["workshop"]


def test_whoever_takes_their_practice_along_has_also_what_the_workshop_keeps_of_them(
    browser: Any, amber: dict[str, Any], facilitator: Any, path: str
) -> None:
    facilitator.post(f"{path}/notes", json={"text": "Well begun."})
    (kept,) = browser.get("/api/practice/download", headers=amber["headers"]).json()["workshops"]
    given = ALL | {"tell": False}
    assert (kept["title"], kept["name"], kept["consent"]) == ("Monday group", amber["participant"]["name"], given)
    assert [note["text"] for note in kept["notes"]] == ["Well begun."]


def test_consent_is_changed_and_withdrawn_by_who_gave_it(
    browser: Any, amber: dict[str, Any], workshop: dict[str, Any], facilitator: Any, path: str
) -> None:
    body = {"workshop": workshop["id"], "consent": NOTHING}
    changed = browser.put("/api/practice/consent", json=body, headers=amber["headers"])
    assert changed.json()["participant"]["consent"] == NOTHING
    (standing,) = facilitator.get(f"{path}/board").json()["participants"]
    assert standing["consent"] == NOTHING
    mine = f"/api/practice/workshops/{workshop['id']}"
    assert browser.delete(mine, headers=amber["headers"]).status_code == 204
    assert facilitator.get(f"{path}/board").json()["participants"] == []
    assert code_of(browser.get(mine, headers=amber["headers"])) == (404, "not_taking_part")
    assert code_of(browser.put("/api/practice/consent", json=body, headers=amber["headers"])) == (
        404,
        "not_taking_part",
    )
    assert browser.get("/api/practice", headers=amber["headers"]).status_code == 200, "the practice stays"


def test_the_board_counts_and_says_nothing_new_while_nothing_changes(
    facilitator: Any, amber: dict[str, Any], records: Records, path: str, browser: Any, workshop: dict[str, Any]
) -> None:
    talk_of(records, amber, began=timedelta(minutes=3))
    join(browser, workshop)
    first = facilitator.get(f"{path}/board")
    counts = first.json()["counts"]
    assert counts == {"joined": 1, "briefing": 0, "talking": 1, "finished": 0, "stuck": 1}
    by_name = {one["id"]: one for one in first.json()["participants"]}
    talking = by_name[amber["participant"]["id"]]
    assert (talking["condition"], talking["stuck"], talking["heat"], talking["turn"]) == ("talking", True, 6, 0)
    same = facilitator.get(f"{path}/board", headers={"If-None-Match": first.headers["etag"]})
    assert (same.status_code, same.content) == (304, b"")
    join(browser, workshop)
    changed = facilitator.get(f"{path}/board", headers={"If-None-Match": first.headers["etag"]})
    assert (changed.status_code, len(changed.json()["participants"])) == (200, 3)


def test_more_time_needs_an_end_of_it_and_somebody_to_give_it_to(
    facilitator: Any, make: Callable[..., dict[str, Any]], path: str
) -> None:
    unlimited = make(minutes=None)
    refused = facilitator.post(f"/api/workshops/{unlimited['id']}/extend", json={"minutes": 5})
    assert code_of(refused) == (409, "no_time_limit")
    nobody = facilitator.post(f"{path}/extend", json={"minutes": 5, "participant": 4711})
    assert code_of(nobody) == (404, "no_such_participant")


def test_what_participants_agreed_to_cannot_be_changed_behind_their_backs(
    facilitator: Any, amber: dict[str, Any], path: str
) -> None:
    def change(**settings: Any) -> Any:
        return facilitator.put(path, json={"title": "New title", "settings": SETTINGS | settings})

    for promised in ({"consent_text": "Something else"}, {"names": "real"}, {"keep_days": 91}):
        assert code_of(change(**promised)) == (409, "promised")
    changed = change(keep_days=30, minutes=20, scenarios=["poverty"], retries=True).json()
    assert (changed["title"], changed["settings"]["minutes"], changed["participants"]) == ("New title", 20, 1)


def test_a_participant_in_figures_and_deleted_with_their_words(
    facilitator: Any, amber: dict[str, Any], records: Records, path: str
) -> None:
    session = talk_of(records, amber)
    records.keep_aside(session, "my own words", [])
    there = f"{path}/participants/{amber['participant']['id']}"
    shown = facilitator.get(there)
    assert [(one["session"], one["number"]) for one in shown.json()["talks"]] == [(session, 1)]
    assert "my own words" not in shown.text
    assert facilitator.delete(there).status_code == 204
    assert records.session(session) is None
    assert code_of(facilitator.get(there)) == (404, "no_such_participant")
    assert code_of(facilitator.delete(there)) == (404, "no_such_participant")
    looks = facilitator.get(f"{path}/looks").json()
    assert [(one["action"], one["facilitator"]) for one in looks] == [
        ("delete_participant", "Ama Boateng"),
        ("participant", "Ama Boateng"),
    ]


def test_a_deleted_workshop_is_gone_and_its_participants_keep_their_practice(
    facilitator: Any, amber: dict[str, Any], records: Records, path: str, browser: Any
) -> None:
    session = talk_of(records, amber)
    assert facilitator.delete(path).status_code == 204
    assert code_of(facilitator.get(path)) == (404, "no_such_workshop")
    assert records.session(session) is None
    assert browser.get("/api/practice", headers=amber["headers"]).status_code == 200
    assert browser.get("/api/practice/workshops", headers=amber["headers"]).json() == []


def test_an_administrators_look_at_another_workshop_is_noted_and_ones_own_is_not(
    add_facilitator: Any, signed_in: Callable[[str], Any], facilitator: Any
) -> None:
    add_facilitator("Ben")
    ben = signed_in("Ben")
    made = ben.post("/api/workshops", json={"title": "Ben's", "settings": SETTINGS}).json()
    path = f"/api/workshops/{made['id']}"
    ben.get(f"{path}/board")
    for _ in range(3):
        facilitator.get(f"{path}/board")
    looks = ben.get(f"{path}/looks").json()
    assert [(one["facilitator"], one["action"]) for one in looks] == [("Ama Boateng", "board")]
    assert [one["title"] for one in facilitator.get("/api/workshops").json()] == ["Ben's"]
