"""The talks of a workshop as its debrief sees them, and what facilitators do with the replies on the wall."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Literal

import msgspec
from msgspec import Struct
from sqlalchemy import delete, func, insert, select, update

from bot.coaching.codebook import DIMENSIONS, Reasons, Score, ScoredReply, Scores
from bot.coaching.feedback.advice import Advice, StrategyNote
from bot.coaching.group.moments import Moment
from bot.coaching.group.talks import GroupTalk, GroupTurn
from bot.coaching.group.votes import Vote
from bot.coaching.group.wall import Marks
from bot.coaching.roleplay.state import ParentState
from bot.coaching.turn import Turn
from bot.records.participants import consent_from, participant_from
from bot.records.rows import session_from, sessions_with_talks, turn_from
from bot.records.store import Store, now, utc
from bot.records.tables import sessions, talks, turns
from bot.records.workshop_tables import marks, participants, votes
from bot.records.workshop_values import Participant

Mark = Literal["hidden", "picked", "revealed"]
"""A reply on the wall that is hidden; one picked to be talked about, on which one can vote; one picked whose scores
were then revealed, so that voting on it is over."""


class WallMarks(Struct, frozen=True):
    """What was done with the replies of a workshop, by the ids of their turns."""

    marks: Marks
    revealed: frozenset[int]
    """Those of the picked ones whose scores have been revealed."""


class PickedReply(Struct, frozen=True):
    """A reply on which participants can vote, without a word of whose it is."""

    turn: int
    parent: str
    reply: str
    calls_for_boundaries: bool
    vote: tuple[Score | None, Score | None, Score | None] | None
    """What the participant who asks has voted."""


class Debriefs(Store):
    """What the records know for the debrief of a workshop."""

    def group_talks(
        self, workshop: int, *, moment: Moment | None = None, session: str | None = None, words: bool = True
    ) -> list[GroupTalk]:
        """The role-plays of those who take part, in the order in which they began, with all replies in them.

        With a moment, only the scenario's role-plays and the replies to that probe or line; with a session, only that
        one's. Without words, replies tell nothing but which line they answer and their scores, which is quick, and
        enough to count them. Who has left is not among them. Raises RecordsUnavailable.
        """
        here = [participants.c.workshop_id == workshop, participants.c.withdrawn_at.is_(None), talks.c.id.is_not(None)]
        said: list[Any] = []
        if session is not None:
            here.append(sessions.c.id == session)
        if moment is not None:
            here.append(talks.c.scenario == moment.scenario)
            said += _at(moment)
        columns = [column.label(f"by_{column.name}") for column in participants.c]
        query = sessions_with_talks().add_columns(*columns)
        query = query.join(participants, participants.c.id == sessions.c.participant_id)
        names = ["id", "talk_id", "attempt", "created_at", "superseded_at"]
        names += ["turn"] if words else ["number", "line", "probe", *DIMENSIONS]
        replied = select(*(turns.c[name] for name in names))
        replied = replied.join(talks, talks.c.id == turns.c.talk_id).join(sessions, sessions.c.id == turns.c.session_id)
        replied = replied.join(participants, participants.c.id == sessions.c.participant_id)
        with self._reading() as connection:
            rows = connection.execute(query.where(*here).order_by(talks.c.began_at, talks.c.id)).all()
            replies: defaultdict[int, list[GroupTurn]] = defaultdict(list)
            found = connection.execute(replied.where(*here, *said).order_by(turns.c.id)).all()
            with _no_collector():
                for row in found:
                    replies[row.talk_id].append(_group_turn(row) if words else _place(row))
        return [_group_talk(row, replies[row.talk_id]) for row in rows]

    def turns_shown(self, workshop: int, moment: Moment) -> list[int]:
        """Ids of all replies to a moment by those who agreed that the group sees them. Raises RecordsUnavailable."""
        query = _authors(workshop).add_columns(turns.c.id.label("turn_id")).join(talks, talks.c.id == turns.c.talk_id)
        query = query.where(talks.c.scenario == moment.scenario, *_at(moment))
        with self._reading() as connection:
            rows = connection.execute(query).all()
        shows = {row.id for row in {row.id: row for row in rows}.values() if consent_from(row.consent).show}
        return sorted(row.turn_id for row in rows if row.id in shows)

    def turns_to_rate(self, workshop: int) -> int:
        """How many replies facilitators may see: those that count, of who agreed to that. Raises RecordsUnavailable."""
        query = select(participants.c.consent, func.count(turns.c.id).label("number"))
        query = query.join(sessions, sessions.c.participant_id == participants.c.id)
        query = query.join(turns, turns.c.session_id == sessions.c.id)
        here = (participants.c.workshop_id == workshop) & participants.c.withdrawn_at.is_(None)
        query = query.where(here, turns.c.superseded_at.is_(None)).group_by(participants.c.id, participants.c.consent)
        with self._reading() as connection:
            rows = connection.execute(query).all()
        return sum(row.number for row in rows if (agreed := consent_from(row.consent)).read or agreed.show)

    def author_of(self, workshop: int, turn: int) -> Participant | None:
        """Whose reply it is; None if there is no such reply in that workshop. Raises RecordsUnavailable."""
        with self._reading() as connection:
            row = connection.execute(_authors(workshop).where(turns.c.id == turn)).first()
        return None if row is None else participant_from(row)

    def turn_in(self, workshop: int, turn: int) -> GroupTurn | None:
        """A reply of somebody who takes part; None if there is no such one. Raises RecordsUnavailable."""
        names = ("id", "attempt", "turn", "created_at", "superseded_at")
        query = select(*(turns.c[name] for name in names)).where(turns.c.id == turn)
        with self._reading() as connection:
            if connection.execute(_authors(workshop).where(turns.c.id == turn)).first() is None:
                return None
            row = connection.execute(query).first()
        return None if row is None else _group_turn(row)

    def wall_marks(self, workshop: int) -> WallMarks:
        """What is hidden and picked. Raises RecordsUnavailable."""
        query = select(marks.c.turn_id, marks.c.kind).where(marks.c.workshop_id == workshop)
        by_kind: defaultdict[str, set[int]] = defaultdict(set)
        with self._reading() as connection:
            for row in connection.execute(query):
                by_kind[row.kind].add(row.turn_id)
        picked = by_kind["picked"] | by_kind["revealed"]
        return WallMarks(Marks(frozenset(by_kind["hidden"]), frozenset(picked)), frozenset(by_kind["revealed"]))

    def mark(self, workshop: int, turn: int, kind: Mark | None) -> bool:
        """Hide, pick or reveal a reply, or take that back; whether it can be on the wall at all.

        It cannot if its author has not agreed that the group sees it. Raises RecordsUnavailable.
        """
        with self._writing() as connection:
            row = connection.execute(_authors(workshop).where(turns.c.id == turn)).first()
            if row is None or not participant_from(row).consent.show:
                return False
            here = (marks.c.workshop_id == workshop) & (marks.c.turn_id == turn)
            connection.execute(delete(marks).where(here))
            if kind is not None:
                value = {"workshop_id": workshop, "turn_id": turn, "kind": kind, "at": now()}
                connection.execute(insert(marks).values(value))
        return True

    def votes_in(self, workshop: int, turn_ids: Collection[int] | None = None) -> list[Vote]:
        """The votes of those who take part, on all replies or on some. Raises RecordsUnavailable."""
        query = select(votes).join(participants, participants.c.id == votes.c.participant_id)
        query = query.where(participants.c.workshop_id == workshop, participants.c.withdrawn_at.is_(None))
        with self._reading() as connection:
            rows = connection.execute(query.order_by(votes.c.at)).all()
        wanted = [row for row in rows if turn_ids is None or row.turn_id in turn_ids]
        return [Vote(str(row.participant_id), row.turn_id, row.two_way, row.empathy, row.boundaries) for row in wanted]

    def picked_for(self, participant: Participant) -> list[PickedReply]:
        """The replies on which a participant can vote now, the one picked last first. Raises RecordsUnavailable."""
        mine = (votes.c.turn_id == marks.c.turn_id) & (votes.c.participant_id == participant.id)
        query = select(turns.c.id, turns.c.turn, votes).select_from(marks).join(turns, turns.c.id == marks.c.turn_id)
        query = query.outerjoin(votes, mine).where(marks.c.workshop_id == participant.workshop)
        query = query.where(marks.c.kind == "picked").order_by(marks.c.at.desc(), turns.c.id)
        shown = select(turns.c.id).where(turns.c.id.in_(select(marks.c.turn_id)))
        with self._reading() as connection:
            authors = connection.execute(
                _authors(participant.workshop).add_columns(turns.c.id.label("turn_id")).where(turns.c.id.in_(shown))
            )
            allowed = {row.turn_id for row in authors if participant_from(row).consent.show}
            rows = [row for row in connection.execute(query) if row.id in allowed]
        return [_picked(row) for row in rows]

    def vote(self, participant: Participant, vote: Sequence[Score | None], turn: int) -> bool:
        """Keep a participant's scores for a picked reply, in place of earlier ones; whether one can vote on it now.

        Raises RecordsUnavailable.
        """
        open_ = select(marks.c.turn_id).where(
            marks.c.workshop_id == participant.workshop, marks.c.turn_id == turn, marks.c.kind == "picked"
        )
        two_way, empathy, boundaries = vote
        cast = {"two_way": two_way, "empathy": empathy, "boundaries": boundaries, "at": now()}
        mine = (votes.c.participant_id == participant.id) & (votes.c.turn_id == turn)
        with self._writing() as connection:
            if connection.execute(open_).first() is None:
                return False
            if not connection.execute(update(votes).where(mine).values(cast)).rowcount:
                connection.execute(insert(votes).values(cast | {"participant_id": participant.id, "turn_id": turn}))
        return True


@contextmanager
def _no_collector() -> Iterator[None]:
    """Without the garbage collector, which would go through all turns again and again while they come in.

    It takes four fifths of the time for some thousand of them, and finds nothing.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _at(moment: Moment) -> list[Any]:
    return [turns.c.probe == moment.probe if moment.probe is not None else turns.c.line == moment.line]


