"""What was arranged before the meeting, and what was agreed at its end."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from bot.coaching.debrief.disclosures import sentence
from bot.coaching.feedback.coach import Coach
from bot.coaching.roleplay.arranging import arranged
from bot.coaching.roleplay.scenario import Scenario
from bot.coaching.turn import Turn


class Arranged(Struct, frozen=True, forbid_unknown_fields=True):
    """One choice before the meeting."""

    id: str
    asks: str
    """What there was to choose."""
    option: str
    """Id of the option that was taken."""
    label: str
    """The option in words."""
    as_planned: bool
    """Whether it is what happens when nothing is chosen."""
    effect: str | None
    """What came of it; None for what was as planned."""
    citation: str | None
    """What the choice rests on; None for what was as planned."""


class Agreed(Struct, frozen=True, forbid_unknown_fields=True):
    """What was really agreed, as the parent understood it."""

    steps: tuple[str, ...] = ()
    """In the parent's words, a sentence each: "You'll ring me on Friday."."""
    meeting: str | None = None
    """The meeting, in the parent's words."""
    own_words: tuple[str, ...] = ()
    """The trainee's own words that settled it."""

    @property
    def in_parents_words(self) -> tuple[str, ...]:
        """Steps and meeting."""
        return (*self.steps, self.meeting) if self.meeting else self.steps


def arrangements_of(scenario: Scenario, turns: Sequence[Turn], coach: Coach) -> tuple[Arranged, ...]:
    """Each choice before the meeting; none as long as nothing has been replied."""
    if not turns:
        return ()
    found: list[Arranged] = []
    for arrangement, option in arranged(scenario, turns[0].before.chosen):
        planned = option == arrangement.options[0]
        effect = None if planned else option.effect
        citation = None if planned else coach.sources[arrangement.source].citation
        found.append(Arranged(arrangement.id, arrangement.asks, option.id, option.label, planned, effect, citation))
    return tuple(found)


def agreed_in(turns: Sequence[Turn]) -> Agreed:
    """What the parent will hold the teacher to, and the other way round."""
    if not turns:
        return Agreed()
    memory = turns[-1].state.memory
    meeting = sentence(memory.meeting) if memory.meeting else None
    return Agreed(tuple(sentence(step) for step in memory.steps), meeting, memory.agreed)
