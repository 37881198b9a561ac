"""What facilitators say about single replies: comments, and ratings by the codebook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import delete, insert, select, update

from bot.coaching.codebook import DIMENSIONS, Score, Scores
from bot.coaching.group.ratings import Rating
from bot.coaching.group.replay import Comment
from bot.records.store import Store, as_json, now, utc
from bot.records.tables import sessions, turns
from bot.records.workshop_tables import comments, facilitators, participants, ratings


class KeptComment(Struct, frozen=True):
    """A facilitator's remark on a reply."""

    facilitator: int
    comment: Comment


class KeptRating(Struct, frozen=True):
    """One facilitator's reading of one reply by the codebook."""

    facilitator: int
    name: str
    """Of the facilitator."""
    rating: Rating


class Ratings(Store):
    """What the records know of comments and ratings."""

    def comment(self, workshop: int, turn: int, facilitator: int, text: str) -> KeptComment | None:
        """Keep a remark on a reply; None if there is no such reply in that workshop. Raises RecordsUnavailable."""
        at = now()
        row = {"workshop_id": workshop, "turn_id": turn, "facilitator_id": facilitator, "text": text, "created_at": at}
        with self._writing() as connection:
            if connection.execute(_in(workshop).where(turns.c.id == turn)).first() is None:
                return None
            (id,) = connection.execute(insert(comments).values(row)).inserted_primary_key
            name = connection.execute(select(facilitators.c.name).where(facilitators.c.id == facilitator)).scalar()
        return KeptComment(facilitator, Comment(id, turn, name or "", text, at))

    def comments(self, workshop: int, session: str | None = None) -> list[KeptComment]:
        """The remarks on all replies of a workshop, or of a session in it, in order. Raises RecordsUnavailable."""
        query = select(comments, facilitators.c.name).join(facilitators, facilitators.c.id == comments.c.facilitator_id)
        query = query.join(turns, turns.c.id == comments.c.turn_id).where(comments.c.workshop_id == workshop)
        if session is not None:
            query = query.where(turns.c.session_id == session)
        with self._reading() as connection:
            rows = connection.execute(query.order_by(comments.c.id)).all()
        return [
            KeptComment(row.facilitator_id, Comment(row.id, row.turn_id, row.name, row.text, utc(row.created_at)))
            for row in rows
        ]

    def delete_comment(self, workshop: int, id: int) -> bool:
        """Delete a remark; whether there was one in that workshop. Raises RecordsUnavailable."""
        here = (comments.c.id == id) & (comments.c.workshop_id == workshop)
        with self._deleting() as connection:
            return bool(connection.execute(delete(comments).where(here)).rowcount)

    def rate(
        self,
        workshop: int,
        turn: int,
        facilitator: int,
        scores: tuple[Score, Score, Score | None],
        moves: Sequence[str] | None = None,
        note: str | None = None,
        saw_scores: bool = False,
    ) -> KeptRating | None:
        """Keep a facilitator's rating of a reply, in place of an earlier one; None if there is no such reply.

        Who rates a reply anew has seen the coach's scores in between: what they gave before is kept beside it.
        Raises RecordsUnavailable.
        """
        mine = (ratings.c.turn_id == turn) & (ratings.c.facilitator_id == facilitator)
        with self._writing() as connection:
            if connection.execute(_in(workshop).where(turns.c.id == turn)).first() is None:
                return None
            before = connection.execute(select(ratings).where(mine)).first()
            row: dict[str, Any] = dict(zip(DIMENSIONS, scores, strict=True)) | _history(before, scores, saw_scores)
            row |= {"moves": None if moves is None else as_json(list(moves)), "note": note, "at": now()}
            if before is None:
                connection.execute(insert(ratings).values(row | {"turn_id": turn, "facilitator_id": facilitator}))
            else:
                connection.execute(update(ratings).where(mine).values(row))
            kept = connection.execute(_rated(workshop).where(mine)).one()
        return _rating_from(kept)

    def ratings(self, workshop: int, turn: int | None = None) -> list[KeptRating]:
        """All ratings of replies in a workshop, or of one of them, the oldest first. Raises RecordsUnavailable."""
        query = _rated(workshop)
        if turn is not None:
            query = query.where(ratings.c.turn_id == turn)
        query = query.order_by(ratings.c.at, ratings.c.turn_id, ratings.c.facilitator_id)
        with self._reading() as connection:
            rows = connection.execute(query).all()
        return [_rating_from(row) for row in rows]

    def delete_rating(self, workshop: int, turn: int, facilitator: int) -> bool:
        """Delete a facilitator's rating of a reply; whether there was one. Raises RecordsUnavailable."""
        mine = (ratings.c.turn_id == turn) & (ratings.c.facilitator_id == facilitator)
        with self._deleting() as connection:
            if connection.execute(_in(workshop).where(turns.c.id == turn)).first() is None:
                return False
            return bool(connection.execute(delete(ratings).where(mine)).rowcount)


def _history(before: Any, scores: tuple[Score, Score, Score | None], saw_scores: bool) -> dict[str, Any]:
    """Whether the scores to be kept were given blindly, and those that had been, if others take their place."""
    if before is None:
        return {"saw_scores": saw_scores}
    earlier = Scores(before.two_way, before.empathy, before.boundaries)
    # A note or the moves may be added later; scores that stay as they were given blindly stay blind.
    if earlier == Scores(*scores):
        return {}
    return {"saw_scores": True, "blind": before.blind if before.saw_scores else as_json(earlier)}


def _in(workshop: int) -> Any:
    """The ids of the replies in a workshop."""
    query = select(turns.c.id).join(sessions, sessions.c.id == turns.c.session_id)
    query = query.join(participants, participants.c.id == sessions.c.participant_id)
    return query.where(participants.c.workshop_id == workshop, participants.c.withdrawn_at.is_(None))


def _rated(workshop: int) -> Any:
    query = select(ratings, facilitators.c.name).join(facilitators, facilitators.c.id == ratings.c.facilitator_id)
    return query.where(ratings.c.turn_id.in_(_in(workshop)))


def _rating_from(row: Any) -> KeptRating:
    rating = Rating(
        rater=str(row.facilitator_id),
        turn=row.turn_id,
        two_way=row.two_way,
        empathy=row.empathy,
        boundaries=row.boundaries,
        moves=None if row.moves is None else msgspec.json.decode(row.moves, type=tuple[str, ...]),
        note=row.note,
        saw_scores=row.saw_scores,
        at=utc(row.at),
        blind=None if row.blind is None else msgspec.json.decode(row.blind, type=Scores),
    )
    return KeptRating(row.facilitator_id, row.name, rating)
