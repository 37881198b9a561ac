"""What leaves a workshop: whole, without names unless asked for, without words that were not given, and harmless."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coaching.codebook import MOVES
from bot.records import Consent, Records
from bot.settings import Settings
from bot.web.facilitator.export_csv import DANGEROUS, csv_blocks, harmless
from bot.web.facilitator.export_sheets import SHEETS, Sheet
from bot.web.facilitator.export_xlsx import workbook

ALL = Consent(read=True, show=True, improve=True)
CONSENTS = (ALL, ALL, Consent(read=True), Consent(show=True, improve=True), Consent())
"""The last two have not agreed that the facilitator reads their words."""

XML = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture
def facilitator(ama: int, signed_in: Callable[[str], Any]) -> Any:
    """The browser of a facilitator who has signed in."""
    return signed_in("Ama Boateng")


@pytest.fixture
def group(room: Settings, ama: int, fill_workshop: Callable[..., Any]) -> Any:
    """A workshop with five participants, of whom each agrees to something else."""
    return fill_workshop(room.database_url, ama, CONSENTS)


@pytest.fixture
def path(group: Any) -> str:
    return f"/api/workshops/{group.workshop.id}"


def rows_of(answer: Any) -> list[dict[str, str]]:
    """The rows of a CSV file, by their columns."""
    assert answer.status_code == 200, answer.text
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


def sheet_of(facilitator: Any, path: str, sheet: str, **more: str) -> list[dict[str, str]]:
    return rows_of(facilitator.get(f"{path}/exports/csv", params={"sheet": sheet, **more}))


def cells_of(content: bytes) -> dict[str, list[list[tuple[str, str]]]]:
    """All cells of a workbook, kind and content, sheet by sheet and row by row."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        names = [
            one.get("name", "") for one in ElementTree.fromstring(book.read("xl/workbook.xml")).iter(f"{XML}sheet")
        ]
        texts = ["".join(one.itertext()) for one in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))]
        found = {}
        for at, name in enumerate(names, start=1):
            page = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{at}.xml"))
            assert list(page.iter(f"{XML}f")) == []
            found[name] = [[_cell(cell, texts) for cell in row.iter(f"{XML}c")] for row in page.iter(f"{XML}row")]
    return found


def _cell(cell: ElementTree.Element, texts: list[str]) -> tuple[str, str]:
    kind, content = cell.get("t", "n"), "".join(cell.itertext())
    return ("text", texts[int(content)]) if kind == "s" else (kind, content)


def replies_of(records: Records, sessions: list[str]) -> list[str]:
    return [turn.reply for session in sessions for turn in records.turns(session)]


def everything_of(facilitator: Any, path: str, **more: str) -> dict[str, str]:
    """All that can be taken out of a workshop as a whole, as text."""
    whole = facilitator.get(f"{path}/exports/zip", params=more)
    book = facilitator.get(f"{path}/exports/xlsx", params=more)
    with zipfile.ZipFile(io.BytesIO(whole.content)) as archive:
        taken = {name: archive.read(name).decode() for name in archive.namelist()}
    taken["workbook"] = json.dumps(cells_of(book.content), ensure_ascii=False)
    taken["lines"] = facilitator.get(f"{path}/exports/lines", params=more).text
    taken["report"] = facilitator.get(f"{path}/exports/report").text
    return taken


def test_every_reply_is_there_with_its_scores_and_moves(
    facilitator: Any, group: Any, path: str, records: Records
) -> None:
    turns, scores, moves = (sheet_of(facilitator, path, sheet) for sheet in ("turns", "scores", "moves"))
    kept = [turn for session in group.sessions for turn in records.turns(session)]
    assert len(turns) == len(kept)
    assert len(scores) == sum(2 + (turn.scored.scores.boundaries is not None) for turn in kept)
    assert len(moves) == sum(len(turn.scored.moves) for turn in kept)
    assert {row["move"] for row in moves} <= set(MOVES)
    shared = replies_of(records, group.sessions[:3])
    assert sorted(row["reply"] for row in turns if row["reply"]) == sorted(map(harmless, shared))
    for row in turns:
        own = {one["score"]: one["value"] for one in scores if one["reply_id"] == row["reply_id"]}
        assert own == {name: row[name] for name in ("two_way", "empathy", "boundaries") if row[name]}


