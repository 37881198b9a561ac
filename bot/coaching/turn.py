"""One turn: the parent's line, the trainee's reply, what the scorer and the coach made of it, the answer."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from bot.coaching.codebook import Dimension, ScoredReply
from bot.coaching.feedback.advice import Advice
from bot.coaching.roleplay.state import ParentState


class Turn(Struct, frozen=True, forbid_unknown_fields=True):
    """All that is known of one turn, enough to record it, show it again and debrief it."""

    number: Annotated[int, Meta(ge=1)]
    line: str
    """Id of the parent's line that the reply answers."""
    parent: str
    """That line as the parent said it, its bubbles joined by a line break."""
    calls_for: tuple[Dimension, ...]
    probe: str | None
    """Id of the standard probe, if that line put one."""
    reply: str
    scored: ScoredReply
    advice: Advice
    before: ParentState
    """The parent as the reply found them: what a retry goes back to."""
    state: ParentState
    """The parent after the reply."""
    answer: tuple[str, ...]
    """The bubbles the parent answers with; the last words when the conversation has ended."""
