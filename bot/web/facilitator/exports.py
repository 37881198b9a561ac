"""What a facilitator takes out of a workshop: files for spreadsheets and programs, and reports to be printed."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from datetime import datetime, timezone
from typing import Annotated, Any, Literal, TypeAlias

from litestar import Response, get
from litestar.datastructures import State as AppState
from litestar.openapi import ResponseSpec
from litestar.params import QueryParameter
from litestar.response import Stream
from litestar.types import ExceptionHandler
from msgspec import Meta, Struct

from bot.records import Records, Workshop
from bot.records.outbox import OutboxState
from bot.web import workshop_problems as problems
from bot.web.facilitator.access import Me
from bot.web.facilitator.board import ParticipantInPath
from bot.web.facilitator.export_csv import csv_blocks, zipped
from bot.web.facilitator.export_lines import line_blocks
from bot.web.facilitator.export_sheets import Exported, SheetName, codes_of, sheets_of
from bot.web.facilitator.export_xlsx import workbook
from bot.web.facilitator.report_pages import group_page, participant_page
from bot.web.facilitator.report_problems import answer_in_a_tab
from bot.web.facilitator.workshops import Own
from bot.web.problems import Problem, described, documented

CSV = "text/csv"
HTML = "text/html"
LINES = "application/jsonl"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"

NamesWish: TypeAlias = Annotated[
    Literal["codes", "names"],
    QueryParameter(
        name="names",
        description="`codes` in place of names, the same in every export; or `names` too, which is noted in the list "
        "of who took what.",
    ),
]


IN_A_TAB: dict[int | type[Exception], ExceptionHandler[Any]] = {Problem: answer_in_a_tab}


class ExportsInfo(Struct):
    """What there is to be taken along."""

    participants: int
    words_shared: Annotated[int, Meta(description="How many of them agreed that their words are read.")]
    talks: int
    replies: int
    ratings: int
    statements: Annotated[
        OutboxState | None, Meta(description="On the way to a Learning Record Store; null where none is set.")
    ]


def file_answer(media_type: str, description: str) -> dict[int, ResponseSpec]:
    """What the OpenAPI document says of an answer that is a file."""
    return {200: described(bytes, description, media_type)}


@get("/exports", summary="Tell what can be exported", responses=documented(400, 401, 404, 503), operation_id="exports")
async def show_exports(mine: Own, state: AppState) -> ExportsInfo:
    """How much there is, whose words are among it, and how far statements to a Learning Record Store have got."""
    exported = await _gathered(mine, state, names=False, words=False)
    told = await asyncio.to_thread(state.records.outbox_state, mine.id) if state.tells_lrs else None
    return ExportsInfo(
        participants=len(exported.participants),
        words_shared=sum(one.consent.read for one in exported.participants),
        talks=len(exported.talks),
        replies=sum(len(talk.turns) for talk in exported.talks),
        ratings=len(exported.ratings),
        statements=told,
    )


@get(
    "/exports/csv",
    summary="Take one sheet along as CSV",
    responses=documented(400, 401, 404, 503) | file_answer(CSV, "UTF-8 with a byte order mark."),
    operation_id="export_csv",
)
async def export_csv(
    mine: Own, me: Me, state: AppState, sheet: Annotated[SheetName, QueryParameter()], names: NamesWish = "codes"
) -> Stream:
    """One sheet for spreadsheets. Cells that a spreadsheet would take for a formula begin with an apostrophe."""
    exported = await _taken(mine, me.id, state, f"{sheet}.csv", names)
    (found,) = (one for one in sheets_of(exported) if one.name == sheet)
    return _streamed(csv_blocks(found), CSV, f"{_named(mine)}-{sheet}.csv")


@get(
    "/exports/zip",
    summary="Take all sheets along as CSV",
    responses=documented(400, 401, 404, 503) | file_answer(ZIP, "A CSV file for each sheet."),
    operation_id="export_zip",
)
async def export_zip(mine: Own, me: Me, state: AppState, names: NamesWish = "codes") -> Response[bytes]:
    """All sheets as CSV files, in one file."""
    exported = await _taken(mine, me.id, state, "zip", names)
    return _file(await asyncio.to_thread(zipped, sheets_of(exported)), ZIP, f"{_named(mine)}.zip")


@get(
    "/exports/xlsx",
    summary="Take all sheets along as a workbook",
    responses=documented(400, 401, 404, 503) | file_answer(XLSX, "A workbook with six sheets."),
    operation_id="export_xlsx",
)
async def export_xlsx(mine: Own, me: Me, state: AppState, names: NamesWish = "codes") -> Response[bytes]:
    """Participants, sessions, turns, scores, moves and ratings, each on a sheet. What was typed is never a formula."""
    exported = await _taken(mine, me.id, state, "xlsx", names)
    content = await asyncio.to_thread(workbook, sheets_of(exported), state.scratch)
    return _file(content, XLSX, f"{_named(mine)}.xlsx")


@get(
    "/exports/lines",
    summary="Take all sheets along as JSON lines",
    responses=documented(400, 401, 404, 503) | file_answer(LINES, "An object a line, with the name of its `sheet`."),
    operation_id="export_lines",
)
async def export_lines(mine: Own, me: Me, state: AppState, names: NamesWish = "codes") -> Stream:
    """The same for programs: one JSON object a line."""
    exported = await _taken(mine, me.id, state, "jsonl", names)
    return _streamed(line_blocks(sheets_of(exported)), LINES, f"{_named(mine)}.jsonl")


@get(
    "/exports/report",
    summary="Print a report on the group",
    responses=documented(400, 401, 404, 503) | file_answer(HTML, "A page to be printed."),
    operation_id="export_report",
    exception_handlers=IN_A_TAB,
)
async def export_report(mine: Own, me: Me, state: AppState) -> Response[bytes]:
    """The group in figures, a table for each picture, to be printed. Nobody's words or name is in it."""
    exported = await _taken(mine, me.id, state, "group report", "codes")
    page = await asyncio.to_thread(group_page, mine, exported, state.scenarios, state.coach, state.static)
    return _page(page)