def test_the_sheets_fit_together(facilitator: Any, group: Any, path: str) -> None:
    people, sessions, turns = (sheet_of(facilitator, path, sheet) for sheet in ("participants", "sessions", "turns"))
    assert len(people) == len(sessions) == 5
    assert {row["participant"] for row in turns} == {row["participant"] for row in people}
    assert {row["session"] for row in turns} == {row["session"] for row in sessions}
    assert sum(int(row["replies"]) for row in sessions) == len(turns)
    assert [row["sure_before_two_way"] for row in sessions] == ["2"] * 5
    assert [row["sure_after_boundaries"] for row in sessions] == ["4"] * 5
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", row["began_at"]) for row in sessions)
    assert all(0 < float(row["share_of_talk"]) < 1 for row in sessions)


def test_words_that_were_not_given_do_not_leave_in_any_form(
    facilitator: Any, group: Any, path: str, records: Records
) -> None:
    theirs = {reply for reply in replies_of(records, group.sessions[3:]) if len(reply) > 25}
    theirs -= set(replies_of(records, group.sessions[:3]))
    assert theirs
    for form, taken in everything_of(facilitator, path).items():
        assert [reply for reply in theirs if reply in taken or reply in json.dumps(taken)] == [], form
    turns = sheet_of(facilitator, path, "turns")
    kept_back = [row for row in turns if row["words_shared"] == "false"]
    assert kept_back
    assert {row[column] for row in kept_back for column in ("parent", "reply", "answer")} == {""}
    assert all(row["two_way"] in "0123" and row["words"] != "0" for row in kept_back)
    reasons = [row for row in sheet_of(facilitator, path, "scores") if row["reason"]]
    assert {row["participant"] for row in reasons} == {row["participant"] for row in turns if row["reply"]}


def test_consent_that_is_withdrawn_holds_for_the_next_export(
    facilitator: Any, group: Any, path: str, records: Records
) -> None:
    first = group.participants[0]
    records.set_consent(first.trainee, group.workshop.id, Consent())
    words = set(replies_of(records, group.sessions[:1])) - set(replies_of(records, group.sessions[1:]))
    assert not words & {row["reply"] for row in sheet_of(facilitator, path, "turns")}
    records.leave(group.participants[1].trainee, group.workshop.id)
    assert len(sheet_of(facilitator, path, "participants")) == 4
    assert len({row["participant"] for row in sheet_of(facilitator, path, "turns")}) == 4


def test_people_go_by_codes_that_stay_the_same(facilitator: Any, group: Any, path: str) -> None:
    taken = everything_of(facilitator, path)
    assert {form for form, text in taken.items() if "Amber Heron" in text or "Ama Boateng" in text} == set()
    assert {form for form, text in taken.items() if any(session in text for session in group.sessions)} == set()
    codes = [row["participant"] for row in sheet_of(facilitator, path, "participants")]
    assert len(set(codes)) == 5
    assert all(re.fullmatch("P-[0-9a-f]{6}", code) for code in codes)
    assert [row["participant"] for row in sheet_of(facilitator, path, "participants")] == codes


def test_names_leave_only_when_asked_for_and_that_is_noted(facilitator: Any, group: Any, path: str) -> None:
    rows = sheet_of(facilitator, path, "turns", names="names")
    assert {row["name"] for row in rows} == {f"Amber Heron {n}" for n in range(5)}
    sheet_of(facilitator, path, "turns")
    sheet_of(facilitator, path, "turns")
    looks = [one for one in facilitator.get(f"{path}/looks").json() if one["action"] == "export"]
    assert [one["detail"] for one in looks] == ["turns.csv", "turns.csv", "turns.csv, with names"]
    assert {one["facilitator"] for one in looks} == {"Ama Boateng"}


