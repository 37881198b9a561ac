"""From a made-up group to the rows of its workshop."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from msgspec import Struct
from sqlalchemy import insert

from bot.coaching.simulation.cast import Now
from bot.coaching.simulation.group import SimulatedParticipant, SimulatedReply, SimulatedRun
from bot.coaching.simulation.opinions import Opinions, Which
from bot.coaching.turn import Turn
from bot.records.store import as_json
from bot.records.tables import sessions, talks, trainees, turns
from bot.records.turns import columns_of
from bot.records.values import Message
from bot.records.workshop_tables import comments, marks, participants, ratings, votes
from bot.records.workshop_values import Place, WorkshopSettings

MARK = "demo-"
"""What stands before the mark of a made-up trainee; hashes have no such sign."""

PLACES: dict[Now, Place] = {
    "joined": "choose",
    "briefing": "briefing",
    "talking": "talk",
    "paused": "talk",
    "stuck": "talk",
    "finished": "summary",
}


class Staged(Struct, frozen=True):
    """All that the demo workshop is made of."""

    title: str
    settings: WorkshopSettings
    group: Sequence[SimulatedParticipant]
    opinions: Opinions
    notes: Sequence[str]
    messages: Callable[[str, Turn], Sequence[Message]]
    """What was said to a reply in a scenario of that id."""


class DemoRows:
    """Puts a group into the tables of one workshop."""

    def __init__(self, connection: Any, workshop: int, staged: Staged, at: datetime) -> None:
        self._connection = connection
        self._workshop = workshop
        self._staged = staged
        self._at = at
        self._turns: dict[tuple[int, int, int], int] = {}
        self.participants: list[int] = []
        self.going_on: list[str | None] = []
        self.replies = 0

    def participant(self, one: SimulatedParticipant, joined: datetime) -> None:
        """Write one participant and all that they have said."""
        practice = {"code_hash": f"{MARK}{secrets.token_hex(28)}", "created_at": joined}
        trainee = inserted(self._connection, trainees, practice)
        agreed = {"read": one.consent.read, "show": one.consent.show, "improve": one.consent.improve, "at": joined}
        row = {"workshop_id": self._workshop, "trainee_id": trainee, "name": one.name, "joined_at": joined}
        row |= {"seen_at": self._at, "place": PLACES[one.part.now], "consent": as_json(agreed)}
        id = inserted(self._connection, participants, row)
        session = None
        for number, run in enumerate(one.talks):
            session, kept_turns = self._run(run, trainee, id, joined, one.part.now == "paused")
            self._turns |= {(len(self.participants), number, at): turn for at, turn in enumerate(kept_turns)}
        self.going_on.append(session if one.talks and one.talks[-1].ended_at is None else None)
        self.participants.append(id)

    def opinions(self, raters: Sequence[int]) -> None:
        """Write what was said about the replies."""
        said, at = self._staged.opinions, self._at - timedelta(minutes=2)
        for which, kind in ((said.picked, "picked"), (said.revealed, "revealed")):
            if which is not None:
                row = {"workshop_id": self._workshop, "turn_id": self._id(which), "kind": kind, "at": at}
                self._connection.execute(insert(marks).values(row))
        for which, voter, (two_way, empathy, boundaries) in said.votes:
            vote = {"participant_id": self.participants[voter], "turn_id": self._id(which), "at": at}
            vote |= {"two_way": two_way, "empathy": empathy, "boundaries": boundaries}
            self._connection.execute(insert(votes).values(vote))
        for which, rater, (two_way, empathy, boundaries) in said.ratings:
            rating = {"facilitator_id": raters[rater], "turn_id": self._id(which), "saw_scores": False, "at": at}
            rating |= {"two_way": two_way, "empathy": empathy, "boundaries": boundaries}
            self._connection.execute(insert(ratings).values(rating))
        for which, text in said.remarks:
            remark = {"workshop_id": self._workshop, "turn_id": self._id(which), "facilitator_id": raters[0]}
            inserted(self._connection, comments, remark | {"text": text, "created_at": at})

    def _id(self, which: Which) -> int:
        return self._turns[which.participant, which.talk, which.reply]

    def _run(
        self, run: SimulatedRun, trainee: int, participant: int, joined: datetime, paused: bool
    ) -> tuple[str, list[int]]:
        """The id of the session, and those of the turns."""
        began = joined + timedelta(seconds=run.began_at)
        ended = None if run.ended_at is None else joined + timedelta(seconds=run.ended_at)
        last = ended or joined + timedelta(seconds=max([run.began_at, *(reply.at for reply in run.replies)]))
        id, coaching = secrets.token_hex(16), self._staged.settings.coaching
        session = {"id": id, "opened_for": run.scenario, "coaching": coaching, "seed": run.seed, "created_at": began}
        session |= {"updated_at": last, "trainee_id": trainee, "participant_id": participant}
        self._connection.execute(insert(sessions).values(session))
        row = {"session_id": id, "number": 1, "scenario": run.scenario, "coaching": coaching, "seed": run.seed}
        row |= {"opening": as_json(run.opening), "paused": paused and ended is None, "began_at": began}
        row |= {"ended_at": ended, "ended": run.state.ended, "goal": run.goal}
        for when in ("before", "after"):
            told = getattr(run.confidence, when)
            row[f"confidence_{when}"] = None if told is None else as_json(told)
        talk = inserted(self._connection, talks, row)
        tries: dict[int, int] = {}
        kept_turns = []
        for reply in run.replies:
            tries[reply.turn.number] = tries.get(reply.turn.number, 0) + 1
            kept_turns.append(self._reply(reply, id, talk, tries[reply.turn.number], run, joined))
        return id, kept_turns

    def _reply(
        self, reply: SimulatedReply, session: str, talk: int, attempt: int, run: SimulatedRun, joined: datetime
    ) -> int:
        back = reply.taken_back_at
        row = {"session_id": session, "talk_id": talk, "attempt": attempt, "client_id": None}
        row |= {"messages": as_json(self._staged.messages(run.scenario, reply.turn))}
        row |= {"created_at": joined + timedelta(seconds=reply.at)}
        row |= {"superseded_at": None if back is None else joined + timedelta(seconds=back)}
        self.replies += 1
        return inserted(self._connection, turns, row | columns_of(reply.turn))


def inserted(connection: Any, table: Any, row: dict[str, Any]) -> int:
    """Put a row into a table; its id."""
    (id,) = connection.execute(insert(table).values(row)).inserted_primary_key
    return int(id)
