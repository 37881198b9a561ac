"""What many simulated talks say about the parents: how they end, how long they last, what is heard of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import mean, median

from msgspec import Struct

from bot.coaching.roleplay.line import ENDS, End
from bot.coaching.roleplay.scenario import Scenario
from bot.coaching.simulation.talk import SimulatedTalk

WORTH: Mapping[End, int] = {"walkout": 0, "stalled": 1, "appointment": 2, "agreement": 3}
"""How good an end is, from 0 to 3."""


class KindFigures(Struct, frozen=True):
    """The talks of one kind of trainee."""

    talks: int
    ends: dict[End, float]
    """Share of each end, from 0 to 1."""
    turns: float
    """Median replies to the end."""
    shortest: int
    longest: int
    heat: tuple[float, float, float]
    """Mean at the start, in the middle and at the end."""
    trust: tuple[float, float, float]
    scores: tuple[float, float, float | None]
    """Mean two-way communication, empathy and boundaries; None where boundaries never applied."""
    on_topic: float | None
    """Share of the replies with a subject whose subject was answered; None if there was none."""
    distinct: float
    """Different talks among those of the same scenario, in a hundred."""


class ScenarioFigures(Struct, frozen=True):
    """The talks of one scenario."""

    talks: int
    lines: int
    heard: float
    """Share of the lines that were said at least once, from 0 to 1."""
    unheard: tuple[str, ...]
    """Ids of those that never were."""
    repeated: int
    """Lines said twice in one talk."""
    on_topic: float | None


class Simulation(Struct, frozen=True):
    """The figures of a whole simulation."""

    trainees: dict[str, KindFigures]
    scenarios: dict[str, ScenarioFigures]
    better: float | None
    """Share of the pairs (one scenario and seed) in which who improves ended better; None if nobody did."""
    turns: float
    """Median replies to the end over all talks."""


class SimulationFile(Struct, frozen=True):
    """What a simulation leaves behind: the figures, and every talk."""

    figures: Simulation
    talks: tuple[SimulatedTalk, ...]
    turns_per_second: float
    """All processes together."""


def figures_of(
    talks: Sequence[SimulatedTalk], scenarios: Mapping[str, Scenario], pair: tuple[str, str] | None = None
) -> Simulation:
    """The figures of simulated talks. `pair` names the trainee who improves, and what they begin as.

    Raises ValueError if there are no talks.
    """
    if not talks:
        raise ValueError("there are no talks")
    by_kind, by_scenario = _grouped(talks, "trainee"), _grouped(talks, "scenario")
    return Simulation(
        trainees={kind: _of_kind(some) for kind, some in by_kind.items()},
        scenarios={id: _of_scenario(some, scenarios[id]) for id, some in by_scenario.items()},
        better=_better(talks, *pair) if pair else None,
        turns=median(talk.turns for talk in talks),
    )


def _of_kind(talks: Sequence[SimulatedTalk]) -> KindFigures:
    ends = Counter(talk.end for talk in talks)
    scores = [score for talk in talks for score in talk.scores]
    bounded = [score[2] for score in scores if score[2] is not None]
    distinct = sum(len({talk.lines for talk in some}) for some in _grouped(talks, "scenario").values())
    turns = [talk.turns for talk in talks]
    return KindFigures(
        talks=len(talks),
        ends={end: ends[end] / len(talks) for end in ENDS},
        turns=median(turns),
        shortest=min(turns),
        longest=max(turns),
        heat=_course([talk.heat for talk in talks]),
        trust=_course([talk.trust for talk in talks]),
        scores=(mean(s[0] for s in scores), mean(s[1] for s in scores), mean(bounded) if bounded else None),
        on_topic=_on_topic(talks),
        distinct=100 * distinct / len(talks),
    )


def _of_scenario(talks: Sequence[SimulatedTalk], scenario: Scenario) -> ScenarioFigures:
    heard = {line for talk in talks for line in talk.lines}
    lines = [line.id for line in scenario.lines]
    return ScenarioFigures(
        talks=len(talks),
        lines=len(lines),
        heard=sum(line in heard for line in lines) / len(lines),
        unheard=tuple(line for line in lines if line not in heard),
        repeated=sum(talk.repeated for talk in talks),
        on_topic=_on_topic(talks),
    )


def _on_topic(talks: Iterable[SimulatedTalk]) -> float | None:
    asked, answered = 0, 0
    for talk in talks:
        asked, answered = asked + talk.asked, answered + talk.answered
    return answered / asked if asked else None


def _better(talks: Iterable[SimulatedTalk], improving: str, first: str) -> float | None:
    ends = {(talk.trainee, talk.scenario, talk.seed): WORTH[talk.end] for talk in talks}
    pairs = [
        (end, ends[first, scenario, seed])
        for (kind, scenario, seed), end in ends.items()
        if kind == improving and (first, scenario, seed) in ends
    ]
    return mean(after > before for after, before in pairs) if pairs else None


def _course(levels: Sequence[tuple[int, ...]]) -> tuple[float, float, float]:
    return mean(each[0] for each in levels), mean(each[len(each) // 2] for each in levels), mean(e[-1] for e in levels)


def _grouped(talks: Iterable[SimulatedTalk], field: str) -> dict[str, list[SimulatedTalk]]:
    groups: dict[str, list[SimulatedTalk]] = defaultdict(list)
    for talk in talks:
        groups[getattr(talk, field)].append(talk)
    return dict(groups)
