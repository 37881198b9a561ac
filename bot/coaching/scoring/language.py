"""What people write under `bot/knowledge/` for the scorer, as the strict schema of each kind of file.

Phrases are written in a small notation, explained in `patterns.py`.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from bot.coaching.codebook import Dimension, Score, SourceKey

Name = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
RuleId = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*(\.[a-z0-9][a-z0-9-]*)?$", max_length=80)]
Phrase = Annotated[str, Meta(min_length=1, max_length=800)]

Kind = Literal["question", "command", "statement"]
"""What a clause does: ask, order, or state."""

Form = Literal["wh", "why", "polar", "negative", "tag", "rising", "none"]
"""How a clause asks: "what did he …", "why …", "did he …", "don't you …", "…, isn't it?", "a tent?", or not at all."""

Person = Literal["i", "we", "you", "they", "it", "none"]
"""Who a clause is about; `they` covers he, she and they."""

Within = Literal["match", "clause", "sentence", "before", "after", "reply"]
"""Where a guard looks: in the match, its clause, its sentence, the sentence before or after the match, or the reply."""


class Lexicon(Struct, frozen=True, forbid_unknown_fields=True):
    """A set of words and phrases that rules share."""

    lexicon: Name
    about: str
    entries: Annotated[tuple[Phrase, ...], Meta(min_length=1)]
    """A word, a phrase, `~word` for all forms of a word, or `@name` for another lexicon."""


class LexiconFile(Struct, frozen=True, forbid_unknown_fields=True):
    """One file of `bot/knowledge/lexicons/`."""

    lexicons: Annotated[tuple[Lexicon, ...], Meta(min_length=1)]


class Where(Struct, frozen=True, forbid_unknown_fields=True):
    """What must hold for the place of a match. What is left out does not matter."""

    kind: tuple[Kind, ...] = ()
    form: tuple[Form, ...] = ()
    subject: tuple[Person, ...] = ()
    after_but: bool | None = None
    negated: bool | None = None
    hypothetical: bool | None = None
    starts: Literal["clause", "sentence", "reply"] | None = None
    """The match begins there, but for fillers ("well", "so", "please")."""
    ends: Literal["clause", "sentence", "reply"] | None = None
    words_at_most: Annotated[int, Meta(ge=1)] | None = None
    """Words in the whole reply."""
    words_at_least: Annotated[int, Meta(ge=1)] | None = None


class Example(Struct, frozen=True, forbid_unknown_fields=True):
    """A reply to a parent's line, for rules that look at both."""

    reply: str
    parent: str = ""
    calls_for: tuple[Dimension, ...] = ()
    """What the parent's line calls for."""


class Cue(Struct, frozen=True, forbid_unknown_fields=True):
    """One of several weak signs that mean something together."""

    phrases: tuple[Phrase, ...] = ()
    """None if every clause of which `where` holds is a sign."""
    where: Where = Where()
    points: Annotated[int, Meta(ge=-5, le=5)] = 1
    """How much it says beside the other cues of the rule; below 0 it speaks against the rule."""
    about: str = ""
    must: bool = False
    """Whether the rule cannot fire without it."""


