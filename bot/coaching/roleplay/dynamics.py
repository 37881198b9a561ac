"""How parents in general respond to how they are spoken to: the strict schema of `bot/knowledge/dynamics.yml`."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from bot.coaching.codebook import ProposalKind, SourceKey
from bot.coaching.roleplay.conditions import Condition
from bot.coaching.roleplay.line import Change, End, Id, Level, Phase, Verdict, Words

Counter = Literal[
    "insults",
    "dismissals",
    "promises",
    "surrenders",
    "limits",
    "hushes",
    "secrets",
    "broken_promises",
    "honesty",
    "flat",
    "low_scores",
]
"""What a parent keeps count of."""

Source = SourceKey | Literal["design"]
"""Where a rule comes from; "design" marks a choice of ours that no source documents."""

Turns = Annotated[int, Meta(ge=0, le=40)]


class Rule(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What every rule of the dynamics says of itself."""

    id: Id
    about: Words
    """What it stands for, in one sentence."""
    source: Source
    when: Condition = Condition()


class Reaction(Rule, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a kind of reply does to heat and trust. All that hold add up."""

    heat: Change = 0
    trust: Change = 0


class Inertia(Struct, frozen=True, forbid_unknown_fields=True):
    """How far one reply can move a parent, however good or bad it is."""

    heat_falls: Annotated[int, Meta(ge=1, le=5)]
    heat_rises: Annotated[int, Meta(ge=1, le=5)]
    trust_rises: Annotated[int, Meta(ge=1, le=5)]
    trust_falls: Annotated[int, Meta(ge=1, le=5)]


class Forgiveness(Rule, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """When a slip counts for less."""

    percent: Annotated[int, Meta(ge=0, le=100)]
    """How much of a slip still counts."""


class Recollection(Rule, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a parent counts."""

    counts: Counter
    in_a_row: bool = False
    """Whether the count starts again at 0 with a reply to which it does not apply."""


class Settling(Rule, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """When a next step counts as settled: the words of these moves are kept."""

    keeps: Annotated[tuple[Id, ...], Meta(min_length=1)]


class Reception(Rule, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a parent makes of a proposal, as far as the mood goes. The first that holds counts; else it is refused."""

    proposal: ProposalKind
    verdict: Verdict


class Passage(Rule, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A way from one phase to another. The first that holds is taken."""

    leads_to: Phase


class Ending(Rule, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A way for the conversation to end. The first that holds is taken."""

    end: End


class Depth(Struct, frozen=True, forbid_unknown_fields=True):
    """What a layer of hidden things needs before it is told, where the line itself does not say."""

    layer: Annotated[int, Meta(ge=1, le=3)]
    trust_at_least: Level
    heat_at_most: Level


class Disclosure(Rule, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a reply must be like for a parent to disclose something of their own accord."""

    asked: Condition
    """What it must be like if it touches upon the very thing."""
    depths: Annotated[tuple[Depth, ...], Meta(min_length=3, max_length=3)]


class Choice(Struct, frozen=True, forbid_unknown_fields=True):
    """How the next line is picked among those that fit."""

    strong: tuple[Id, ...]
    """Moves that a parent reacts to before anything else; the helping ones only where no question stands open."""
    asking: tuple[Id, ...]
    """Moves that ask: a question is answered before a standard probe is put, for as long as it can wait."""
    stepping: tuple[Id, ...]
    """Moves about the next step: when it is time to decide, they are answered before the subject they touch."""
    stretch: Annotated[int, Meta(ge=0, le=5)]
    """How far heat and trust may be off for an answer to what was asked, when no other answer is left."""
    shortest_line: Annotated[int, Meta(ge=0, le=60)]
    """Words of a line after which the parent may go on with a thought of their own in the same breath."""
    goes_on: Annotated[int, Meta(ge=0, le=100)]
    """How often they do, in percent."""
    longest_answer: Annotated[int, Meta(ge=0, le=120)]
    """Words of an answer that may be followed in the same breath by what the parent wants to ask."""
    patience: Turns
    """Turns that a standard probe waits for its `when` before it is put regardless."""
    overdue: Turns
    """Turns after which a standard probe no longer gives way to a question or an outburst."""
    unburdens_from: Turns
    """Replies after which a worry that weighs on a trusting parent comes out whatever was asked."""
    neighbours: dict[Phase, tuple[Phase, ...]]
    """Phases to borrow a line from when one has none left, nearest first."""


class Dynamics(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole of `dynamics.yml`."""

    reactions: tuple[Reaction, ...]
    inertia: Inertia
    forgiveness: Forgiveness
    memory: tuple[Recollection, ...]
    settling: tuple[Settling, ...]
    receptions: tuple[Reception, ...]
    passages: tuple[Passage, ...]
    endings: tuple[Ending, ...]
    last_turn: Annotated[int, Meta(ge=8, le=40)]
    """The reply after which every conversation ends."""
    out_of_time: tuple[Ending, ...]
    """How it ends then, or when the parent has nothing left to say. The last one must always hold."""
    disclosure: Disclosure
    choice: Choice
