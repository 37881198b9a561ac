"""What a parent can say, and when: the strict schema of a line of `bot/knowledge/scenarios/*.yml`."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from bot.coaching.codebook import Dimension, ProposalKind

Phase = Literal["opening", "venting", "exploring", "deciding", "closing"]
"""Where the conversation is: from the first words to the last."""

PHASES: tuple[Phase, ...] = ("opening", "venting", "exploring", "deciding", "closing")

End = Literal["agreement", "appointment", "stalled", "walkout"]
"""How a conversation ends: well, half well, silently badly, loudly badly."""

GOOD_ENDS: tuple[End, ...] = ("agreement", "appointment")

BAD_ENDS: tuple[End, ...] = ("stalled", "walkout")

ENDS: tuple[End, ...] = ("agreement", "appointment", "stalled", "walkout")

Temptation = Literal["over_promise", "give_in", "disclose_other", "keep_secret", "avoid"]
"""What a line tempts the teacher to do wrong."""

Level = Annotated[int, Meta(ge=0, le=10)]
"""Heat or trust, from 0 to 10."""

Change = Annotated[int, Meta(ge=-5, le=5)]
"""What one reply adds to heat or trust."""

Id = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
Words = Annotated[str, Meta(min_length=1, max_length=1200)]

Verdict = Literal["accept", "bargain", "refuse"]
"""What a parent makes of a proposal."""

Remembered = Literal[
    "insults", "dismissals", "promises", "surrenders", "limits", "hushes", "broken_promises", "honesty"
]
"""What a parent does not forget within a conversation (see `Memory`)."""


class When(Struct, frozen=True, forbid_unknown_fields=True):
    """What must hold for a line to be said. What is left out does not matter."""

    heat_at_least: Level | None = None
    heat_at_most: Level | None = None
    trust_at_least: Level | None = None
    trust_at_most: Level | None = None
    turn_at_least: Annotated[int, Meta(ge=1)] | None = None
    told: tuple[Id, ...] = ()
    """Worries and facts that have all been told."""
    not_told: tuple[Id, ...] = ()
    """Worries and facts of which none has been told."""
    said: tuple[Id, ...] = ()
    """Lines that have all been said."""
    not_said: tuple[Id, ...] = ()
    """Lines of which none has been said."""
    any_said: tuple[Id, ...] = ()
    """Lines of which one at least has been said."""
    remembers: tuple[Remembered, ...] = ()
    """Things that have all happened at least once in this talk: `hushes` for a parent told to calm down."""
    not_remembers: tuple[Remembered, ...] = ()
    """Things of which none has happened in this talk."""
    chosen: tuple[Id, ...] = ()
    """Options of the choices before the meeting, of which one was chosen."""


class Answers(Struct, frozen=True, forbid_unknown_fields=True):
    """What in the trainee's last reply a line responds to; one of these is enough."""

    topics: tuple[Id, ...] = ()
    """Subjects of the reply (ids of topics.yml)."""
    moves: tuple[Id, ...] = ()
    """Moves found in the reply."""
    again: bool = False
    """Whether it answers only a subject that this talk has already answered; any subject if it names no topics."""
    proposal: ProposalKind | None = None
    """The kind of proposal it answers; such a line answers nothing else."""
    verdict: Verdict | None = None
    """What the parent makes of the proposal."""


class Effect(Struct, frozen=True, forbid_unknown_fields=True):
    """What a kind of answer to one particular line does, beyond the general dynamics."""

    moves: Annotated[tuple[Id, ...], Meta(min_length=1)]
    """Any of these moves in the reply brings it about."""
    heat: Change = 0
    trust: Change = 0


class Line(Struct, frozen=True, forbid_unknown_fields=True):
    """Something the parent can say, once in a conversation."""

    id: Id
    says: Annotated[tuple[Words, ...], Meta(min_length=1, max_length=3)]
    """One to three bubbles. Gestures stand in round brackets: "(looks at the floor)".

    A bubble of a third voice begins with its name: "Mila: I'm right here, you know." Places in braces are filled
    from the talk: {when} is the time the teacher proposed, {what} the step, {agreed} all that has been agreed, each
    in the parent's words. A line with a place that cannot be filled is not said.
    """
    calls_for: tuple[Dimension, ...] = ()
    """What a good reply to it needs. Empty only in a closing line."""
    phases: tuple[Phase, ...] = ()
    """Phases in which it may be said. Empty in an opening or a closing line."""
    opens: bool = False
    """Whether it can be the parent's first line."""
    closes: End | None = None
    """The end whose last words it can be."""
    probe: Id | None = None
    """The standard probe it puts."""
    answers: Answers = Answers()
    when: When = When()
    tells: tuple[Id, ...] = ()
    """Worries and facts that it discloses."""
    tempts: Temptation | None = None
    effects: tuple[Effect, ...] = ()
    example: Words | None = None
    """A reply that a skilled teacher might give to this line, shown when the trainee asks for help."""
