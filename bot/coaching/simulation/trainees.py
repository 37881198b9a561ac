"""Made-up trainees: what they say at a moment of the talk. The schema of `bot/knowledge/trainees.yml`."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Annotated

from msgspec import Meta, Struct

from bot.coaching.roleplay.line import Id, Level, Line, Phase
from bot.coaching.roleplay.scenario import Scenario
from bot.coaching.roleplay.state import ParentState

Text = Annotated[str, Meta(min_length=1, max_length=400)]


class Moment(Struct, frozen=True, forbid_unknown_fields=True):
    """What must hold for a pool to be drawn from. What is left out does not matter."""

    phases: tuple[Phase, ...] = ()
    heat_at_least: Level | None = None
    turn_at_most: Annotated[int, Meta(ge=0)] | None = None
    """Replies given before this one."""
    turn_every: Annotated[int, Meta(ge=2)] | None = None
    """Only at each so-manieth reply."""
    bounded: bool | None = None
    """Whether the line calls for a boundary."""

    def holds(self, line: Line, state: ParentState) -> bool:
        """Whether it holds for a reply to `line`."""
        return (
            (not self.phases or state.phase in self.phases)
            and (self.heat_at_least is None or state.heat >= self.heat_at_least)
            and (self.turn_at_most is None or state.turn <= self.turn_at_most)
            and (self.turn_every is None or state.turn % self.turn_every == self.turn_every - 1)
            and (self.bounded is None or self.bounded == ("boundaries" in line.calls_for))
        )


class Draw(Struct, frozen=True, forbid_unknown_fields=True):
    """A pool to draw from, and when."""

    pool: Id
    when: Moment = Moment()
    chance: Annotated[int, Meta(ge=1, le=100)] = 100
    """How often it is drawn from when its moment has come, in percent."""


class Trainee(Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of trainee."""

    id: Id
    about: str
    examples: Annotated[int, Meta(ge=0, le=100)] = 0
    """How often the line's own model reply is given where there is one, in percent."""
    parts: tuple[tuple[Draw, ...], ...] = ()
    """What a reply is put together from: of each part the first draw whose moment has come. None: real replies."""
    begins_as: Id | None = None
    until: Annotated[int, Meta(ge=1)] = 1
    """Replies given as the first kind, before going on as the second."""
    goes_on_as: Id | None = None


class Trainees(Struct, frozen=True, forbid_unknown_fields=True):
    """All kinds, and the pools of sentences they draw from."""

    trainees: Annotated[tuple[Trainee, ...], Meta(min_length=1)]
    pools: dict[Id, Annotated[tuple[Text, ...], Meta(min_length=1)]]

    def kind(self, id: str) -> Trainee:
        """The kind with that id. Raises KeyError if there is none."""
        for trainee in self.trainees:
            if trainee.id == id:
                return trainee
        raise KeyError(id)


class Speaker:
    """One trainee in one talk. The same kind and seed say the same to the same parent."""

    def __init__(self, trainees: Trainees, kind: str, seed: int, real: Sequence[str] = ()) -> None:
        """`real` are replies of real people, for the kind that has no words of its own."""
        self._trainees = trainees
        self._kind = kind
        self._seed = seed
        self._real = real
        self._used: set[str] = set()

    def reply(self, scenario: Scenario, line: Line, state: ParentState) -> str:
        """What the trainee says to `line`."""
        dice = random.Random(f"{self._seed}/{state.turn}")
        kind = self._trainees.kind(self._kind)
        if kind.begins_as and kind.goes_on_as:
            kind = self._trainees.kind(kind.begins_as if state.turn < kind.until else kind.goes_on_as)
        if line.example and dice.randrange(100) < kind.examples:
            return line.example
        if not kind.parts:
            return dice.choice(self._real)
        said = [self._draw(part, line, state, dice) for part in kind.parts]
        words = " ".join(sentence for sentence in said if sentence)
        return words.replace("{child}", scenario.parent.child).replace("{parent}", scenario.parent.name)

    def chooses(self, scenario: Scenario) -> tuple[str, ...]:
        """The options that the trainee chooses before the meeting."""
        dice = random.Random(f"{self._seed}/before")
        return tuple(dice.choice(arrangement.options).id for arrangement in scenario.arrangements)

    def _draw(self, part: Sequence[Draw], line: Line, state: ParentState, dice: random.Random) -> str:
        """A sentence that has not been said yet, as long as there are any."""
        drawn = (draw for draw in part if draw.when.holds(line, state) and dice.randrange(100) < draw.chance)
        pool = next((draw.pool for draw in drawn), None)
        if pool is None:
            return ""
        sentences = self._trainees.pools[pool]
        fresh = [sentence for sentence in sentences if sentence not in self._used] or list(sentences)
        sentence = dice.choice(fresh)
        self._used.add(sentence)
        return sentence
