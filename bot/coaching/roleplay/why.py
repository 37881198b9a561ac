"""Why the parent answered as they did: what they felt, what they made of a proposal, where the line was found."""

from __future__ import annotations

from msgspec import Struct

from bot.coaching.codebook import ProposalKind, Reasons, ScoredReply
from bot.coaching.roleplay.dynamics import Dynamics
from bot.coaching.roleplay.line import Verdict
from bot.coaching.roleplay.proposals import verdict_on
from bot.coaching.roleplay.react import felt
from bot.coaching.roleplay.scenario import Scenario
from bot.coaching.roleplay.search import Tier
from bot.coaching.roleplay.state import Memory, ParentState
from bot.coaching.roleplay.talk import answer_with_reasons, weighed


class Received(Struct, frozen=True):
    """A proposal of the reply, and what the parent makes of it."""

    kind: ProposalKind
    words: str
    """As they were typed."""
    retold: str | None
    """As the parent would say it back."""
    when: str | None
    verdict: Verdict


class Felt(Struct, frozen=True):
    """A general reaction that the reply set off, with what it adds for a parent of even temper."""

    id: str
    about: str
    heat: int
    trust: int


class Why(Struct, frozen=True):
    """Everything that went into one answer of the parent."""

    felt: tuple[Felt, ...]
    """The general reactions (of `dynamics.yml`) that moved heat and trust."""
    tier: Tier
    """Where in the search the line was found."""
    lines: tuple[str, ...]
    """Ids of the lines that the parent answered with."""
    asked: tuple[str, ...]
    """Topics that the reply asked about."""
    topics: tuple[str, ...]
    """All topics of the reply, the foremost first."""
    remarks: tuple[str, ...]
    """What the reply says, beside its moves, that a parent remembers."""
    proposals: tuple[Received, ...]
    memory: Memory
    """What the parent will not forget, this reply included."""
    reasons: Reasons
    """Why the scores are what they are."""


def why(scenario: Scenario, dynamics: Dynamics, state: ParentState, scored: ScoredReply, reply: str) -> Why:
    """Why a parent in that state answers the reply as they do. Raises TalkEnded if the talk had ended before."""
    answered = answer_with_reasons(scenario, dynamics, state, scored, reply)
    return Why(
        felt=tuple(
            Felt(rule.id, rule.about, rule.heat, rule.trust)
            for rule in felt(dynamics, weighed(scenario, state, scored, reply))
        ),
        tier=answered.tier,
        lines=answered.state.said[len(state.said) :],
        asked=scored.asked,
        topics=scored.topics,
        remarks=scored.remarks,
        proposals=tuple(
            Received(each.kind, each.words, each.retold, each.when, verdict_on(dynamics, answered.now, each))
            for each in scored.proposals
        ),
        memory=answered.state.memory,
        reasons=scored.reasons,
    )
