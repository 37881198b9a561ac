"""From what is recorded to what the interface says."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from bot.coaching.roleplay.state import ParentState
from bot.records import Aside, KeptTurn, SessionRecord
from bot.records import Message as Recorded
from bot.web.shapes import Answer, Earlier, Judged, Message, Restored, State


def said(messages: Sequence[Recorded]) -> list[Message]:
    """Messages as the interface shows them."""
    return [msgspec.convert(message, Message) for message in messages]


def state_of(state: ParentState | None) -> State | None:
    """What the trainee may see of the parent: not what the parent keeps back."""
    return None if state is None else State(state.heat, state.trust, state.phase)


def answer_to(kept: KeptTurn | Aside, now: SessionRecord) -> Answer:
    """The answer to a reply, whether the parent heard it or it was for the coach, and how the session stands now."""
    heard = judged(kept) if isinstance(kept, KeptTurn) else {"reply": kept.asked or "", "client_id": kept.client_id}
    return Answer(
        **heard,
        messages=said(kept.messages),
        scenario=now.scenario,
        playing=now.playing,
        paused=now.paused,
    )


def restored(
    now: SessionRecord,
    turns: Sequence[KeptTurn],
    taken_back: Sequence[KeptTurn],
    asides: Sequence[Aside],
    until: datetime | None = None,
) -> Restored:
    """A session as it stands, everything in the order in which it was said."""
    exchanges: list[KeptTurn | Aside] = [*turns, *asides]
    spoken = sorted(exchanges, key=lambda one: one.at)
    return Restored(
        session=now.id,
        scenario=now.scenario or now.opened_for,
        coaching=now.coaching,
        difficulty=now.opening.difficulty if now.opening else "usual",
        chosen=list(now.opening.chosen) if now.opening else [],
        playing=now.playing,
        paused=now.paused,
        ended=now.ended,
        state=state_of(turns[-1].turn.state if turns else now.opening),
        messages=[message for one in spoken for message in _exchange(one)],
        turns=[Judged(**judged(kept)) for kept in turns],
        goal=now.goal,
        confidence=now.confidence,
        earlier=[Earlier(**judged(kept), answer=said(kept.messages)) for kept in taken_back],
        began_at=now.began_at,
        until=until,
    )


def _exchange(one: KeptTurn | Aside) -> list[Message]:
    if isinstance(one, KeptTurn):
        own = [Message("teacher", one.turn.reply, turn=one.turn.number, client_id=one.client_id)]
    else:
        own = [Message("teacher", one.asked, client_id=one.client_id)] if one.asked else []
    return [*own, *said(one.messages)]


def judged(kept: KeptTurn) -> dict[str, Any]:
    """The fields of `Judged`."""
    turn = kept.turn
    return {
        "reply": turn.reply,
        "client_id": kept.client_id,
        "turn": turn.number,
        "scores": turn.scored.scores,
        "moves": list(turn.scored.moves),
        "reasons": turn.scored.reasons,
        "advice": turn.advice,
        "state": state_of(turn.state),
        "ended": turn.state.ended,
    }
