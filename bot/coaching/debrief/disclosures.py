"""What the parent told, what stayed unsaid, and the standard moments that everyone meets."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from bot.coaching.codebook import Scores
from bot.coaching.feedback.coach import Coach
from bot.coaching.roleplay.scenario import Hidden, Scenario
from bot.coaching.turn import Turn


class Told(Struct, frozen=True, forbid_unknown_fields=True):
    """A worry or a fact that the parent disclosed."""

    id: str
    about: str
    turn: int | None
    """Number of the reply that brought it out; None when the parent came in with it."""


class Untold(Struct, frozen=True, forbid_unknown_fields=True):
    """A worry or a fact that the parent kept back."""

    id: str
    about: str
    learn: str
    """What brings out a thing that lies so deep."""


class MetProbe(Struct, frozen=True, forbid_unknown_fields=True):
    """A standard moment, and how the trainee answered it."""

    id: str
    about: str
    turn: int | None
    """None when the conversation did not get so far."""
    scores: Scores | None


def told_by(scenario: Scenario, turns: Sequence[Turn]) -> tuple[Told, ...]:
    """What the parent disclosed, in the order in which it came out."""
    known = {hidden.id: hidden for hidden in _hidden(scenario)}
    told: list[Told] = []
    if turns:
        told += [Told(id, sentence(known[id].about), None) for id in turns[0].before.told if id in known]
    for turn in turns:
        new = [id for id in turn.state.told if id not in turn.before.told and id in known]
        told += [Told(id, sentence(known[id].about), turn.number) for id in new]
    return tuple(told)


def untold_by(scenario: Scenario, turns: Sequence[Turn], coach: Coach) -> tuple[Untold, ...]:
    """What the parent kept back, the shallow before the deep."""
    told = set(turns[-1].state.told) if turns else set()
    kept = sorted((hidden for hidden in _hidden(scenario) if hidden.id not in told), key=lambda hidden: hidden.layer)
    layers = coach.texts.debrief.layers
    return tuple(Untold(hidden.id, sentence(hidden.about), layers[hidden.layer - 1]) for hidden in kept)


def probes_met(scenario: Scenario, turns: Sequence[Turn]) -> tuple[MetProbe, ...]:
    """Every standard moment of the scenario, met or not."""
    answered = {turn.probe: turn for turn in reversed(turns) if turn.probe}
    return tuple(
        MetProbe(
            id=probe.id,
            about=probe.about,
            turn=answered[probe.id].number if probe.id in answered else None,
            scores=answered[probe.id].scored.scores if probe.id in answered else None,
        )
        for probe in scenario.probes
    )


def sentence(words: str) -> str:
    """A phrase as a sentence of its own."""
    words = words.strip()
    return words[:1].upper() + words[1:] + ("" if words.endswith((".", "!", "?", "…")) else ".")


def _hidden(scenario: Scenario) -> tuple[Hidden, ...]:
    return scenario.worries + scenario.facts
