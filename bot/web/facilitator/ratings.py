"""Rating replies by the codebook, blind to the coach's scores at first; agreement; and corrections to take along."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from typing import Annotated

from litestar import Response, delete, get, put
from litestar.datastructures import State as AppState
from litestar.params import JSONBody, QueryParameter
from msgspec import Meta, Struct

from bot.coaching.codebook import MOVES, Dimension, FoundMove, Reasons, Score, Scores
from bot.coaching.group.agreement import PairAgreement, agreement_of_raters, agreement_with_coach
from bot.coaching.group.corrections import gold_file, gold_from
from bot.coaching.group.ratings import Rating
from bot.coaching.group.talks import GroupTalk, GroupTurn
from bot.records import Participant, Records, Workshop
from bot.records.ratings import KeptRating
from bot.web.facilitator import debrief_problems as problems
from bot.web.facilitator.access import Me
from bot.web.facilitator.wall import TurnInPath
from bot.web.facilitator.workshops import Own
from bot.web.problems import described, documented

LONGEST_NOTE = 1_000
GOLD_LINES = "application/jsonl"
DELETED = "delete_rating"
"""Under which it is noted that somebody has deleted a rating of theirs."""


class RateReply(Struct, forbid_unknown_fields=True):
    """A reading of a reply by the codebook."""

    two_way: Score
    empathy: Score
    boundaries: Annotated[Score | None, Meta(description="Null where the moment does not call for them.")] = None
    moves: Annotated[
        Annotated[list[Annotated[str, Meta(max_length=40)]], Meta(max_length=len(MOVES))] | None,
        Meta(description="Moves of the codebook that were found; null if they were not looked for."),
    ] = None
    note: Annotated[Annotated[str, Meta(max_length=LONGEST_NOTE)] | None, Meta(description="For oneself.")] = None
    saw_scores: Annotated[
        bool, Meta(description="Whether one had seen the coach's scores of it before, on the wall say.")
    ] = False


class RateableReply(Struct):
    """A reply that can be rated, without a word of it."""

    turn: int
    scenario: str
    probe: str | None
    rated: Annotated[bool, Meta(description="By whoever asks.")]
    by_others: Annotated[int, Meta(description="Other facilitators who have rated it.")]


class ToRate(Struct):
    """The replies that can be rated."""

    replies: Annotated[list[RateableReply], Meta(description="Mixed, in the same order for all facilitators.")]
    corrections: Annotated[int, Meta(description="Rated replies that can be taken along to make the scoring better.")]


class HowMany(Struct):
    """How many replies can be rated."""

    replies: int


class CoachsReading(Struct):
    """What the coach made of a reply."""

    scores: Scores
    reasons: Reasons
    moves: tuple[FoundMove, ...]


class Others(Struct):
    """Another facilitator's reading."""

    name: str
    rating: Rating


class ReplyToRate(Struct):
    """A reply with what it takes to rate it, and after that with what others made of it."""

    turn: int
    probe: str | None
    parent: str
    reply: str
    calls_for: list[Dimension]
    rating: Annotated[Rating | None, Meta(description="One's own; null as long as one has not rated it.")]
    coach: Annotated[CoachsReading | None, Meta(description="Null as long as one has not rated it.")]
    others: Annotated[list[Others], Meta(description="Empty as long as one has not rated it.")]


class Agreements(Struct):
    """How far those who rated the same replies agree."""

    coach: Annotated[list[PairAgreement], Meta(description="Each rater with the coach, of ratings made blindly.")]
    raters: Annotated[list[PairAgreement], Meta(description="Each two raters.")]
    names: Annotated[dict[str, str], Meta(description="What raters are called.")]


@get("/ratings", summary="List what can be rated", responses=documented(400, 401, 404, 503), operation_id="to_rate")
async def list_to_rate(mine: Own, me: Me, state: AppState) -> ToRate:
    """The replies that count, of those who agreed that the facilitator reads them or the group sees them."""
    talks, kept = await _talks_and_ratings(mine, state, words=False)
    own = {one.rating.turn for one in kept if one.facilitator == me.id}
    others = Counter(one.rating.turn for one in kept if one.facilitator != me.id)
    seen = [(talk, one) for talk in talks if _may_be_seen(talk) for one in talk.turns if not one.taken_back]
    seen.sort(key=lambda pair: sha256(f"rating/{pair[1].id}".encode()).digest())
    replies = [
        RateableReply(one.id, talk.scenario, one.turn.probe, one.id in own, others[one.id]) for talk, one in seen
    ]
    return ToRate(replies, len(gold_from(talks, [one.rating for one in kept])))


@get(
    "/ratings/count",
    summary="Count what can be rated",
    responses=documented(400, 401, 404, 503),
    operation_id="count_to_rate",
)
async def count_to_rate(mine: Own, state: AppState) -> HowMany:
    """How many replies can be rated, to be asked for often."""
    return HowMany(await asyncio.to_thread(state.records.turns_to_rate, mine.id))


@get(
    "/ratings/{turn:int}",
    summary="Show a reply to rate",
    responses=documented(400, 401, 404, 503),
    operation_id="reply_to_rate",
)
async def show_to_rate(mine: Own, me: Me, turn: TurnInPath, state: AppState) -> ReplyToRate:
    """A reply without the coach's scores, until one has rated it."""
    await asyncio.to_thread(state.records.note_look, me.id, "rating", mine.id)
    return await _to_rate(mine, me.id, turn, state)


