"""Where a parent looks for what to say: tiers of lines, from the most pressing to whatever is left."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Literal

from bot.coaching.codebook import HELPING
from bot.coaching.roleplay.addressed import says
from bot.coaching.roleplay.conditions import Situation, holds, probes_met
from bot.coaching.roleplay.diary import clashes
from bot.coaching.roleplay.dynamics import Dynamics
from bot.coaching.roleplay.filling import fillings, places_of
from bot.coaching.roleplay.fitting import at_any_time, coherent, fits, nearly_fits
from bot.coaching.roleplay.line import Answers, Line, Phase, When
from bot.coaching.roleplay.proposals import verdict_on
from bot.coaching.roleplay.scenario import Probe

DECIDING: frozenset[Phase] = frozenset({"deciding", "closing"})
"""The phases in which it is about what happens next."""

Wanted = Callable[[Line], bool]

Tier = Literal[
    "overdue_probe",
    "hurt",
    "proposal",
    "spoken_to",
    "helped",
    "probe",
    "disclosure_asked",
    "unburdened",
    "step",
    "deciding",
    "topic",
    "topic_nearby",
    "topic_stretched",
    "asked_again",
    "late_proposal",
    "opened_up",
    "response",
    "moment",
    "moment_nearby",
    "anything_left",
    "last_probe",
    "last_words",
]
"""Why a line was said: the tier of the search in which it was found, from the most pressing on.

