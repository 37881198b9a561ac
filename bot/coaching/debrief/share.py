"""Who did the talking."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from bot.coaching.feedback.coach import Coach
from bot.coaching.roleplay.scenario import Scenario
from bot.coaching.roleplay.voices import by_speaker
from bot.coaching.turn import Turn

_GESTURE = re.compile(r"\([^()]*\)")
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")


class FieldShare(Struct, frozen=True, forbid_unknown_fields=True):
    """The share of talk observed of teachers in one kind of meeting."""

    label: str
    share: float
    """From 0 to 1."""
    source: str
    """The citation."""


class ShareOfTalk(Struct, frozen=True, forbid_unknown_fields=True):
    """The teacher's share of all words, beside what is known from schools."""

    teacher: float | None
    """From 0 to 1; None as long as nobody has said a word."""
    aim: float
    """A share at or below which one can reach."""
    field: tuple[FieldShare, ...]


def share_of_talk(turns: Sequence[Turn], scenario: Scenario | None = None) -> float:
    """Teacher's share of all words spoken, from 0 to 1. Gestures in round brackets are not spoken.

    With its scenario, the names before the words of third voices are not counted either.

    Observed in schools: about 0.8 in conferences and 0.6 in home visits (Lusse, Notten & Engbersen, 2019).
    Raises ValueError for a conversation without words.
    """
    teacher = _words(turn.reply for turn in turns)
    parent = _words(_GESTURE.sub(" ", text) for text in _spoken_by_parent(turns, scenario))
    if not teacher + parent:
        raise ValueError("a conversation without words has no share of talk")
    return teacher / (teacher + parent)


def share_beside_the_field(scenario: Scenario, turns: Sequence[Turn], coach: Coach) -> ShareOfTalk:
    """The share of talk, beside the figures from the field."""
    try:
        teacher: float | None = round(share_of_talk(turns, scenario), 3)
    except ValueError:
        teacher = None
    texts = coach.texts.debrief
    field = tuple(
        FieldShare(figure.label, figure.share, coach.sources[figure.source].citation) for figure in texts.field
    )
    return ShareOfTalk(teacher, texts.reachable_share, field)


def _spoken_by_parent(turns: Sequence[Turn], scenario: Scenario | None) -> list[str]:
    """Each bubble once: what a parent answers is the line of the next turn."""
    bubbles = [bubble for turn in turns for bubble in turn.parent.split("\n")]
    bubbles += [bubble for turn in turns[-1:] for bubble in turn.answer]
    if scenario is None:
        return bubbles
    return [bubble for speech in by_speaker(scenario, bubbles) for bubble in speech.bubbles]


def _words(texts: Iterable[str]) -> int:
    return sum(len(_WORD.findall(text)) for text in texts)
