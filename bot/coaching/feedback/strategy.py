"""A documented strategy, the source it comes from, and the moments it fits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from msgspec import Meta, Struct

from bot.coaching.codebook import Dimension, FoundMove, ScoredReply, SourceKey
from bot.coaching.feedback.advice import StrategyNote
from bot.coaching.feedback.taken_back import taken_back
from bot.coaching.roleplay.line import Id, Level, Line, Phase, Temptation, Words
from bot.coaching.roleplay.state import ParentState


class Source(Struct, frozen=True, forbid_unknown_fields=True):
    """Where an idea comes from, as one would cite it."""

    title: Words
    citation: Words
    """In running text: "Leenders et al. (2019)"."""
    about: Words
    """What kind of study or text it is, in one sentence."""
    authors: str = ""
    """Empty where there is no author, as for professional duty."""
    year: Annotated[int, Meta(ge=1900, le=2100)] | None = None


class Moment(Struct, frozen=True, forbid_unknown_fields=True):
    """Which moments of a conversation something fits. What is left out does not matter; the rest must all hold."""

    calls_for: tuple[Dimension, ...] = ()
    """The parent's line calls for one of these."""
    phases: tuple[Phase, ...] = ()
    heat_at_least: Level | None = None
    heat_at_most: Level | None = None
    turn_at_least: Annotated[int, Meta(ge=1)] | None = None
    """Replies given before this one."""
    tempts: tuple[Temptation, ...] = ()
    """The line tempts the teacher to one of these."""
    discloses: bool | None = None
    """Whether the line tells something the parent had kept back."""

    def fits(self, line: Line, state: ParentState) -> bool:
        """Whether a reply to this line, in this state, is such a moment."""
        return (
            (not self.calls_for or bool(set(self.calls_for) & set(line.calls_for)))
            and (not self.phases or state.phase in self.phases)
            and (self.heat_at_least is None or state.heat >= self.heat_at_least)
            and (self.heat_at_most is None or state.heat <= self.heat_at_most)
            and (self.turn_at_least is None or state.turn >= self.turn_at_least)
            and (not self.tempts or line.tempts in self.tempts)
            and (self.discloses is None or self.discloses is bool(line.tells))
        )


class Strategy(Struct, frozen=True, forbid_unknown_fields=True):
    """What teachers who manage such conversations are documented to do."""

    name: Words
    about: Words
    """One to three plain sentences, and nothing that the source does not say."""
    source: SourceKey
    moves: Annotated[tuple[Id, ...], Meta(min_length=1)]
    """Moves in a reply that show it, any of them."""
    when: Words
    """The situations it is meant for, in plain words."""
    example: Words
    """How it can sound. May hold {child} and {parent}."""
    fits: Moment = Moment()
    """The moments at which those moves count as this strategy."""
    opportune: Moment | None = None
    """The moments that ask for it, to say where it would have fitted; those of `fits` if left out."""
    example_for: Mapping[Temptation, Words] = {}
    """How it can sound in answer to a line that tempts the teacher so. May hold the same places."""
    named: tuple[Words, ...] = ()
    """Other words people use for it."""

    def example_to(self, tempts: Temptation | None) -> str:
        """How it can sound in answer to a line, by what that tempts to."""
        return self.example_for.get(tempts, self.example) if tempts else self.example

    def shown_in(self, scored: ScoredReply) -> tuple[FoundMove, ...]:
        """The moves of the reply that show it, but for those that the same reply takes back."""
        return tuple(found for found in scored.moves if found.move in self.moves and not taken_back(found, scored))


def note_of(id: str, strategy: Strategy, source: Source) -> StrategyNote:
    """The strategy as a trainee is shown it."""
    return StrategyNote(
        id=id, name=strategy.name, about=strategy.about, source=strategy.source, citation=source.citation
    )