@put(
    "/ratings/{turn:int}",
    summary="Rate a reply",
    responses=documented(400, 401, 403, 404, 413, 422, 503),
    operation_id="rate",
)
async def rate(mine: Own, me: Me, turn: TurnInPath, data: JSONBody[RateReply], state: AppState) -> ReplyToRate:
    """Rate a reply, or change one's rating. The answer holds the coach's scores.

    Other scores than one gave at first do not count for the agreement, since the coach's were seen in between.
    """
    unknown = [move for move in data.moves or () if move not in MOVES]
    if unknown:
        raise problems.unknown_moves(unknown)
    records: Records = state.records
    await _seen(mine, turn, state)
    marks = await asyncio.to_thread(records.wall_marks, mine.id)
    scores = (data.two_way, data.empathy, data.boundaries)
    known = await asyncio.to_thread(records.was_noted, me.id, DELETED, mine.id, _reply(turn))
    saw = data.saw_scores or turn in marks.revealed or known
    note = (data.note or "").strip() or None
    if await asyncio.to_thread(records.rate, mine.id, turn, me.id, scores, data.moves, note, saw) is None:
        raise problems.not_to_be_rated()
    return await _to_rate(mine, me.id, turn, state)


@delete(
    "/ratings/{turn:int}",
    summary="Delete one's rating",
    responses=documented(400, 401, 403, 404, 503),
    operation_id="delete_rating",
)
async def delete_rating(mine: Own, me: Me, turn: TurnInPath, state: AppState) -> None:
    """Delete one's own rating of a reply. It is noted, since whoever rates it anew has seen the coach's scores."""
    if not await asyncio.to_thread(state.records.delete_rating, mine.id, turn, me.id):
        raise problems.not_to_be_rated()
    await asyncio.to_thread(state.records.note_taken, me.id, DELETED, mine.id, detail=_reply(turn))


@get("/agreement", summary="Show the agreement", responses=documented(400, 401, 404, 503), operation_id="agreement")
async def show_agreement(mine: Own, state: AppState) -> Agreements:
    """How far each rater agrees with the coach, and each two with each other: weighted kappa with its interval."""
    talks, kept = await _talks_and_ratings(mine, state, words=False)
    ratings, names = [one.rating for one in kept], {one.rating.rater: one.name for one in kept}

    def told() -> Agreements:
        return Agreements(
            list(agreement_with_coach(talks, ratings, names)), list(agreement_of_raters(talks, ratings, names)), names
        )

    return await asyncio.to_thread(told)


@get(
    "/corrections",
    summary="Take the corrections along",
    responses=documented(400, 401, 404, 503) | {200: described(str, "A gold file, one reply a line.", GOLD_LINES)},
    operation_id="corrections",
    media_type=GOLD_LINES,
)
async def take_corrections(
    mine: Own,
    me: Me,
    state: AppState,
    differing: Annotated[bool, QueryParameter(description="Only replies that the coach scored otherwise.")] = False,
) -> Response[bytes]:
    """The rated replies of those who agreed to it, as `alongside evaluate` reads them."""
    await asyncio.to_thread(state.records.note_look, me.id, "corrections", mine.id)
    talks, kept = await _talks_and_ratings(mine, state)
    gold = gold_from(talks, [one.rating for one in kept], only_corrections=differing)
    name = f"alongside-corrections-{mine.join_code.lower()}.jsonl"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(gold_file(gold).encode(), media_type=GOLD_LINES, headers=headers)


def _reply(turn: int) -> str:
    return f"reply {turn}"


def _may_be_seen(of: GroupTalk | Participant) -> bool:
    """Whether the facilitator sees these words: in a transcript, or on the wall."""
    return of.consent.read or of.consent.show


async def _talks_and_ratings(
    mine: Workshop, state: AppState, words: bool = True
) -> tuple[list[GroupTalk], Sequence[KeptRating]]:
    records: Records = state.records
    return await asyncio.gather(
        asyncio.to_thread(records.group_talks, mine.id, words=words), asyncio.to_thread(records.ratings, mine.id)
    )


async def _seen(mine: Workshop, turn: int, state: AppState) -> GroupTurn:
    """A reply that the facilitator may see. Raises Problem 404."""
    records: Records = state.records
    author = await asyncio.to_thread(records.author_of, mine.id, turn)
    found = await asyncio.to_thread(records.turn_in, mine.id, turn)
    if author is None or found is None or not _may_be_seen(author):
        raise problems.not_to_be_rated()
    return found


async def _to_rate(mine: Workshop, facilitator: int, turn: int, state: AppState) -> ReplyToRate:
    one = await _seen(mine, turn, state)
    kept = await asyncio.to_thread(state.records.ratings, mine.id, turn)
    own = next((each.rating for each in kept if each.facilitator == facilitator), None)
    others = [Others(each.name, each.rating) for each in kept if each.facilitator != facilitator]
    scored = one.turn.scored
    return ReplyToRate(
        turn=turn,
        probe=one.turn.probe,
        parent=one.turn.parent,
        reply=one.turn.reply,
        calls_for=list(one.turn.calls_for),
        rating=own,
        coach=CoachsReading(scored.scores, scored.reasons, scored.moves) if own else None,
        others=others if own else [],
    )