def test_ratings_leave_beside_the_coachs_scores(
    facilitator: Any, group: Any, path: str, records: Records, ama: int
) -> None:
    turns = sheet_of(facilitator, path, "turns")
    mine = next(row for row in turns if row["words_shared"] == "true")
    withheld = next(row for row in turns if row["words_shared"] == "false")
    for row in (mine, withheld):
        rated = (2, 3, None)
        records.rate(group.workshop.id, int(row["reply_id"]), ama, rated, ["open_question"], note="=Well put")
    found = {row["reply_id"]: row for row in sheet_of(facilitator, path, "ratings")}
    one = found[mine["reply_id"]]
    assert (one["rated_two_way"], one["rated_empathy"], one["rated_boundaries"]) == ("2", "3", "")
    assert (one["blind_two_way"], one["blind_empathy"], one["blind_boundaries"]) == ("2", "3", "")
    assert (one["coach_two_way"], one["coach_moves"]) == (mine["two_way"], mine["moves"])
    assert (one["rated_moves"], one["note"], one["saw_scores"]) == ("open_question", "'=Well put", "false")
    # A note may quote what it is about.
    assert found[withheld["reply_id"]]["note"] == ""
    assert re.fullmatch("F-[0-9a-f]{6}", one["rater"])
    (named, _) = sheet_of(facilitator, path, "ratings", names="names")
    assert named["rater"] == "Ama Boateng"


def test_the_workbook_has_a_sheet_for_each_kind_and_says_the_same(facilitator: Any, group: Any, path: str) -> None:
    answer = facilitator.get(f"{path}/exports/xlsx")
    assert answer.headers["content-disposition"].startswith('attachment; filename="alongside-autumn-term-')
    book = cells_of(answer.content)
    assert tuple(book) == SHEETS
    for name in SHEETS:
        rows = sheet_of(facilitator, path, name)
        assert len(book[name]) == len(rows) + 1
        assert [text for _, text in book[name][0]] == list(rows[0]) if rows else True
    replies = {text for kind, text in (cell for row in book["turns"] for cell in row) if kind == "text"}
    assert {
        row["reply"] for row in sheet_of(facilitator, path, "turns") if row["reply"] and row["reply"][0] != "'"
    } <= replies


def test_the_lines_are_objects_that_say_of_which_sheet_they_are(facilitator: Any, group: Any, path: str) -> None:
    answer = facilitator.get(f"{path}/exports/lines")
    lines = [json.loads(line) for line in answer.text.splitlines()]
    counts = {name: sum(line["sheet"] == name for line in lines) for name in SHEETS}
    assert counts == {name: len(sheet_of(facilitator, path, name)) for name in SHEETS}
    turn = next(line for line in lines if line["sheet"] == "turns" and line["words_shared"])
    assert isinstance(turn["two_way"], int)


def test_what_there_is_to_export_is_told_beforehand(facilitator: Any, group: Any, path: str) -> None:
    told = facilitator.get(f"{path}/exports").json()
    assert (told["participants"], told["words_shared"], told["talks"], told["statements"]) == (5, 3, 5, None)


def test_nothing_of_an_export_stays_on_the_machine(facilitator: Any, group: Any, path: str, room: Settings) -> None:
    before = set(Path(room.data_dir).rglob("*"))
    everything_of(facilitator, path)
    after = set(Path(room.data_dir).rglob("*"))
    assert {file.name for file in after - before} <= {
        "run",
        f"page-{room.port}",
        "alongside.db-wal",
        "alongside.db-shm",
    }


def one_cell(text: str) -> Sheet:
    return Sheet("turns", ("words",), lambda: iter([(text,)]))


@given(st.text())
def test_no_cell_is_taken_for_a_formula_and_every_word_is_kept(text: str) -> None:
    content = b"".join(csv_blocks(one_cell(text))).decode("utf-8-sig")
    (cell,) = next(iter(list(csv.reader(io.StringIO(content, newline="")))[1:]), None) or [""]
    assert not cell.startswith(DANGEROUS)
    assert cell in (text.replace("\0", ""), "'" + text.replace("\0", ""))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x","y")', "＝1"])
def test_what_looks_like_a_formula_is_text_in_both_forms(tmp_path: Path, text: str) -> None:
    assert harmless(text) == f"'{text}"
    (_, (cell,)) = cells_of(workbook([one_cell(text)], tmp_path))["turns"]
    assert cell[0] == "text"
    assert list(tmp_path.iterdir()) == []


def test_numbers_below_zero_stay_numbers() -> None:
    sheet = Sheet("turns", ("heat",), lambda: iter([(-1,)]))
    assert b"-1" in b"".join(csv_blocks(sheet))
    assert b"'-1" not in b"".join(csv_blocks(sheet))
