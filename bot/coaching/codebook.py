"""The words of the codebook that the whole product shares: the three scores and what is scored."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

Dimension = Literal["two_way", "empathy", "boundaries"]
"""What is scored: two-way communication, empathy, keeping boundaries."""

DIMENSIONS: tuple[Dimension, ...] = ("two_way", "empathy", "boundaries")

Score = Annotated[int, Meta(ge=0, le=3)]
"""A whole number from 0 (hurts) to 3 (as a skilled teacher would)."""

SCORES: tuple[Score, ...] = (0, 1, 2, 3)
"""All that a score can be."""

SourceKey = Literal["L", "B", "W", "U", "A", "duty"]
"""Where an idea comes from: the five sources of the codebook, or professional duty."""


HELPING: dict[str, Dimension] = {
    "open_question": "two_way",
    "ask_parent_ideas": "two_way",
    "reflect_back": "two_way",
    "check_understanding": "two_way",
    "share_decision": "two_way",
    "agree_next_step": "two_way",
    "offer_choice": "two_way",
    "acknowledge_expertise": "two_way",
    "name_feeling": "empathy",
    "validate": "empathy",
    "admit_mistake": "empathy",
    "appreciate": "empathy",
    "positive_about_child": "empathy",
    "offer_help": "empathy",
    "set_limit": "boundaries",
    "state_possible": "boundaries",
    "child_first": "boundaries",
    "new_appointment": "boundaries",
    "raise_concern": "boundaries",
    "keep_confidential": "boundaries",
}
"""The twenty moves that help, each with the score it lifts."""

HURTING: dict[str, Dimension] = {
    "instruct": "two_way",
    "unasked_advice": "two_way",
    "lecture": "two_way",
    "jargon": "two_way",
    "leading_question": "two_way",
    "dismiss": "empathy",
    "blame": "empathy",
    "defend": "empathy",
    "yes_but": "empathy",
    "over_promise": "boundaries",
    "give_in": "boundaries",
    "disclose_other": "boundaries",
    "retaliate": "boundaries",
    "avoid": "boundaries",
}
"""The fourteen moves that hurt, each with the score it lowers."""

MOVES: dict[str, Dimension] = {**HELPING, **HURTING}
"""All moves of the codebook."""


ProposalKind = Literal["meeting", "step", "apology"]
"""What a teacher can put to a parent: a time to meet or talk again, a first step, an apology for something concrete."""

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class Scores(Struct, frozen=True, forbid_unknown_fields=True):
    """The three scores of one reply; `boundaries` is None where it does not apply."""

    two_way: Score
    empathy: Score
    boundaries: Score | None = None

    def of(self, dimension: Dimension) -> Score | None:
        """One of the three; None where it does not apply."""
        score: Score | None = getattr(self, dimension)
        return score


class FoundMove(Struct, frozen=True, forbid_unknown_fields=True):
    """A move that a rule found in a reply.

    `start` and `end` count characters in the reply as it was typed, and `text` is what stands
    there. A move that the reply as a whole makes (a lecture, say) spans all of it.
    """

    move: str
    start: Annotated[int, Meta(ge=0)]
    end: Annotated[int, Meta(ge=0)]
    text: str
    rule: str


class Reasons(Struct, frozen=True, forbid_unknown_fields=True):
    """One sentence in plain words for each score; None where the score does not apply."""

    two_way: str
    empathy: str
    boundaries: str | None = None


class Proposal(Struct, frozen=True, forbid_unknown_fields=True):
    """Something the reply puts to the parent, to be accepted, bargained over or refused."""

    kind: ProposalKind
    words: str
    """The words of the proposal as they were typed."""
    retold: str | None = None
    """The step as the parent would say it back, "you'll ring me on Friday"; None if it cannot be turned round."""
    when: str | None = None
    """The time it names, in its usual spelling: "Thursday at four"."""
    day: Weekday | None = None
    minute: Annotated[int, Meta(ge=0, le=1439)] | None = None
    """Minutes after midnight, where a time of day is named. A bare "four" is taken as the afternoon's."""


class ScoredReply(Struct, frozen=True, forbid_unknown_fields=True):
    """What the scorer makes of one reply.

    `moves` stand in the order of their words. `topics` are the subjects the reply asks or
    speaks about (ids of `bot/knowledge/topics.yml`), the one the parent should answer first.
    """

    scores: Scores
    moves: tuple[FoundMove, ...]
    reasons: Reasons
    topics: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    """Those of the topics that stand in a question."""
    remarks: tuple[str, ...] = ()
    """What the reply says, beside its moves, that a parent remembers (ids of `bot/knowledge/remarks.yml`)."""
    proposals: tuple[Proposal, ...] = ()
    """What it puts to the parent, in order."""

    def has(self, *moves: str) -> bool:
        """Whether any of the named moves was found."""
        return any(found.move in moves for found in self.moves)
