"""Sheets as CSV: UTF-8 with a byte order mark, so that spreadsheets read every letter."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime, timezone

from bot.web.facilitator.export_sheets import Cell, Sheet

BOM = b"\xef\xbb\xbf"

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a cell may not begin with: a spreadsheet would take it for a formula, and do what it says."""

BLOCK = 64 * 1024
"""Characters that are handed on together."""


def csv_blocks(sheet: Sheet) -> Iterator[bytes]:
    """The sheet, block by block."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    yield BOM
    writer.writerow(sheet.columns)
    for row in sheet.rows():
        writer.writerow([_cell(cell) for cell in row])
        if out.tell() > BLOCK:
            yield _taken_from(out)
    yield _taken_from(out)


def zipped(sheets: Iterable[Sheet]) -> bytes:
    """All sheets in one file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        for sheet in sheets:
            with archive.open(f"{sheet.name}.csv", "w") as file:
                file.writelines(csv_blocks(sheet))
    return out.getvalue()


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula: with an apostrophe before it if need be, and without NUL."""
    text = text.replace("\0", "")
    return f"'{text}" if text.startswith(DANGEROUS) else text


def _cell(cell: Cell) -> str | int | float:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, datetime):
        return cell.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    return harmless(cell) if isinstance(cell, str) else cell


def _taken_from(out: io.StringIO) -> bytes:
    text = out.getvalue()
    out.seek(0)
    out.truncate()
    return text.encode("utf-8", "replace")
