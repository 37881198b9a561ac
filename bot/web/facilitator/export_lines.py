"""Sheets as JSON lines, for programs: an object for each row, which says of which sheet it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from bot.web.facilitator.export_sheets import Sheet

BLOCK = 200
"""Lines that are handed on together."""


def line_blocks(sheets: Iterable[Sheet]) -> Iterator[bytes]:
    """All sheets one after the other, block by block."""
    encoder = msgspec.json.Encoder()
    lines: list[bytes] = []
    for sheet in sheets:
        for row in sheet.rows():
            lines.append(encoder.encode({"sheet": sheet.name, **dict(zip(sheet.columns, row, strict=True))}) + b"\n")
            if len(lines) == BLOCK:
                yield b"".join(lines)
                lines = []
    yield b"".join(lines)
