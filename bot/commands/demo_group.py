"""The made-up group of the demo workshop, and what it takes to let it go on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from bot.actions.talk import messages_of
from bot.coaching.play import Play
from bot.coaching.simulation.cast import Cast
from bot.coaching.simulation.group import SimulatedParticipant, simulate_group
from bot.coaching.simulation.opinions import opinions_on
from bot.coaching.simulation.trainees import Trainees
from bot.coaching.turn import Turn
from bot.library import KNOWLEDGE
from bot.library.demo import read_cast
from bot.library.knowledge import read_knowledge
from bot.library.pseudonyms import read_pseudonyms
from bot.library.trainees import read_trainees
from bot.records import Message
from bot.records.demo_rows import Staged
from bot.records.workshop_values import WorkshopSettings


class Rehearsed(Struct, frozen=True):
    """The made-up group, and what it takes to let it go on."""

    cast: Cast
    plays: Mapping[str, Play]
    trainees: Trainees
    group: tuple[SimulatedParticipant, ...]
    staged: Staged


def rehearse(seed: int) -> Rehearsed:
    """Let the made-up group talk. Raises KnowledgeError."""
    knowledge, trainees = read_knowledge(), read_trainees(KNOWLEDGE)
    cast, plays = read_cast(KNOWLEDGE, knowledge.scenarios), knowledge.plays()
    group = simulate_group(cast, plays, trainees, read_pseudonyms(KNOWLEDGE), seed)
    rules = WorkshopSettings(
        scenarios=list(cast.scenarios), minutes=cast.minutes, consent_text=cast.consent_text, contact=cast.contact
    )
    staged = Staged(cast.title, rules, group, opinions_on(group, cast, seed), cast.notes, messages_in(plays))
    return Rehearsed(cast, plays, trainees, group, staged)


def messages_in(plays: Mapping[str, Play]) -> Callable[[str, Turn], Sequence[Message]]:
    """What the parent said in answer to a reply, by scenario and turn."""
    return lambda scenario, turn: messages_of(plays[scenario].scenario, turn.state.line, turn.answer)
