"""The wall: what the group said at one moment, side by side and without names."""

from __future__ import annotations

import asyncio
from typing import Annotated, TypeAlias

import msgspec
from litestar import get, put
from litestar.datastructures import State as AppState
from litestar.params import JSONBody, PathParameter, QueryParameter
from msgspec import Meta, Struct

from bot.coaching.group.moments import Moment, MomentMet, moments_met
from bot.coaching.group.wall import ORDERS, Look, Wall, Which, wall_of
from bot.records import Records
from bot.records.debrief import Mark
from bot.web.facilitator import debrief_problems as problems
from bot.web.facilitator.access import Me
from bot.web.facilitator.workshops import Own
from bot.web.problems import documented
from bot.web.shapes import LONGEST_ID

ScenarioId = Annotated[str | None, QueryParameter(max_length=LONGEST_ID, description="Id of the scenario.")]
ProbeId = Annotated[
    str | None, QueryParameter(max_length=LONGEST_ID, description="Id of a standard probe of it; or name a line.")
]
LineId = Annotated[str | None, QueryParameter(max_length=LONGEST_ID, description="Id of a line of its parent.")]
Order = Annotated[
    str,
    QueryParameter(
        max_length=LONGEST_ID,
        description="`mixed`, `length`, `total`, a score, or a move. What would give a score away holds only once the "
        "scores are revealed.",
    ),
]

TurnInPath: TypeAlias = Annotated[int, PathParameter(ge=1, le=2**31 - 1, description="Id of a reply.")]


class MarkReply(Struct, forbid_unknown_fields=True):
    """What to do with a reply on the wall."""

    mark: Annotated[
        Mark | None,
        Meta(
            description="`hidden` from the wall; `picked` to be talked about, so that participants can vote on it; "
            "`revealed`: picked, its scores shown and the vote closed; null for none of these."
        ),
    ]


class OnTheWall(Struct):
    """Which replies could stand on the wall now."""

    turns: list[int]


@get(
    "/wall/moments",
    summary="List the moments",
    responses=documented(400, 401, 404, 503),
    operation_id="wall_moments",
)
async def list_moments(mine: Own, state: AppState) -> list[MomentMet]:
    """For each scenario that was played its standard probes, then every other line that somebody answered."""
    talks = await asyncio.to_thread(state.records.group_talks, mine.id, words=False)
    return list(await asyncio.to_thread(moments_met, talks, state.scenarios))


@get("/wall", summary="Show the wall", responses=documented(400, 401, 404, 503), operation_id="wall")
async def show_wall(
    mine: Own,
    me: Me,
    state: AppState,
    scenario: ScenarioId = None,
    probe: ProbeId = None,
    line: LineId = None,
    by: Order = "mixed",
    lowest_first: bool = False,
    which: Which = "counting",
    look: Look = "shown",
    move: Annotated[str | None, QueryParameter(max_length=LONGEST_ID, description="Only replies with it.")] = None,
    revealed: Annotated[
        bool, QueryParameter(description="With all scores, not only those revealed one by one.")
    ] = False,
) -> Wall:
    """The replies of those who agreed that the group sees their words, to one standard probe or one line."""
    moment = _moment(scenario, probe, line)
    if by not in ORDERS:
        raise problems.no_such_order(by)
    records: Records = state.records
    await asyncio.to_thread(records.note_look, me.id, "wall", mine.id, None, f"{scenario}/{probe or line}")
    talks, marks, votes = await asyncio.gather(
        asyncio.to_thread(records.group_talks, mine.id, moment=moment),
        asyncio.to_thread(records.wall_marks, mine.id),
        asyncio.to_thread(records.votes_in, mine.id),
    )

    def built(all_scores: bool, order: str, moves: tuple[str, ...] = ()) -> Wall:
        return wall_of(
            talks,
            moment,
            by=order,
            highest_first=not lowest_first,
            which=which,
            look=look,
            with_moves=moves,
            marks=marks.marks,
            votes=votes,
            revealed=all_scores,
        )

    wall = built(revealed, by, (move,) if move else ())
    if revealed or not marks.revealed:
        return wall
    told = {reply.turn: reply for reply in built(True, "mixed").replies if reply.turn in marks.revealed}
    return msgspec.structs.replace(wall, replies=tuple(told.get(reply.turn, reply) for reply in wall.replies))


@get(
    "/wall/turns",
    summary="Tell which replies there are",
    responses=documented(400, 401, 404, 503),
    operation_id="wall_turns",
)
async def list_turns(
    mine: Own, state: AppState, scenario: ScenarioId = None, probe: ProbeId = None, line: LineId = None
) -> OnTheWall:
    """The ids of all replies that may be shown, to be asked for often: which have come, and which are gone."""
    moment = _moment(scenario, probe, line)
    return OnTheWall(await asyncio.to_thread(state.records.turns_shown, mine.id, moment))


@put(
    "/wall/{turn:int}",
    summary="Hide, pick or reveal a reply",
    responses=documented(400, 401, 403, 404, 413, 503),
    operation_id="mark_reply",
)
async def mark_reply(mine: Own, turn: TurnInPath, data: JSONBody[MarkReply], state: AppState) -> MarkReply:
    """Hide a reply, pick it to be talked about, or reveal its scores; or take that back."""
    if not await asyncio.to_thread(state.records.mark, mine.id, turn, data.mark):
        raise problems.not_on_the_wall()
    return data


def _moment(scenario: str | None, probe: str | None, line: str | None) -> Moment:
    """The moment that is asked for. Raises Problem 400."""
    if scenario is None or (probe is None) == (line is None):
        raise problems.no_moment()
    return Moment(scenario, probe, line)
