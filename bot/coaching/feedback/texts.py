"""The coach's words: the strict schema of `bot/knowledge/coach/*.yml`.

Texts may hold places for {parent} and {child} (first names), {their} and {them} (the parent),
{quote} (the trainee's words) and {said} (the parent's own last sentence), where the field says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from msgspec import Meta, Struct

from bot.coaching.codebook import Dimension, Score, SourceKey
from bot.coaching.feedback.strategy import Moment
from bot.coaching.roleplay.line import End, Id, Phase, Words

Several = Annotated[tuple[Words, ...], Meta(min_length=2)]
"""Ways of saying one thing, taken in turn so that none comes twice in a row."""


class Praise(Struct, frozen=True, forbid_unknown_fields=True):
    """A move that helps: what it is, and how the coach says that it worked."""

    name: Words
    about: Words
    """One plain sentence: what the move is."""
    example: Words
    praise: Several
    """May hold {quote}, {parent}, {child}, {their}, {them}."""
    strength: Annotated[int, Meta(ge=1, le=3)]
    """How much it usually does: of several moves the strongest is praised."""
    named: tuple[Words, ...] = ()


class Remedy(Struct, frozen=True, forbid_unknown_fields=True):
    """A move that hurts: what it is, and what to do in its place."""

    name: Words
    about: Words
    weight: Annotated[int, Meta(ge=1, le=5)]
    """How much it costs: of several the heaviest is taken up."""
    strategies: Annotated[tuple[Id, ...], Meta(min_length=1)]
    """The strategies that the remedy rests on: the first that the scenario practises, or the first."""
    try_next: Several
    """May hold {quote}, {parent}, {child}, {their}, {them}."""
    wording: Several
    """May hold {child} and {parent}."""
    word_for_word: bool = False
    """Whether only the very words found are quoted, as for a term, and not the clause they stand in."""
    named: tuple[Words, ...] = ()


class Need(Struct, frozen=True, forbid_unknown_fields=True):
    """Something a parent needs at a certain moment, and how to give it."""

    id: Id
    dimension: Dimension
    move: Id
    """The move that meets it best."""
    strategies: Annotated[tuple[Id, ...], Meta(min_length=1)]
    needs: Several
    """What this parent needs now, for a hint. May hold {parent}, {child}, {their}, {them}."""
    try_low: Several
    """What to try after a score of 0 or 1."""
    try_nearly: Several
    """What to try after a score of 2."""
    wording: Several
    """May hold {child} and {parent}."""
    said_back: tuple[Words, ...] = ()
    """Two or more that also hold {said}, for a parent whose last sentence can be said back."""
    plain: tuple[Words, ...] = ()
    """The same in words that fit whatever was said, for a whole reply where `wording` guesses what it was about."""
    practises: tuple[Id, ...] = ()
    """Only for a scenario that practises one of these strategies; for any, if left out."""
    own_words_first: bool = False
    """Whether its wording goes before a line's example: the author of a line cannot know that it is time to settle."""
    whole: bool = False
    """Whether its wording is a whole reply, that names the feeling too."""
    when: Moment = Moment()


class Step(Struct, frozen=True, forbid_unknown_fields=True):
    """Where to go on from a reply that left nothing to be wished for."""

    id: Id
    strategies: Annotated[tuple[Id, ...], Meta(min_length=1)]
    try_next: Several
    wording: Several
    when: Moment = Moment()


class ScoreText(Struct, frozen=True, forbid_unknown_fields=True):
    """One of the three scores in plain words."""

    name: Words
    about: Words
    source: SourceKey
    anchors: Annotated[tuple[Words, ...], Meta(min_length=4, max_length=4)]
    """What 0, 1, 2 and 3 mean."""
    practise: Words
    """What to practise next when this score is the lowest."""
    named: tuple[Words, ...] = ()

    def anchor(self, score: Score) -> str:
        """What that score means."""
        return self.anchors[score]


class Term(Struct, frozen=True, forbid_unknown_fields=True):
    """A word of this coach that a trainee may ask about."""

    name: Words
    about: Words
    named: tuple[Words, ...] = ()


