"""What leaves a workshop in a file: six sheets, each with a row for each thing it tells of.

People are called by codes that stay the same from one export to the next, unless their names are asked for. Words stand
here only of those who agreed that the facilitator reads them: their own words, the parent's, who may have said them
back, and whatever quotes them. Scores and ids of moves are no words.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Literal, TypeAlias, get_args

from msgspec import Struct

from bot.coaching.codebook import DIMENSIONS, HELPING, MOVES
from bot.coaching.debrief.share import share_of_talk
from bot.coaching.group.talk_tables import outcome_of
from bot.coaching.group.talks import GroupTalk, GroupTurn
from bot.records import Participant
from bot.records.ratings import KeptRating

Cell: TypeAlias = str | int | float | bool | datetime | None
Row: TypeAlias = tuple[Cell, ...]

SheetName = Literal["participants", "sessions", "turns", "scores", "moves", "ratings"]
SHEETS: tuple[SheetName, ...] = get_args(SheetName)

CODE_LENGTH = 6


class Sheet(Struct, frozen=True):
    """One sheet."""

    name: SheetName
    columns: tuple[str, ...]
    rows: Callable[[], Iterator[Row]]
    """Made anew each time, one row after the other."""


class Exported(Struct, frozen=True):
    """All of a workshop that can leave it."""

    workshop: int
    participants: tuple[Participant, ...]
    """Those who take part."""
    talks: tuple[GroupTalk, ...]
    ratings: tuple[KeptRating, ...]
    names: bool = False
    """Whether people are called by their names beside their codes."""


def sheets_of(exported: Exported) -> tuple[Sheet, ...]:
    """The six sheets."""
    writer = _Writer(exported)
    sheets: tuple[tuple[SheetName, tuple[str, ...], Callable[[], Iterator[Row]]], ...] = (
        ("participants", _PARTICIPANT, writer.participants),
        ("sessions", _SESSION, writer.sessions),
        ("turns", _TURN, writer.turns),
        ("scores", _SCORE, writer.scores),
        ("moves", _MOVE, writer.moves),
        ("ratings", _RATING, writer.ratings),
    )
    return tuple(Sheet(name, (*writer.who, *columns), rows) for name, columns, rows in sheets)


_PARTICIPANT = (
    "joined_at",
    "may_read",
    "may_show",
    "may_improve",
    "may_tell",
    "agreed_at",
    "talks",
    "replies",
)
_SESSION = (
    "session",
    "talk",
    "scenario",
    "difficulty",
    "began_at",
    "ended_at",
    "outcome",
    "replies",
    "taken_back",
    "share_of_talk",
    *(f"sure_{when}_{dimension}" for when in ("before", "after") for dimension in DIMENSIONS),
)
_ABOUT = ("session", "reply_id")
"""In sheets with many rows: the rest of it stands on the sheet of the turns."""
_REPLY = ("session", "talk", "scenario", "reply_id", "number", "attempt", "taken_back")
_TURN = (
    *_REPLY,
    "at",
    "line",
    "probe",
    "calls_for",
    "phase_before",
    "heat_before",
    "trust_before",
    "phase_after",
    "heat_after",
    "trust_after",
    *DIMENSIONS,
    "moves",
    "words",
    "words_shared",
    "parent",
    "reply",
    "answer",
)
_SCORE = (*_ABOUT, "score", "value", "reason")
_MOVE = (*_ABOUT, "move", "score", "helps", "start", "end", "rule", "words")
_RATING = (
    *_REPLY,
    "rater",
    "at",
    "saw_scores",
    *(f"rated_{dimension}" for dimension in DIMENSIONS),
    *(f"blind_{dimension}" for dimension in DIMENSIONS),
    *(f"coach_{dimension}" for dimension in DIMENSIONS),
    "rated_moves",
    "coach_moves",
    "note",
)


class _Writer:
    """Writes the rows."""

    def __init__(self, exported: Exported) -> None:
        self._all = exported
        self._code = codes_of("P", (one.id for one in exported.participants), exported.workshop)
        self._name = {str(one.id): one.name for one in exported.participants}
        sessions = dict.fromkeys(talk.session for talk in exported.talks)
        self._session = codes_of("S", sessions, exported.workshop)
        raters = dict.fromkeys(one.facilitator for one in exported.ratings)
        self._rater = codes_of("F", raters, exported.workshop)
        self.who = ("participant", "name") if exported.names else ("participant",)

    def participants(self) -> Iterator[Row]:
        for one in self._all.participants:
            talks = [talk for talk in self._all.talks if talk.participant == str(one.id)]
            yield (
                *self._called(str(one.id)),
                one.joined_at,
                one.consent.read,
                one.consent.show,
                one.consent.improve,
                one.consent.tell,
                one.consent_at,
                len(talks),
                sum(len(talk.counting) for talk in talks),
            )

    def sessions(self) -> Iterator[Row]:
        for talk in self._all.talks:
            yield (
                *self._called(talk.participant),
                self._session[talk.session],
                talk.number,
                talk.scenario,
                talk.difficulty,
                talk.began_at,
                talk.ended_at,
                outcome_of(talk),
                len(talk.counting),
                len(talk.taken_back),
                _share(talk),
                *_sureness(talk),
            )

    def turns(self) -> Iterator[Row]:
        for talk, one in self._replies():
            turn, shared = one.turn, talk.consent.read
            scores = turn.scored.scores
            yield (
                *self._reply(talk, one),
                one.at,
                turn.line,
                turn.probe,
                " ".join(turn.calls_for),
                turn.before.phase,
                turn.before.heat,
                turn.before.trust,
                turn.state.phase,
                turn.state.heat,
                turn.state.trust,
                *(scores.of(dimension) for dimension in DIMENSIONS),
                " ".join(found.move for found in turn.scored.moves),
                len(turn.reply.split()),
                shared,
                turn.parent if shared else None,
                turn.reply if shared else None,
                "\n".join(turn.answer) if shared else None,
            )

    def scores(self) -> Iterator[Row]:
        for talk, one in self._replies():
            scored = one.turn.scored
            for dimension in DIMENSIONS:
                value = scored.scores.of(dimension)
                if value is not None:
                    reason = getattr(scored.reasons, dimension) if talk.consent.read else None
                    yield (*self._about(talk, one), dimension, value, reason)

    def moves(self) -> Iterator[Row]:
        for talk, one in self._replies():
            for found in one.turn.scored.moves:
                helps = found.move in HELPING
                words = found.text if talk.consent.read else None
                where = (found.start, found.end, found.rule, words)
                yield (*self._about(talk, one), found.move, MOVES.get(found.move), helps, *where)

    def ratings(self) -> Iterator[Row]:
        replies = {one.id: (talk, one) for talk, one in self._replies()}
        for kept in self._all.ratings:
            rating = kept.rating
            if rating.turn not in replies:
                continue
            talk, one = replies[rating.turn]
            scored, blind = one.turn.scored, rating.as_given_blindly()
            yield (
                *self._reply(talk, one),
                kept.name if self._all.names else self._rater[kept.facilitator],
                rating.at,
                rating.saw_scores,
                *(rating.of(dimension) for dimension in DIMENSIONS),
                *(blind.of(dimension) if blind else None for dimension in DIMENSIONS),
                *(scored.scores.of(dimension) for dimension in DIMENSIONS),
                None if rating.moves is None else " ".join(rating.moves),
                " ".join(found.move for found in scored.moves),
                rating.note if talk.consent.read else None,
            )

    def _replies(self) -> Iterator[tuple[GroupTalk, GroupTurn]]:
        for talk in self._all.talks:
            for one in talk.turns:
                yield talk, one

    def _reply(self, talk: GroupTalk, one: GroupTurn) -> Row:
        """What says which reply a row is about."""
        session = self._session[talk.session]
        where = (session, talk.number, talk.scenario, one.id, one.turn.number, one.attempt, one.taken_back)
        return (*self._called(talk.participant), *where)

    def _about(self, talk: GroupTalk, one: GroupTurn) -> Row:
        return (*self._called(talk.participant), self._session[talk.session], one.id)

    def _called(self, participant: str) -> Row:
        code = self._code[int(participant)]
        return (code, self._name[participant]) if self._all.names else (code,)


def codes_of(letter: str, ids: Iterable[object], workshop: int) -> dict[object, str]:
    """A code for each id: the same in every export of a workshop, and of no help to guess another's."""
    codes: dict[object, str] = {}
    taken: set[str] = set()
    for id in ids:
        digest = hashlib.sha256(f"{workshop}/{letter}/{id}".encode()).hexdigest()
        length = CODE_LENGTH
        while digest[:length] in taken:
            length += 1
        taken.add(digest[:length])
        codes[id] = f"{letter}-{digest[:length]}"
    return codes


def _share(talk: GroupTalk) -> float | None:
    try:
        return round(share_of_talk(talk.counting), 3)
    except ValueError:  # Nobody said a word.
        return None


def _sureness(talk: GroupTalk) -> Sequence[int | None]:
    course = talk.confidence
    told = (course.before, course.after) if course else (None, None)
    return [getattr(one, dimension) if one else None for one in told for dimension in DIMENSIONS]