def _authors(workshop: int) -> Any:
    """The participants of a workshop, each once for every reply of theirs."""
    query = select(participants).join(sessions, sessions.c.participant_id == participants.c.id)
    query = query.join(turns, turns.c.session_id == sessions.c.id)
    return query.where(participants.c.workshop_id == workshop, participants.c.withdrawn_at.is_(None))


def _group_turn(row: Any) -> GroupTurn:
    return GroupTurn(row.id, turn_from(row), row.attempt, row.superseded_at is not None, utc(row.created_at))


_NOTHING = ParentState(heat=0, trust=0, phase="opening", line="", seed=0)
_WORDLESS = Turn(
    number=1,
    line="",
    parent="",
    calls_for=(),
    probe=None,
    reply="",
    scored=ScoredReply(Scores(0, 0), (), Reasons("", "")),
    advice=Advice("", "", "", StrategyNote("", "", "", "L", "")),
    before=_NOTHING,
    state=_NOTHING,
    answer=(),
)


def _place(row: Any) -> GroupTurn:
    """A reply of which nothing is told but its place and its scores."""
    scored = ScoredReply(Scores(row.two_way, row.empathy, row.boundaries), (), _WORDLESS.scored.reasons)
    turn = msgspec.structs.replace(_WORDLESS, number=row.number, line=row.line, probe=row.probe, scored=scored)
    return GroupTurn(row.id, turn, row.attempt, row.superseded_at is not None)


def _group_talk(row: Any, replies: Sequence[GroupTurn]) -> GroupTalk:
    session = session_from(row)
    by = participant_from(_By(row))
    opening: ParentState | None = session.opening
    return GroupTalk(
        participant=str(by.id),
        session=session.id,
        scenario=session.scenario or "",
        turns=tuple(replies),
        number=session.talk or 1,
        label=by.name,
        consent=by.consent,
        began_at=session.began_at,
        ended_at=session.ended_at,
        ended=session.ended,
        over=not session.playing,
        difficulty=opening.difficulty if opening else "usual",
        confidence=session.confidence,
    )


class _By:
    """The participant in a row that begins with a session."""

    def __init__(self, row: Any) -> None:
        self._row = row

    def __getattr__(self, name: str) -> Any:
        return getattr(self._row, f"by_{name}")


def _picked(row: Any) -> PickedReply:
    turn: Turn = turn_from(row)
    voted = row.participant_id is not None
    return PickedReply(
        row.id,
        turn.parent,
        turn.reply,
        "boundaries" in turn.calls_for,
        (row.two_way, row.empathy, row.boundaries) if voted else None,
    )