class Rule(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A way of speaking that shows a move."""

    id: RuleId
    about: str
    phrases: tuple[Phrase, ...] = ()
    patterns: tuple[tuple[dict[str, Any], ...], ...] = ()
    """spaCy token patterns, for what phrases cannot say."""
    cues: tuple[Cue, ...] = ()
    """Weak signs, in any order, that fire the rule when enough of them stand close together."""
    needed: Annotated[int, Meta(ge=1)] | None = None
    """How many points the cues that are there must make; those of all cues that speak for it unless it says so."""
    together: Literal["clause", "sentence", "neighbours", "reply"] = "clause"
    """Where the cues must stand together; neighbours are two sentences that follow each other."""
    in_order: bool = False
    """Whether the cues must stand in the order in which they are listed."""
    detector: str | None = None
    """A way of finding that patterns cannot express (see detectors.py), in place of phrases."""
    settings: dict[str, float] = {}
    """Numbers for the detector."""
    where: Where = Where()
    unless: tuple[Name, ...] = ()
    """Guards that silence the rule."""
    needs: tuple[Name, ...] = ()
    """Guards of which one must be there: weak words that mean something only beside others."""
    parent: tuple[Name, ...] = ()
    """Signals in the parent's line, of which one must be there."""
    parent_without: tuple[Name, ...] = ()
    """Signals in the parent's line, of which none may be there."""
    beside: tuple[Name, ...] = ()
    """Moves of which one must be found elsewhere in the reply: for ways of speaking that show little alone."""
    fires: Annotated[tuple[str | Example, ...], Meta(min_length=2)]
    silent: Annotated[tuple[str | Example, ...], Meta(min_length=2)]

    @property
    def points_needed(self) -> int:
        """The points that the cues must make for the rule to fire."""
        return self.points_at_most if self.needed is None else self.needed

    @property
    def points_at_most(self) -> int:
        """The points that the cues make when all that speak for the rule are there."""
        return sum(cue.points for cue in self.cues if cue.points > 0)


class Pack(Struct, frozen=True, forbid_unknown_fields=True):
    """All the rules for one move, or for one sign.

    A sign is something the scores look at that the codebook does not call a move: warmth in general
    terms, say. Signs are not shown to anyone.
    """

    move: Name
    dimension: Dimension
    helps: bool
    about: str
    source: SourceKey
    rules: Annotated[tuple[Rule, ...], Meta(min_length=1)]
    sign: bool = False
    remembered: bool = False
    """Whether the parent remembers it beyond the moment; for signs."""
    silenced_by: tuple[Name, ...] = ()
    """Moves that take its place when their words overlap."""
    not_beside: tuple[Name, ...] = ()
    """Moves that rule it out anywhere in the reply."""


class Guard(Struct, frozen=True, forbid_unknown_fields=True):
    """Words near a match that silence a rule."""

    id: Name
    about: str
    phrases: Annotated[tuple[Phrase, ...], Meta(min_length=1)]
    within: Within
    found: Annotated[tuple[str, ...], Meta(min_length=2)]
    """Texts in which it stands."""
    absent: Annotated[tuple[str, ...], Meta(min_length=2)]


class GuardFile(Struct, frozen=True, forbid_unknown_fields=True):
    """`guards.yml`."""

    guards: tuple[Guard, ...]


class Signal(Struct, frozen=True, forbid_unknown_fields=True):
    """Something in the parent's line that rules and scores look at."""

    id: Name
    about: str
    phrases: Annotated[tuple[Phrase, ...], Meta(min_length=1)]
    found: Annotated[tuple[str, ...], Meta(min_length=2)]
    absent: Annotated[tuple[str, ...], Meta(min_length=2)]


class SignalFile(Struct, frozen=True, forbid_unknown_fields=True):
    """`signals.yml`."""

    signals: tuple[Signal, ...]


class Spelling(Struct, frozen=True, forbid_unknown_fields=True):
    """`spelling.yml`: typed forms and what they stand for."""

    words: dict[str, str]
    """One typed word and the word or words it stands for."""
    phrases: dict[str, str]
    """Typed words in a row and what they stand for ("should of")."""
    emoji: dict[str, str]
    """An emoji and a word for it, or nothing to leave it out."""
    kept: tuple[str, ...] = ()
    """Words that are right as they are, though no dictionary has them."""
    unlikely: tuple[str, ...] = ()
    """Short entries of dictionaries that are more often a slip in another word than what somebody meant."""


class Topic(Struct, frozen=True, forbid_unknown_fields=True):
    """A subject that a reply can ask or speak about."""

    id: Name
    about: str
    phrases: Annotated[tuple[Phrase, ...], Meta(min_length=1)]
    fires: Annotated[tuple[str, ...], Meta(min_length=1)]


class TopicFile(Struct, frozen=True, forbid_unknown_fields=True):
    """`topics.yml`."""

    topics: tuple[Topic, ...]


class Opener(Struct, frozen=True, forbid_unknown_fields=True):
    """How a step begins."""

    teacher: Phrase
    """Words that begin it, as a phrase."""
    parent: str
    """What the parent says in their place."""
    keeps: Annotated[int, Meta(ge=0)] = 0
    """How many words at its end stay as they are."""
    asks: bool = False
    """Whether it may also begin a plain question."""


class ProposalRules(Struct, frozen=True, forbid_unknown_fields=True):
    """`proposals.yml`: what a teacher can put to a parent, and how the parent says it back."""

    meeting: tuple[Name, ...]
    step: tuple[Name, ...]
    apology: tuple[Name, ...]
    times: Annotated[tuple[Phrase, ...], Meta(min_length=1)]
    """Phrases that name a time."""
    joined_by: tuple[str, ...]
    """Words that may stand between the parts of one time."""
    chosen_by: tuple[str, ...]
    """Words that, with an "or", may stand between two times to choose from, beside the former."""
    meets: Annotated[tuple[Phrase, ...], Meta(min_length=1)]
    """Phrases that make a step with a day or an hour a meeting."""
    openers: Annotated[tuple[Opener, ...], Meta(min_length=1)]
    no_step_before: tuple[str, ...]
    """Words that make no step of what begins so."""
    no_step_asked: tuple[str, ...]
    """Words that make a plain question of what may be one: "would you like", "can I ask"."""
    before_a_step: tuple[str, ...]
    """Words that may stand before it in its clause."""
    goes_on: tuple[str, ...]
    """First words of a clause that belongs to the step before it."""
    stops: tuple[str, ...]
    """First words of a clause that never does."""
    swaps: dict[str, str]
    acts_after: tuple[str, ...]
    """Words after which "you" is somebody who acts."""
    verbs_after_you: dict[str, str]
    """Forms of a verb after "you", and after "I"."""
    short: dict[str, str]
    """Two words that people run together in speech."""


class If(Struct, frozen=True, forbid_unknown_fields=True):
    """What must hold for a score rule. What is left out does not matter."""

    any: tuple[RuleId, ...] = ()
    """Moves, signs, or rules of either, of which one must be found."""
    none: tuple[RuleId, ...] = ()
    """Moves or signs of which none may be found."""
    parent: tuple[Name, ...] = ()
    """Signals of which the parent's line has one."""
    called_for: bool | None = None
    """Whether the parent's line calls for this dimension."""
    words_at_most: Annotated[int, Meta(ge=0)] | None = None


Points = Annotated[int, Meta(ge=-30, le=30)]


class ScoreRule(Struct, frozen=True, forbid_unknown_fields=True, rename={"when": "if"}):
    """One step on the way to a score, after the points have given a first one.

    `score` settles the score and ends the reading; `at_least` and `at_most` move it and go on;
    `not_applicable` settles that there is no score.
    """

    id: RuleId
    about: str
    when: If = If()
    score: Score | None = None
    at_least: Score | None = None
    at_most: Score | None = None
    not_applicable: bool = False


class ScoreSheet(Struct, frozen=True, forbid_unknown_fields=True):
    """How one score comes about: what is found adds up to a first score, and rules settle it."""

    points: dict[str, Points]
    """What each move, sign, or rule of a sign adds, however often it is found; about twenty points make one score."""
    parent: dict[Name, Points]
    """What a signal of the parent's line adds."""
    levels: tuple[int, int, int]
    """The least totals for a first score of 1, 2 and 3."""
    rules: tuple[ScoreRule, ...]
    """Read from top to bottom after that."""


class ScoreFile(Struct, frozen=True, forbid_unknown_fields=True):
    """`scores.yml`."""

    two_way: ScoreSheet
    empathy: ScoreSheet
    boundaries: ScoreSheet


class SignReasons(Struct, frozen=True, forbid_unknown_fields=True):
    """What is said of rules of signs, by their ids: of those that can raise a score, and of those that can lower it."""

    help: dict[str, str]
    hurt: dict[str, str]


class ReasonFile(Struct, frozen=True, forbid_unknown_fields=True):
    """`reasons.yml`: what is said of each move ("you asked …"), of signs, and of a score that neither explains."""

    moves: dict[str, str]
    signs: SignReasons
    """Of signs that can be told a trainee, where no move explains the score."""
    nothing: dict[Dimension, tuple[str, str, str, str]]
    """For each dimension, what to say when no move explains a 0, 1, 2 or 3."""
    joined: str
    """How two clauses are joined: "{first}, and {second}."."""


class ScoringRules(Struct, frozen=True):
    """Everything the scorer works with."""

    packs: tuple[Pack, ...]
    lexicons: tuple[Lexicon, ...]
    guards: tuple[Guard, ...]
    signals: tuple[Signal, ...]
    spelling: Spelling
    topics: tuple[Topic, ...]
    scores: ScoreFile
    reasons: ReasonFile
    proposals: ProposalRules
    lemmas: dict[str, str]
    """Word form to dictionary form."""
    english: frozenset[str] = frozenset()
    """More words that are spelt as they should be."""
