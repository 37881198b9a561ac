"""Reports on paper: a group in figures, a participant with what the debrief says."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape
from typing import Any

import pytest

from bot.records import Consent, Records
from bot.settings import Settings

CONSENTS = (Consent(read=True), Consent(show=True, improve=True))


@pytest.fixture
def facilitator(ama: int, signed_in: Callable[[str], Any]) -> Any:
    """The browser of a facilitator who has signed in."""
    return signed_in("Ama Boateng")


@pytest.fixture
def group(room: Settings, ama: int, fill_workshop: Callable[..., Any]) -> Any:
    """A workshop with two participants; the second has not agreed that anybody reads their words."""
    return fill_workshop(room.database_url, ama, CONSENTS)


def page_of(facilitator: Any, group: Any, which: str) -> str:
    answer = facilitator.get(f"/api/workshops/{group.workshop.id}/{which}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    text: str = answer.text
    return text


def test_the_group_is_told_in_tables_without_words_or_names(facilitator: Any, group: Any, records: Records) -> None:
    page = page_of(facilitator, group, "exports/report")
    assert "<h1>Autumn term</h1>" in page
    assert "2 people of 2 who joined, 2 talks" in page
    assert page.count("<table>") > 5
    assert page.count("<h2>") == page.count("<table>")
    assert "Amber Heron" not in page
    said = [turn.reply for session in group.sessions for turn in records.turns(session)]
    assert [reply for reply in said if escape(reply) in page or reply in page] == []
    # Ids are for programs.
    assert re.findall(r">[a-z]+_[a-z_]+<", page) == []


def test_a_participants_report_has_the_debrief_and_what_was_said(
    facilitator: Any, group: Any, records: Records
) -> None:
    who = group.participants[0]
    page = unescape(page_of(facilitator, group, f"participants/{who.id}/report?names=names"))
    assert "<h1>Looking back: Amber Heron 0</h1>" in page
    assert "<h3>How it ended</h3>" in page
    assert "<h3>The conversation</h3>" in page
    for turn in records.turns(group.sessions[0]):
        assert " ".join(turn.reply.split()) in page
    coded = page_of(facilitator, group, f"participants/{who.id}/report")
    assert "Amber Heron" not in coded
    assert re.search("Looking back: P-[0-9a-f]{6}", coded)


def test_who_keeps_their_words_has_a_report_in_figures_alone(facilitator: Any, group: Any, records: Records) -> None:
    page = unescape(page_of(facilitator, group, f"participants/{group.participants[1].id}/report"))
    assert "they have not agreed that anybody reads them" in page
    turns = records.turns(group.sessions[1])
    assert page.count("<tr>") == len(turns) + 1
    assert [turn.reply for turn in turns if turn.reply in page] == []
    assert [turn.parent for turn in turns if turn.parent in page] == []


def test_reports_are_noted(facilitator: Any, group: Any) -> None:
    who = group.participants[0].id
    page_of(facilitator, group, f"participants/{who}/report?names=names")
    page_of(facilitator, group, "exports/report")
    looks = facilitator.get(f"/api/workshops/{group.workshop.id}/looks").json()
    noted = [(one["detail"], one["participant"]) for one in looks if one["action"] == "export"]
    assert noted == [("group report", None), ("participant report, with names", who)]


def test_nobody_by_that_id_has_no_report(facilitator: Any, group: Any, records: Records) -> None:
    path = f"/api/workshops/{group.workshop.id}/participants"
    assert facilitator.get(f"{path}/9999/report").json()["error"]["code"] == "no_such_participant"
    records.leave(group.participants[0].trainee, group.workshop.id)
    assert facilitator.get(f"{path}/{group.participants[0].id}/report").status_code == 404


def test_the_page_brings_its_own_style_and_nothing_from_elsewhere(facilitator: Any, group: Any) -> None:
    page = page_of(facilitator, group, "exports/report")
    (style,) = re.findall(r'href="([^"]+)"', page)
    assert facilitator.get(style).status_code == 200
    assert "<script" not in page
    assert "style=" not in page


def test_what_people_typed_is_text_on_paper_too(facilitator: Any, group: Any, records: Records, ama: int) -> None:
    workshop = group.workshop
    title = "<script>alert(1)</script> & more"
    records.change_workshop(workshop.id, title, workshop.settings, workshop.opens_at, None)
    page = page_of(facilitator, group, "exports/report")
    assert "<script" not in page
    assert escape(title) in page


def test_before_anybody_replied_the_page_says_so(facilitator: Any, records: Records, ama: int) -> None:
    from bot.records import WorkshopSettings

    empty = records.open_workshop(ama, "Tuesday", WorkshopSettings(["poverty"])).id
    page = facilitator.get(f"/api/workshops/{empty}/exports/report").text
    assert "Nobody has replied yet" in page
    assert "<table" not in page


BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.mark.parametrize("which", ["exports/report", "participants/{who}/report"])
def test_who_is_signed_out_is_led_to_signing_in_and_from_there_back_to_the_report(
    new_browser: Callable[..., Any], group: Any, which: str
) -> None:
    who = group.participants[0].id
    path = f"/api/workshops/{group.workshop.id}/{which.format(who=who)}"
    answer = new_browser().get(path, headers=BROWSER, follow_redirects=False)
    assert answer.status_code == 302
    back = f"/facilitator#/workshop/{group.workshop.id}/report" + (f"/{who}" if "who" in which else "")
    assert answer.headers["location"] == back
    assert new_browser().get(path).status_code == 401


def test_a_report_that_is_no_more_says_so_in_a_page(facilitator: Any, group: Any) -> None:
    path = f"/api/workshops/{group.workshop.id}/participants/4711/report"
    answer = facilitator.get(path, headers=BROWSER)
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "no such participant" in answer.text
    assert "/facilitator" in answer.text
    assert facilitator.get(path).json()["error"]["code"] == "no_such_participant"
