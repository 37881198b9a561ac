"""Sheets as a workbook for spreadsheets. What people typed is text in it, whatever it begins with."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from bot.web.facilitator.export_sheets import Cell, Sheet

LONGEST_CELL = 32_767
"""Characters that a cell can hold."""

PREFIX = "export-"
"""How the folders begin in which a workbook is put together."""

_WIDTHS = {"parent": 50, "reply": 60, "answer": 50, "reason": 50, "words": 30, "note": 40, "at": 18}
_USUAL_WIDTH = 14


def workbook(sheets: Iterable[Sheet], folder: Path) -> bytes:
    """The workbook. It is put together in a folder of its own within `folder`, of which nothing stays.

    What stands in many cells (codes, moves) is kept once: a fifth quicker than writing each cell out, and smaller.
    """
    from xlsxwriter import Workbook  # 13 MB, and an eighth of a second: for who takes one along, not for each start

    folder.mkdir(parents=True, exist_ok=True)
    out = io.BytesIO()
    with tempfile.TemporaryDirectory(prefix=PREFIX, dir=folder) as place:
        options = {
            "tmpdir": place,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_date_format": "yyyy-mm-dd hh:mm:ss",
        }
        with Workbook(out, options) as book:
            heading = book.add_format({"bold": True, "bottom": 1})
            for sheet in sheets:
                _write(book.add_worksheet(sheet.name), sheet, heading)
    return out.getvalue()


def _write(page: Any, sheet: Sheet, heading: Any) -> None:
    page.freeze_panes(1, 1)
    for at, column in enumerate(sheet.columns):
        width = _WIDTHS.get(column, 18 if column.endswith("_at") else _USUAL_WIDTH)
        page.set_column(at, at, width)
        page.write_string(0, at, column, heading)
    last = 0
    for last, row in enumerate(sheet.rows(), start=1):
        for at, cell in enumerate(row):
            _write_cell(page, last, at, cell)
    page.autofilter(0, 0, last, len(sheet.columns) - 1)


def _write_cell(page: Any, row: int, column: int, cell: Cell) -> None:
    if cell is None:
        return
    if isinstance(cell, str):
        page.write_string(row, column, cell[:LONGEST_CELL])
    elif isinstance(cell, bool):
        page.write_boolean(row, column, cell)
    elif isinstance(cell, datetime):
        # Spreadsheets know no time zones: all times are in UTC.
        page.write_datetime(row, column, cell.astimezone(timezone.utc).replace(tzinfo=None, microsecond=0))
    else:
        page.write_number(row, column, cell)
