"""What the parent says next.

Lines are looked for in the order in which a person would find them: what must be said now, what was
asked, what weighs on the heart, what the tone of the reply calls up, what goes with the moment. Chance
(the seed) decides only between lines that fit equally well.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence

from bot.coaching.codebook import HELPING
from bot.coaching.roleplay.conditions import Situation, holds, probes_met, within
from bot.coaching.roleplay.dynamics import Dynamics
from bot.coaching.roleplay.line import End, Line, Phase, When
from bot.coaching.roleplay.scenario import Probe
from bot.coaching.roleplay.state import ParentState

DECIDING: frozenset[Phase] = frozenset({"deciding", "closing"})
"""The phases in which it is about what happens next."""


def fits(when: When, state: ParentState) -> bool:
    """Whether a line's `when` holds."""
    return (
        within(state.heat, when.heat_at_least, when.heat_at_most)
        and within(state.trust, when.trust_at_least, when.trust_at_most)
        and within(state.turn, when.turn_at_least)
        and coherent(when, state)
    )


def coherent(when: When, state: ParentState) -> bool:
    """Whether a line makes sense after what has been said and told, whatever the mood."""
    return (
        all(id in state.told for id in when.told)
        and not any(id in state.told for id in when.not_told)
        and all(id in state.said for id in when.said)
        and not any(id in state.said for id in when.not_said)
    )


def opening_line(lines: Iterable[Line], seed: int) -> Line:
    """The parent's first line. Raises ValueError if no line opens."""
    return min((line for line in lines if line.opens), key=lambda line: _lot(seed, 0, line.id))


def closing_line(now: Situation, end: End) -> Line:
    """The parent's last words. Raises ValueError if no line closes with that end."""
    state = now.state
    lines = [line for line in now.scenario.lines if line.closes == end]
    fitting = [line for line in lines if fits(line.when, state)]
    sensible = [line for line in lines if coherent(line.when, state)]
    return min(fitting or sensible or lines, key=lambda line: _lot(state.seed, state.turn, line.id))


def next_line(dynamics: Dynamics, now: Situation) -> Line | None:
    """The line that answers the reply; None when the parent has nothing left to say."""
    for lines in _Search(dynamics, now).tiers():
        found = list(lines)
        if found:
            return _best(now, found)
    return None


def _best(now: Situation, lines: Sequence[Line]) -> Line:
    """The line that answers the foremost topic; between equals, by lot, with two lots for one written for this mood."""
    state, topics = now.state, now.scored.topics

    def rank(line: Line) -> tuple[int, int]:
        asked = min((topics.index(topic) for topic in line.answers.topics if topic in topics), default=len(topics))
        draws = 1 if line.when == When() else 2
        return asked, min(_lot(state.seed, state.turn, f"{line.id}/{draw}") for draw in range(draws))

    return min(lines, key=rank)


def _lot(seed: int, turn: int, id: str) -> int:
    return int.from_bytes(hashlib.blake2b(f"{seed}/{turn}/{id}".encode(), digest_size=8).digest(), "big")


