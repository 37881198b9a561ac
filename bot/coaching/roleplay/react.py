"""What a reply does to the parent: heat, trust and what is remembered."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from bot.coaching.roleplay.conditions import Situation, holds
from bot.coaching.roleplay.diary import clashes
from bot.coaching.roleplay.dynamics import Dynamics, Reaction
from bot.coaching.roleplay.state import Memory, ParentState


def react(dynamics: Dynamics, now: Situation) -> ParentState:
    """The parent after weighing the reply of `now`, with heat, trust and memory brought up to date.

    `now.state` is the parent as the reply found them, its `turn` already counting this reply.
    """
    heat, trust = _change(dynamics, now)
    state = replace(
        now.state,
        heat=_level(now.state.heat + heat),
        trust=_level(now.state.trust + trust),
        memory=_recall(dynamics, now),
    )
    return state if now.repeated else replace(state, memory=_settled(dynamics, replace(now, state=state)))


def felt(dynamics: Dynamics, now: Situation) -> list[Reaction]:
    """The general reactions that the reply of `now` sets off."""
    return [rule for rule in dynamics.reactions if holds(rule.when, now)]


def _change(dynamics: Dynamics, now: Situation) -> tuple[int, int]:
    """What the reply adds to heat and to trust."""
    rules = felt(dynamics, now)
    special = [effect for effect in now.line.effects if now.scored.has(*effect.moves)]
    heat = sum(rule.heat for rule in rules) + sum(effect.heat for effect in special)
    trust = sum(rule.trust for rule in rules) + sum(effect.trust for effect in special)
    if now.repeated:  # Words that come again win nothing new.
        heat, trust = max(heat, 0), min(trust, 0)
    temper, inertia = now.scenario.temper_of(now.state.difficulty), dynamics.inertia
    heat = _part(heat, temper.heats if heat > 0 else temper.cools)
    trust = _part(trust, temper.trusts if trust > 0 else temper.doubts)
    if holds(dynamics.forgiveness.when, now):
        heat = _part(heat, dynamics.forgiveness.percent) if heat > 0 else heat
        trust = _part(trust, dynamics.forgiveness.percent) if trust < 0 else trust
    return (
        max(-inertia.heat_falls, min(inertia.heat_rises, heat)),
        max(-inertia.trust_falls, min(inertia.trust_rises, trust)),
    )


def _part(change: int, percent: int) -> int:
    """That percentage of a change, to the nearest whole, halves away from zero."""
    size = (abs(change) * percent + 50) // 100
    return size if change > 0 else -size


def _level(value: int) -> int:
    return max(0, min(10, value))


def _recall(dynamics: Dynamics, now: Situation) -> Memory:
    memory = now.state.memory
    for rule in dynamics.memory:
        if holds(rule.when, now):
            memory = replace(memory, **{rule.counts: getattr(memory, rule.counts) + 1})
        elif rule.in_a_row:
            memory = replace(memory, **{rule.counts: 0})
    return memory


def _settled(dynamics: Dynamics, now: Situation) -> Memory:
    """The memory with the next steps of this reply, if it settled any; words that others contain are left out."""
    memory = now.state.memory
    possible = [each for each in now.scored.proposals if each.kind != "apology" and not clashes(now.scenario, each)]
    when = next((each.when for each in reversed(possible) if each.kind == "meeting" and each.when), memory.when)
    rules = [rule for rule in dynamics.settling if holds(rule.when, now)]
    if not rules:
        return replace(memory, when=when)
    kept = {move for rule in rules for move in rule.keeps}
    agreed = [*memory.agreed, *(found.text for found in now.scored.moves if found.move in kept)]
    steps = [*memory.steps, *(each.retold for each in possible if each.kind == "step" and each.retold)]
    meetings = [each.retold for each in possible if each.kind == "meeting" and each.when and each.retold]
    meeting = meetings[-1] if meetings else memory.meeting
    steps = [step for step in steps if step not in meetings]
    return replace(memory, agreed=_once(agreed), steps=_once(steps), meeting=meeting, when=when)


def _once(words: Iterable[str]) -> tuple[str, ...]:
    once = tuple(dict.fromkeys(words))
    return tuple(each for each in once if not any(each in other for other in once if other != each))