"last_words" stands for the lines that close a conversation, which are not searched for in tiers.
"""


class Search:
    """The lines not yet said, tier by tier."""

    def __init__(self, dynamics: Dynamics, now: Situation) -> None:
        self.dynamics, self.now, self.state = dynamics, now, now.state
        self._hidden = {item.id: item.layer for item in (*now.scenario.worries, *now.scenario.facts)}
        said, filled = set(self.state.said), fillings(now).keys()
        lines = [line for line in now.scenario.lines if not line.opens and line.closes is None]
        self._answered = {topic for line in now.scenario.lines if line.id in said for topic in line.answers.topics}
        self.unsaid = [line for line in lines if line.id not in said and places_of(line) <= filled]
        self.usual = [line for line in self.unsaid if line.probe is None and self._may_tell(line)]
        self.fitting = [line for line in self.usual if fits(line.when, self.state)]
        self.moves = {found.move for found in now.scored.moves}
        self.asks = bool(now.scored.asked) or now.scored.has(*dynamics.choice.asking)
        self.subjects = now.scored.asked or now.scored.topics
        """What the parent is to answer: what was asked, or else what the reply speaks of."""
        self.here: tuple[Phase, ...] = (self.state.phase,)
        self.near: tuple[Phase, ...] = tuple(dynamics.choice.neighbours.get(self.state.phase, ()))
        # Of two times to choose from, the parent takes one that suits.
        by_fit = sorted(now.scored.proposals, key=lambda each: not clashes(now.scenario, each))
        self.verdicts = {each.kind: verdict_on(dynamics, now, each) for each in by_fit}
        again = {move for move in now.line.answers.moves if move in HELPING}
        self.hurts = [move for move in dynamics.choice.strong if move not in HELPING]
        self.helps = [move for move in dynamics.choice.strong if move in HELPING and move not in again]
        """A second apology on the heels of the first is not news; a second insult is."""

    def tiers(self) -> Iterator[tuple[Tier, Iterable[Line]]]:
        """Ever less fitting lines; the first tier that has any decides."""
        yield "overdue_probe", self._probe(late=self.dynamics.choice.overdue)
        yield "hurt", self.of(self.here, lambda line: self._reacts(line, self.hurts))
        yield "hurt", self.of(self.near, lambda line: self._reacts(line, self.hurts))
        if not self.asks or self._only_asks_to_meet() or self.state.phase in DECIDING:
            yield "proposal", self._on_proposal()
        if self.now.speaks_to is not None:
            yield "spoken_to", self.anywhere(lambda line: self._spoken_to(line) and self.on_topic(line))
            yield "spoken_to", self.anywhere(lambda line: self._spoken_to(line) and at_any_time(line))
        if not self._can_answer():
            yield "helped", self.of(self.here, lambda line: self._reacts(line, self.helps))
            yield "helped", self.of(self.near, lambda line: self._reacts(line, self.helps))
        if not self.asks:
            yield "probe", self._probe()
        if holds(self.dynamics.disclosure.asked, self.now):
            fits_in = self.on_topic if self.now.scored.asked else self._responds
            yield "disclosure_asked", self.of(self.here, lambda line: bool(line.tells) and fits_in(line))
        if self._opens_up() and self.state.turn >= self.dynamics.choice.unburdens_from:
            yield "unburdened", self.of(self.here, self._unburdens)
        if self._settles():
            yield "step", self.of(self.here, lambda line: self._reacts(line, self.dynamics.choice.stepping))
            yield "deciding", self.of(self.here, lambda line: at_any_time(line) and DECIDING.issuperset(line.phases))
        yield "topic", self.of(self.here, self.on_topic)
        yield "topic_nearby", self.of(self.near, self.on_topic)
        if self.asks:
            yield "topic_stretched", self.stretched()
            yield "asked_again", self.anywhere(self.asked_again)
        yield "probe", self._probe()
        yield "late_proposal", self._on_proposal()
        if self._opens_up():
            yield "opened_up", self.of(self.here, lambda line: self._worry_told_by(line) is not None)
            yield "opened_up", self.of(self.here, lambda line: bool(line.tells))
        yield "response", self.of(self.here, self._responds)
        yield "moment", self.of(self.here, at_any_time)
        yield "moment_nearby", self.of(self.near, at_any_time)
        yield "anything_left", [line for line in self.usual if at_any_time(line) and coherent(line.when, self.state)]
        yield "last_probe", self._probe(late=-self.state.turn)

    def answers_before(self, line: Line) -> list[Line]:
        """Short answers to what was asked or proposed that may come before a line in the same breath."""
        if self.on_topic(line) or line.answers.moves or line.answers.again:
            return []
        if self.asks:
            answers = self.anywhere(self.on_topic) or self.stretched() or self.anywhere(self.asked_again)
        else:
            answers = self._on_proposal() if line.probe else []
        longest = self.dynamics.choice.longest_answer
        return [each for each in answers if not each.tells and words_in(each) <= longest and _go_together(each, line)]

    def thoughts_after(self, line: Line) -> list[Line]:
        """What may come to the parent's mind after a short line: where the talk goes next, or what they remember."""
        short = words_in(line) <= self.dynamics.choice.shortest_line and len(line.says) == 1
        if not short or line.tells or line.probe:
            return []
        deciding = self.state.phase in DECIDING
        return [
            each
            for each in self.of(self.here, at_any_time)
            if (DECIDING.issuperset(each.phases) if deciding else each.when.remembers or each.when.chosen)
            and words_in(each) <= self.dynamics.choice.longest_answer
            and _go_together(line, each)
        ]

    def of(self, phases: Sequence[Phase], wanted: Wanted) -> list[Line]:
        """The lines of these phases that fit the moment and are wanted."""
        return [line for line in self.fitting if wanted(line) and any(phase in phases for phase in line.phases)]

    def anywhere(self, wanted: Wanted) -> list[Line]:
        """Lines of this phase and those beside it."""
        return self.of((*self.here, *self.near), wanted)

    def stretched(self) -> list[Line]:
        """Answers to what was asked that were written for a mood, or a phase, a little different from this one."""
        return [
            line
            for line in self.usual
            if self.on_topic(line)
            and not line.tells
            and nearly_fits(line.when, self.state, self.dynamics.choice.stretch)
        ]

    def _spoken_to(self, line: Line) -> bool:
        """Whether whoever the reply turned to has the first word in the line."""
        return self.now.speaks_to is not None and says(self.now.scenario, self.now.speaks_to, line.says[0])

    def _only_asks_to_meet(self) -> bool:
        """Whether the question is the proposal itself: "Thursday at four?"."""
        return "meeting" in self.verdicts and set(self.now.scored.asked) <= {"meeting_time"}

    def _can_answer(self) -> bool:
        """Whether a question stands open that the parent has an answer to."""
        return self.asks and bool(self.anywhere(self.on_topic))

    def _reacts(self, line: Line, moves: Iterable[str]) -> bool:
        return any(move in self.moves and move in moves for move in line.answers.moves)

    def on_topic(self, line: Line) -> bool:
        """Whether the line is about what the parent is to answer."""
        return not line.answers.again and any(topic in self.subjects for topic in line.answers.topics)

    def _on_proposal(self) -> list[Line]:
        """Answers to what was put last, or else to what was put before it."""
        for put in reversed(self.now.scored.proposals):
            verdict = self.verdicts[put.kind]
            wanted = Answers(proposal=put.kind, verdict=verdict)
            lines = self.anywhere(lambda line, wanted=wanted: line.answers == wanted)  # type: ignore[misc]
            if lines:
                return lines
        return []

    def asked_again(self, line: Line) -> bool:
        """Whether the line meets a question about something that has been answered before."""
        again = self._answered.intersection(self.subjects)
        wanted = line.answers.topics
        return line.answers.again and bool(again.intersection(wanted) if wanted else again)

    def _responds(self, line: Line) -> bool:
        return self.on_topic(line) or any(move in self.moves for move in line.answers.moves)

    def _opens_up(self) -> bool:
        """Whether the parent tells something of their own accord: asked and taken seriously, one thing at a time."""
        return not self.now.line.tells and holds(self.dynamics.disclosure.when, self.now)

    def _settles(self) -> bool:
        """Whether the reply is about the next step, at a time for deciding, and asks nothing else."""
        steps = self.now.scored.has(*self.dynamics.choice.stepping)
        return steps and not self.asks and self.state.phase in DECIDING

    def _unburdens(self, line: Line) -> bool:
        """Whether the line tells a worry, and leaves nothing unanswered that was asked."""
        answered = not self.now.scored.asked or self.on_topic(line) or bool(self.answers_before(line))
        return answered and self._worry_told_by(line) is not None

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
        nearby = (*self.here, *self.near)
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


def _go_together(first: Line, second: Line) -> bool:
    return first.id not in second.when.not_said and second.id not in first.when.not_said


def words_in(line: Line) -> int:
    """Words in all bubbles of a line."""
    return sum(len(bubble.split()) for bubble in line.says)
