"""Gold files, read and checked."""

from __future__ import annotations

from pathlib import Path

import msgspec

from bot.coaching.agreement.gold import GoldReading, GoldReply
from bot.coaching.codebook import MOVES
from bot.commands.outcome import BadInput

__all__ = ["GoldReading", "GoldReply", "read_gold"]


def read_gold(file: Path) -> list[GoldReply]:
    """The replies of a gold file. Raises BadInput that names the line that cannot be read."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f'"{file}" cannot be read: {error}') from error
    replies = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            reply = msgspec.json.decode(line, type=GoldReply)
        except msgspec.MsgspecError as error:
            raise BadInput(f"{file}:{number}: {error}") from error
        if not reply.readings:
            raise BadInput(f'{file}:{number}: "readings" is empty; give at least one')
        for move in (move for reading in reply.readings for move in reading.moves or ()):
            if move not in MOVES:
                raise BadInput(f'{file}:{number}: "{move}" is not a move of the codebook')
        replies.append(reply)
    if not replies:
        raise BadInput(f'"{file}" holds no replies')
    return replies
