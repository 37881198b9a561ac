"""`alongside score`: JSON lines in, scored JSON lines out."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any

import msgspec

from bot.coaching.codebook import DIMENSIONS

if TYPE_CHECKING:
    from bot.coaching.scoring.scorer import Scorer


def score_lines(lines: IO[str], out: IO[str]) -> None:
    """Score each JSON line and write one JSON line for it, in order, as soon as it is scored.

    A line holds "reply", and usually "id", "parent" and "calls_for". Without "calls_for" two-way communication and
    empathy are taken to be called for. A line that cannot be read gives its "id", if it can be found, and "error".
    """
    from bot.coaching.scoring.scorer import Scorer
    from bot.library import KNOWLEDGE
    from bot.library.scoring import read_scoring_rules

    scorer = Scorer(read_scoring_rules(KNOWLEDGE))
    for line in lines:
        if line.strip():
            out.write(msgspec.json.encode(scored_line(scorer, line)).decode() + "\n")
            out.flush()


def scored_line(scorer: Scorer, line: str) -> dict[str, Any]:
    """What `alongside score` answers to one line."""
    try:
        asked = msgspec.json.decode(line)
    except (msgspec.MsgspecError, UnicodeEncodeError) as error:
        return {"id": None, "error": f"this line is not JSON: {error}"}
    if not isinstance(asked, dict):
        return {"id": None, "error": 'a line must be an object with "id", "parent", "calls_for" and "reply"'}
    id, reply, parent = asked.get("id"), asked.get("reply"), asked.get("parent")
    calls_for = asked.get("calls_for")
    if not isinstance(reply, str):
        return {"id": id, "error": '"reply" is missing or is not text'}
    if not isinstance(parent, (str, type(None))):
        return {"id": id, "error": '"parent" is not text'}
    if calls_for is None:
        calls_for = ["two_way", "empathy"]
    if not isinstance(calls_for, list) or any(name not in DIMENSIONS for name in calls_for):
        return {"id": id, "error": f'"calls_for" must be a list of {", ".join(DIMENSIONS)}'}
    scored = scorer.score(reply, parent or "", calls_for)
    return {"id": id, **msgspec.to_builtins(scored.scores), "moves": msgspec.to_builtins(scored.moves)}
