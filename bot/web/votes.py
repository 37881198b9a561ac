"""Voting on a reply that the facilitator has put to the group, for those who take part in the workshop."""

from __future__ import annotations

import asyncio
from typing import Annotated, TypeAlias

from litestar import Router, get, put
from litestar.datastructures import State as AppState
from litestar.di import NamedDependency, Provide
from litestar.params import JSONBody, PathParameter
from msgspec import Meta, Struct

from bot.coaching.codebook import Score
from bot.records import Participant, Records, Trainee
from bot.records.debrief import PickedReply
from bot.web import workshop_problems
from bot.web.access import Asked
from bot.web.facilitator import debrief_problems as problems
from bot.web.practice_access import own_practice
from bot.web.problems import documented

CODE: list[dict[str, list[str]]] = [{"code": []}]

_WorkshopInPath: TypeAlias = Annotated[int, PathParameter(ge=1, le=2**31 - 1, description="Id of a workshop.")]
_TurnInPath: TypeAlias = Annotated[int, PathParameter(ge=1, le=2**31 - 1, description="Id of a reply.")]
Voter: TypeAlias = NamedDependency[Participant]


class CastVote(Struct, forbid_unknown_fields=True):
    """The scores that one would give to a reply; null for what one leaves open, or what does not apply."""

    two_way: Annotated[Score | None, Meta(description="From 0, hurts, to 3, as a skilled teacher would.")] = None
    empathy: Score | None = None
    boundaries: Score | None = None


class PutToVote(Struct):
    """A reply on which the group votes. Nothing in it tells whose it is."""

    turn: Annotated[int, Meta(description="Id of the reply.")]
    parent: Annotated[str, Meta(description="What the parent had said.")]
    reply: str
    boundaries: Annotated[bool, Meta(description="Whether the parent's words call for boundaries.")]
    vote: Annotated[CastVote | None, Meta(description="What one has voted so far.")]

    @classmethod
    def of(cls, picked: PickedReply) -> PutToVote:
        """As a participant sees it."""
        vote = None if picked.vote is None else CastVote(*picked.vote)
        return cls(picked.turn, picked.parent, picked.reply, picked.calls_for_boundaries, vote)


async def voter(own: NamedDependency[Trainee], workshop: _WorkshopInPath, request: Asked) -> Participant:
    """The participant who asks. Raises Problem 404 for somebody who does not take part."""
    records: Records = request.app.state.records
    found = await asyncio.to_thread(records.participation, own.id, workshop)
    if found is None:
        raise workshop_problems.not_taking_part()
    return found.participant


@get("/", summary="List what is put to the vote", responses=documented(400, 401, 404, 503), operation_id="votes")
async def list_votes(me: Voter, state: AppState) -> list[PutToVote]:
    """The replies on which one can vote now, the one put last first; empty most of the time."""
    found = await asyncio.to_thread(state.records.picked_for, me)
    return [PutToVote.of(one) for one in found]


@put(
    "/{turn:int}",
    summary="Vote on a reply",
    responses=documented(400, 401, 404, 409, 413, 503),
    operation_id="vote",
)
async def cast_vote(me: Voter, turn: _TurnInPath, data: JSONBody[CastVote], state: AppState) -> CastVote:
    """Score a reply as one would have it; again, to change one's mind. Over as soon as the scores are revealed."""
    scores = (data.two_way, data.empathy, data.boundaries)
    if not await asyncio.to_thread(state.records.vote, me, scores, turn):
        raise problems.no_vote_now()
    return data


own_votes = Router(
    "/api/practice/workshops/{workshop:int}/votes",
    route_handlers=[list_votes, cast_vote],
    dependencies={"own": Provide(own_practice), "me": Provide(voter)},
    security=CODE,
)