class _Search:
    """The lines not yet said, tier by tier."""

    def __init__(self, dynamics: Dynamics, now: Situation) -> None:
        self.dynamics, self.now, self.state = dynamics, now, now.state
        self._hidden = {item.id: item.layer for item in (*now.scenario.worries, *now.scenario.facts)}
        said = set(self.state.said)
        self.unsaid = [
            line for line in now.scenario.lines if line.id not in said and not line.opens and line.closes is None
        ]
        self.usual = [line for line in self.unsaid if line.probe is None and self._may_tell(line)]
        self.fitting = [line for line in self.usual if fits(line.when, self.state)]
        self.moves = {found.move for found in now.scored.moves}
        self.asks = now.scored.has(*dynamics.choice.asking)
        again = {move for move in now.line.answers.moves if move in HELPING}
        self.strong = [move for move in dynamics.choice.strong if move not in again]
        """A second apology on the heels of the first is not news; a second insult is."""

    def tiers(self) -> Iterator[Iterable[Line]]:
        """Ever less fitting lines; the first tier that has any decides."""
        here, near = (self.state.phase,), self.dynamics.choice.neighbours.get(self.state.phase, ())
        yield self._probe(late=self.dynamics.choice.overdue)
        yield self._of(here, lambda line: self._reacts(line, self.strong))
        yield self._of(near, lambda line: self._reacts(line, self.strong))
        if not self.asks:
            yield self._probe()
        if holds(self.dynamics.disclosure.asked, self.now):
            yield self._of(here, lambda line: bool(line.tells) and self._responds(line))
        if self._opens_up() and self.state.turn >= self.dynamics.choice.unburdens_from:
            yield self._of(here, lambda line: self._worry_told_by(line) is not None)
        if self._settles():
            yield self._of(here, lambda line: self._reacts(line, self.dynamics.choice.stepping))
            yield self._of(here, lambda line: _at_any_time(line) and DECIDING.issuperset(line.phases))
        yield self._of(here, self._on_topic)
        yield self._of(near, self._on_topic)
        yield self._probe()
        if self._opens_up():
            yield self._of(here, lambda line: self._worry_told_by(line) is not None)
            yield self._of(here, lambda line: bool(line.tells))
        yield self._of(here, self._responds)
        yield self._of(here, _at_any_time)
        yield self._of(near, _at_any_time)
        yield [line for line in self.usual if _at_any_time(line) and coherent(line.when, self.state)]
        yield self._probe(late=-self.state.turn)

    def _of(self, phases: Sequence[Phase], wanted: Callable[[Line], bool]) -> list[Line]:
        return [line for line in self.fitting if wanted(line) and any(phase in phases for phase in line.phases)]

    def _reacts(self, line: Line, moves: Iterable[str]) -> bool:
        return any(move in self.moves and move in moves for move in line.answers.moves)

    def _on_topic(self, line: Line) -> bool:
        return any(topic in self.now.scored.topics for topic in line.answers.topics)

    def _responds(self, line: Line) -> bool:
        return self._on_topic(line) or any(move in self.moves for move in line.answers.moves)

    def _opens_up(self) -> bool:
        """Whether the parent tells something of their own accord: asked and taken seriously, one thing at a time."""
        return not self.now.line.tells and holds(self.dynamics.disclosure.when, self.now)

    def _settles(self) -> bool:
        """Whether the reply is about the next step, at a time for deciding, and asks nothing else."""
        steps = self.now.scored.has(*self.dynamics.choice.stepping)
        return steps and not self.asks and self.state.phase in DECIDING

    def _worry_told_by(self, line: Line) -> str | None:
        """The first worry that a line tells for the first time, if it tells one."""
        worries = [worry.id for worry in self.now.scenario.worries if worry.id not in self.state.told]
        return next((id for id in line.tells if id in worries), None)

    def _probe(self, late: int = 0) -> list[Line]:
        """The lines of the first standard probe that has been due for `late` turns."""
        met = probes_met(self.now.scenario, self.state)
        for probe in self.now.scenario.probes:
            if probe.id not in met and self.state.turn >= probe.from_turn + late:
                lines = self._lines_of(probe)
                if lines:
                    return lines
        return []

    def _lines_of(self, probe: Probe) -> list[Line]:
        lines = [line for line in self.unsaid if line.probe == probe.id]
        nearby = (self.state.phase, *self.dynamics.choice.neighbours.get(self.state.phase, ()))
        fitting = [
            line
            for line in lines
            if fits(line.when, self.state) and (not line.phases or any(phase in nearby for phase in line.phases))
        ]
        if fitting or self.state.turn < probe.from_turn + self.dynamics.choice.patience:
            return fitting
        return [line for line in lines if coherent(line.when, self.state)] or lines

    def _may_tell(self, line: Line) -> bool:
        """Whether the parent is ready for what the line discloses: trust, calm, and the shallower layer first."""
        return all(id in self.state.told or self._ready(line.when, self._hidden[id]) for id in line.tells)

    def _ready(self, when: When, layer: int) -> bool:
        depth = next(depth for depth in self.dynamics.disclosure.depths if depth.layer == layer)
        trust = depth.trust_at_least if when.trust_at_least is None else when.trust_at_least
        heat = depth.heat_at_most if when.heat_at_most is None else when.heat_at_most
        above = [id for id, its in self._hidden.items() if its == layer - 1]
        reached = not above or any(id in self.state.told for id in above)
        return self.state.trust >= trust and self.state.heat <= heat and reached


def _at_any_time(line: Line) -> bool:
    """Whether a line can be said without having been asked for or called up."""
    return not line.tells and line.answers.topics == () and line.answers.moves == ()