class Pronouns(Struct, frozen=True, forbid_unknown_fields=True):
    """How to speak of a parent. A relation ends with one of `relations`; the last entry is for all others."""

    relations: tuple[Words, ...]
    them: Words
    their: Words


class FieldFigure(Struct, frozen=True, forbid_unknown_fields=True):
    """The share of talk that was observed of teachers in one kind of meeting."""

    label: Words
    share: Annotated[float, Meta(ge=0, le=1)]
    source: SourceKey


class Duty(Struct, frozen=True, forbid_unknown_fields=True):
    """What a teacher owes the child after a talk that ended so, whatever came of it."""

    after: Annotated[tuple[End, ...], Meta(min_length=1)]
    practises: Annotated[tuple[Id, ...], Meta(min_length=1)]
    """For a scenario that practises one of these strategies."""
    says: Words
    """May hold {parent}, {child}, {their}, {them}."""


class Suggestions(Struct, frozen=True, forbid_unknown_fields=True):
    """Why to practise this next, one sentence for each kind of reason.

    All may hold {title} (of the scenario suggested), {parent}, {child}, {their}, {them}.
    """

    first: Words
    """Nothing has been practised yet."""
    again: Mapping[End, Words]
    """The last talk ended badly: the same parent again."""
    lowest: Mapping[Dimension, Words]
    """This score has been the lowest of late. May hold {mean}."""
    harder: Words
    """A scenario went well, and there is a harder way."""
    strategy: Words
    """A strategy that hasn't shown yet. May hold {strategy} and {citation}; the last as in brackets."""
    fresh: Words
    """A parent not met yet."""
    once_more: Words
    """Every parent has been met: the one whose talk has most room left."""


class DebriefTexts(Struct, frozen=True, forbid_unknown_fields=True):
    """The words of the report."""

    endings: Mapping[End, Words]
    """How each end felt. May hold {parent}, {child}, {their}, {them}."""
    duties: tuple[Duty, ...]
    """Said after the end; the first that fits."""
    going_on: Words
    """For a look at the report in the middle of a talk."""
    stopped: Words
    """For a talk that the trainee stopped before the parent made an end."""
    nothing_yet: Words
    """For a talk without a single reply."""
    earned: Words
    """What helped most. May hold {quote}, {turn}, {moves}, {parent}, {their}, {them}."""
    cost: Words
    """What cost most; the same places."""
    layers: Annotated[tuple[Words, ...], Meta(min_length=3, max_length=3)]
    """What brings out what was left unsaid, for each layer."""
    phases: Mapping[Phase, Words]
    """What each phase is called."""
    field: Annotated[tuple[FieldFigure, ...], Meta(min_length=1)]
    reachable_share: Annotated[float, Meta(ge=0, le=1)]
    """A teacher's share of talk worth aiming at."""
    share_above: Words
    """What to practise when the share lies above it. May hold {percent} and {aim}."""
    practise_missed: Words
    """Points to a strategy not yet shown. May hold {strategy}, {example}, {citation}; the last as in brackets."""
    practise_again: Words
    """For a talk that left nothing to be wished for."""
    suggestions: Suggestions


class CoachTexts(Struct, frozen=True, forbid_unknown_fields=True):
    """Everything the coach can say."""

    praise: Mapping[str, Praise]
    """By the name of the helpful move."""
    remedies: Mapping[str, Remedy]
    """By the name of the hurtful move."""
    needs: tuple[Need, ...]
    """In order: of those for one score, the first whose moment fits is taken; the last of each fits always."""
    forward: tuple[Step, ...]
    """In order, likewise."""
    scores: Mapping[Dimension, ScoreText]
    terms: Mapping[str, Term]
    pronouns: tuple[Pronouns, ...]
    debrief: DebriefTexts

    def move_name(self, move: str) -> str:
        """What a move is called in plain words: "open question"."""
        known = self.praise.get(move) or self.remedies.get(move)
        return known.name if known else move.replace("_", " ")
