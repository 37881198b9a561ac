"""Gold replies: replies to a parent's line, each with one or two careful readings by the codebook."""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec import Struct

from bot.coaching.codebook import MOVES, Dimension, Score
from bot.commands.outcome import BadInput


class GoldReading(Struct, forbid_unknown_fields=True):
    """One reading of a reply with the codebook."""

    two_way: Score
    empathy: Score
    boundaries: Score | None
    moves: list[str]

    def score(self, dimension: Dimension) -> int | None:
        """The score of one dimension; None where it does not apply."""
        score: int | None = getattr(self, dimension)
        return score


class GoldReply(Struct):
    """A reply with its readings, as one line of a gold file."""

    id: str
    parent: str
    calls_for: list[Dimension]
    reply: str
    readings: list[GoldReading]
    scenario: str | None = None


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
        for move in (move for reading in reply.readings for move in reading.moves):
            if move not in MOVES:
                raise BadInput(f'{file}:{number}: "{move}" is not a move of the codebook')
        replies.append(reply)
    if not replies:
        raise BadInput(f'"{file}" holds no replies')
    return replies
