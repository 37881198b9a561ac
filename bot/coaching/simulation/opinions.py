"""What people of a made-up group make of each other's replies: votes, remarks, and two facilitators' ratings."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from bot.coaching.codebook import SCORES, Score, Scores
from bot.coaching.simulation.cast import Cast, Level, ProbeReplies
from bot.coaching.simulation.group import SimulatedParticipant, SimulatedReply

AGREE, NEAR = 62, 33
"""In percent: how often somebody scores as the coach does, and how often one beside it. Otherwise it is two beside."""

FIRST_RATES, SECOND_RATES = 36, 24
"""Replies that the facilitator has rated, and how many of those a colleague has rated as well."""
VOTERS = 11
"""People who vote on a reply that is picked."""

Given = tuple[Score, Score, Score | None]
"""Two-way communication, empathy and boundaries."""


class Which(Struct, frozen=True):
    """One reply: of the group's so-manieth participant, in their so-manieth talk, the so-manieth there; from 0."""

    participant: int
    talk: int
    reply: int


class Opinions(Struct, frozen=True):
    """All that is said about the replies of a group."""

    picked: Which | None
    """To be talked about, at the first probe; the vote on it is open."""
    revealed: Which | None
    """Talked about already; its scores have been shown."""
    votes: tuple[tuple[Which, int, Given], ...]
    """With the voter's number in the group."""
    ratings: tuple[tuple[Which, int, Given], ...]
    """By the facilitator (0) and by a colleague (1)."""
    remarks: tuple[tuple[Which, str], ...]


def opinions_on(group: Sequence[SimulatedParticipant], cast: Cast, seed: int) -> Opinions:
    """What people make of a group. Only replies are shown or read whose author has agreed to that."""
    dice = random.Random(f"{seed}/opinions")
    at_probes = [one for one in _replies(group) if one[1].turn.probe and one[1].taken_back_at is None]
    shown = [one for one in at_probes if group[one[0].participant].consent.show]
    read = [one for one in at_probes if group[one[0].participant].consent.read]
    dice.shuffle(read)
    first = _first_probe(cast)
    halfway = [one for one in shown if one[1].turn.probe == first and _middling(one[1].turn.scored.scores)]
    chosen = (halfway[:1] + halfway[-1:])[: 2 if len(halfway) > 1 else 1]
    votes = [(which, voter, given) for which, reply in chosen for voter, given in _votes(which, reply, group, dice)]
    rated = read[:FIRST_RATES]
    ratings = [(which, 0, opinion(reply.turn.scored.scores, dice)) for which, reply in rated]
    ratings += [(which, 1, opinion(reply.turn.scored.scores, dice)) for which, reply in rated[:SECOND_RATES]]
    remarks = []
    for remark in cast.comments:
        dealt = {text for probes in cast.replies.values() for text in _dealt(probes, remark.probe, remark.level)}
        fitting = (which for which, reply in read if reply.turn.reply in dealt)
        found = next(fitting, None)
        if found is not None:
            remarks.append((found, remark.text))
    return Opinions(
        picked=chosen[1][0] if len(chosen) > 1 else None,
        revealed=chosen[0][0] if chosen else None,
        votes=tuple(votes),
        ratings=tuple(ratings),
        remarks=tuple(remarks),
    )


def opinion(scores: Scores, dice: random.Random) -> Given:
    """How somebody else might have scored a reply that the coach scored so."""
    boundaries = None if scores.boundaries is None else _near(scores.boundaries, dice)
    return _near(scores.two_way, dice), _near(scores.empathy, dice), boundaries


def _near(score: Score, dice: random.Random) -> Score:
    drawn = dice.randrange(100)
    off = 0 if drawn < AGREE else 1 if drawn < AGREE + NEAR else 2
    return SCORES[max(0, min(3, score + dice.choice((-off, off))))]


def _first_probe(cast: Cast) -> str | None:
    """The probe at which the group's replies are looked at first."""
    return next((probe for id in cast.scenarios for probe in cast.replies.get(id, {})), None)


def _middling(scores: Scores) -> bool:
    return 2 <= scores.two_way + scores.empathy <= 4


def _dealt(probes: Mapping[str, ProbeReplies], probe: str, level: Level) -> tuple[str, ...]:
    return probes[probe].at(level) if probe in probes else ()


def _votes(
    which: Which, reply: SimulatedReply, group: Sequence[SimulatedParticipant], dice: random.Random
) -> Iterator[tuple[int, Given]]:
    others = [number for number in range(len(group)) if number != which.participant]
    for voter in sorted(dice.sample(others, min(VOTERS, len(others)))):
        yield voter, opinion(reply.turn.scored.scores, dice)


def _replies(group: Sequence[SimulatedParticipant]) -> Iterator[tuple[Which, SimulatedReply]]:
    for participant, one in enumerate(group):
        for talk, run in enumerate(one.talks):
            for number, reply in enumerate(run.replies):
                yield Which(participant, talk, number), reply