@get(
    "/participants/{participant:int}/report",
    summary="Print a report for a participant",
    responses=documented(400, 401, 404, 503) | file_answer(HTML, "A page to be printed."),
    operation_id="export_participant_report",
    exception_handlers=IN_A_TAB,
)
async def export_participant_report(
    mine: Own, me: Me, participant: ParticipantInPath, state: AppState, names: NamesWish = "codes"
) -> Response[bytes]:
    """What a participant's debriefs say, to be handed over on paper; figures alone if their words are their own."""
    exported = await _gathered(mine, state, names == "names")
    who = next((one for one in exported.participants if one.id == participant), None)
    if who is None:
        raise problems.no_such_participant()
    await _note(mine, me.id, state, "participant report", names, participant)
    called = who.name if exported.names else codes_of("P", [who.id], mine.id)[who.id]
    page = await asyncio.to_thread(
        participant_page, mine, who, called, exported.talks, state.scenarios, state.coach, state.static
    )
    return _page(page)


async def _taken(mine: Workshop, facilitator: int, state: AppState, what: str, names: str) -> Exported:
    """All that may leave the workshop, once it is noted who takes it."""
    await _note(mine, facilitator, state, what, names)
    return await _gathered(mine, state, names == "names")


async def _note(
    mine: Workshop, facilitator: int, state: AppState, what: str, names: str, participant: int | None = None
) -> None:
    detail = f"{what}, with names" if names == "names" else what
    await asyncio.to_thread(state.records.note_taken, facilitator, "export", mine.id, participant, detail)


async def _gathered(mine: Workshop, state: AppState, names: bool, words: bool = True) -> Exported:
    records: Records = state.records
    participants, talks, ratings = await asyncio.gather(
        asyncio.to_thread(records.participants, mine.id),
        asyncio.to_thread(records.group_talks, mine.id, words=words),
        asyncio.to_thread(records.ratings, mine.id),
    )
    here = tuple(one for one in participants if one.withdrawn_at is None)
    ids = {str(one.id) for one in here}
    # Somebody may have joined between the one look and the other.
    return Exported(mine.id, here, tuple(talk for talk in talks if talk.participant in ids), tuple(ratings), names)


def _named(mine: Workshop) -> str:
    """How the file is called: what of the title every machine can write, and the day."""
    title = re.sub(r"[^a-z0-9]+", "-", mine.title.lower()).strip("-")[:40]
    today = datetime.now(timezone.utc)
    return f"alongside-{title or mine.id}-{today:%Y-%m-%d}"


def _headers(name: str) -> dict[str, Any]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}


def _file(content: bytes, media_type: str, name: str) -> Response[bytes]:
    return Response(content, media_type=media_type, headers=_headers(name))


def _streamed(blocks: Iterator[bytes], media_type: str, name: str) -> Stream:
    return Stream(blocks, media_type=media_type, headers=_headers(name))


def _page(text: str) -> Response[bytes]:
    return Response(text.encode(), media_type=HTML)


EXPORTS = [
    show_exports,
    export_csv,
    export_zip,
    export_xlsx,
    export_lines,
    export_report,
    export_participant_report,
]
"""The handlers, each taking `mine: Own`."""
