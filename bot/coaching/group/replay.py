"""One talk step by step, and two of them side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from bot.coaching.codebook import Dimension, FoundMove, Reasons, Scores
from bot.coaching.feedback.advice import Advice
from bot.coaching.group.talks import GroupTalk, GroupTurn, WordsNotShared
from bot.coaching.group.wall import Marks
from bot.coaching.roleplay.line import End, Level, Phase
from bot.coaching.roleplay.scenario import Difficulty, Scenario
from bot.coaching.roleplay.state import ParentState
from bot.coaching.roleplay.voices import Speech, by_speaker


class Comment(Struct, frozen=True, forbid_unknown_fields=True):
    """What a facilitator noted beside a reply."""

    id: int
    turn: int
    by: str
    text: str
    at: datetime | None = None


class Felt(Struct, frozen=True, forbid_unknown_fields=True):
    """The parent at one moment."""

    heat: Level
    trust: Level
    phase: Phase


class Step(Struct, frozen=True, forbid_unknown_fields=True):
    """One reply with what came before it and after it."""

    turn: int
    """The id that marks and comments refer to."""
    number: int
    attempt: int
    taken_back: bool
    probe: str | None
    calls_for: tuple[Dimension, ...]
    parent: tuple[Speech, ...]
    """What was said on the parent's side, each speaker apart."""
    before: Felt
    reply: str
    moves: tuple[FoundMove, ...]
    """With the places of their words, to be highlighted."""
    scores: Scores
    reasons: Reasons
    advice: Advice
    after: Felt
    told: tuple[str, ...]
    """What the reply brought the parent to tell, in the coach's words."""
    answer: tuple[Speech, ...]
    ended: End | None
    hidden: bool
    picked: bool
    comments: tuple[Comment, ...]
    """The oldest first."""


class Replay(Struct, frozen=True, forbid_unknown_fields=True):
    """A whole talk."""

    session: str
    number: int
    label: str
    scenario: str
    title: str
    parent: str
    """The parent's full name."""
    difficulty: Difficulty
    ended: End | None
    steps: tuple[Step, ...]


class Beside(Struct, frozen=True, forbid_unknown_fields=True):
    """One row of two talks side by side; None where one of them has no such step."""

    left: Step | None
    right: Step | None
    probe: str | None = None
    """The standard moment that both met here."""


def replay_of(
    talk: GroupTalk,
    scenario: Scenario,
    comments: Iterable[Comment] = (),
    marks: Marks = Marks(),  # noqa: B008
    *,
    with_taken_back: bool = False,
) -> Replay:
    """The talk step by step; with replies that were taken back, if asked for, in the order in which they were given.

    Raises WordsNotShared if the participant did not agree that the facilitator reads their words, and ValueError if
    `scenario` is not the one that was played.
    """
    if not talk.consent.read:
        raise WordsNotShared
    if scenario.id != talk.scenario:
        raise ValueError(f'the talk is one of "{talk.scenario}", not of "{scenario.id}"')
    beside: dict[int, list[Comment]] = {}
    for comment in comments:
        beside.setdefault(comment.turn, []).append(comment)
    abouts = {hidden.id: hidden.about for hidden in scenario.worries + scenario.facts}
    steps = (
        _step(one, scenario, abouts, beside.get(one.id, ()), marks)
        for one in talk.turns
        if with_taken_back or not one.taken_back
    )
    return Replay(
        talk.session,
        talk.number,
        talk.label,
        scenario.id,
        scenario.title,
        scenario.parent.name,
        talk.difficulty,
        talk.ended,
        tuple(steps),
    )


def side_by_side(left: Replay, right: Replay) -> tuple[Beside, ...]:
    """Two talks in rows: a standard moment that both met stands in one row, and what lies between is paired in order.

    Where the two met the moments in different orders, as many as can be are aligned. Of talks with different parents
    the steps are paired by their order alone. Every step of both stands in exactly one row, in its own order.
    """
    anchors = _common(left.steps, right.steps) if left.scenario == right.scenario else []
    rows: list[Beside] = []
    i = j = 0
    for at_left, at_right in anchors:
        rows += _paired(left.steps[i:at_left], right.steps[j:at_right])
        rows.append(Beside(left.steps[at_left], right.steps[at_right], left.steps[at_left].probe))
        i, j = at_left + 1, at_right + 1
    return (*rows, *_paired(left.steps[i:], right.steps[j:]))


def _paired(left: Sequence[Step], right: Sequence[Step]) -> list[Beside]:
    return [
        Beside(left[row] if row < len(left) else None, right[row] if row < len(right) else None)
        for row in range(max(len(left), len(right)))
    ]


def _common(left: Sequence[Step], right: Sequence[Step]) -> list[tuple[int, int]]:
    """Places of a longest run of probes that both met in the same order."""
    mine = [(place, step.probe) for place, step in enumerate(left) if step.probe]
    theirs = [(place, step.probe) for place, step in enumerate(right) if step.probe]
    best: list[list[list[tuple[int, int]]]] = [[[] for _ in range(len(theirs) + 1)] for _ in range(len(mine) + 1)]
    for i, (at_left, probe) in enumerate(mine, 1):
        for j, (at_right, other) in enumerate(theirs, 1):
            if probe == other:
                best[i][j] = [*best[i - 1][j - 1], (at_left, at_right)]
            else:
                best[i][j] = max(best[i - 1][j], best[i][j - 1], key=len)
    return best[-1][-1]


def _step(
    one: GroupTurn, scenario: Scenario, abouts: Mapping[str, str], comments: Sequence[Comment], marks: Marks
) -> Step:
    turn = one.turn
    new = (id for id in turn.state.told if id not in turn.before.told)
    return Step(
        turn=one.id,
        number=turn.number,
        attempt=one.attempt,
        taken_back=one.taken_back,
        probe=turn.probe,
        calls_for=turn.calls_for,
        parent=by_speaker(scenario, turn.parent.split("\n")),
        before=_felt(turn.before),
        reply=turn.reply,
        moves=turn.scored.moves,
        scores=turn.scored.scores,
        reasons=turn.scored.reasons,
        advice=turn.advice,
        after=_felt(turn.state),
        told=tuple(abouts[id] for id in new if id in abouts),
        answer=by_speaker(scenario, turn.answer),
        ended=turn.state.ended,
        hidden=one.id in marks.hidden,
        picked=one.id in marks.picked,
        comments=tuple(sorted(comments, key=lambda comment: comment.id)),
    )


def _felt(state: ParentState) -> Felt:
    return Felt(state.heat, state.trust, state.phase)
