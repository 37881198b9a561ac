"""Everything that went into a score, for those who write rules: what fired, what nearly did, and why not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from msgspec import Struct

from bot.coaching.codebook import DIMENSIONS, Dimension, ScoredReply
from bot.coaching.scoring.clauses import Clause
from bot.coaching.scoring.cues import points
from bot.coaching.scoring.language import Rule, ScoreRule, ScoringRules, Where
from bot.coaching.scoring.lexicon import Lexicons
from bot.coaching.scoring.moves import Found
from bot.coaching.scoring.nearly import NearFinder, NearMatch
from bot.coaching.scoring.places import Hit, holds
from bot.coaching.scoring.reader import Read
from bot.coaching.scoring.scorer import Scorer
from bot.coaching.scoring.scores import Settled
from bot.coaching.scoring.steps import Step
from bot.coaching.scoring.text import Normaliser

_LONGEST_PHRASE = 90
"""Characters of a phrase that are shown: enough to find it in its file."""


class ExplainedWord(Struct, frozen=True):
    """One word of the reply: as rules see it, as it was typed, its dictionary form and the mark after it."""

    text: str
    typed: str
    lemma: str
    mark: str
    clause: int


class ExplainedClause(Struct, frozen=True):
    """One clause of the reply, and what conditions can ask of it."""

    words: str
    kind: str
    form: str
    subject: str
    notes: tuple[str, ...]


class Fired(Struct, frozen=True):
    """A rule that fired. `not_shown` says why its move does not stand; it is empty if it does."""

    rule: str
    move: str
    words: str
    not_shown: str


class Missed(Struct, frozen=True):
    """A rule that nearly fired, the words that made it look, and why it did not fire."""

    rule: str
    words: str
    why: tuple[str, ...]


class Applied(Struct, frozen=True):
    """What decided on a score: a move or sign that made points, or a score rule; and what it did."""

    rule: str
    about: str
    effect: str


class Explanation(Struct, frozen=True):
    """How a reply came to its scores."""

    words: tuple[ExplainedWord, ...]
    clauses: tuple[ExplainedClause, ...]
    signals: dict[str, str]
    """The signals of the parent's line, and the words that show each."""
    fired: tuple[Fired, ...]
    stopped: tuple[Missed, ...]
    """Rules whose words stand there, and which a guard or a condition stopped."""
    broken_off: tuple[Missed, ...]
    """Rules of which a phrase or the cues are there in part, the nearest first."""
    steps: dict[Dimension, tuple[Applied, ...]]
    scored: ScoredReply


class Explainer:
    """Explains scores. Build it once; it compiles all phrases a second time, to follow them word by word."""

    def __init__(self, rules: ScoringRules) -> None:
        self._scorer = Scorer(rules)
        self._book = self._scorer.book
        normaliser = Normaliser(rules.spelling)
        lexicons = Lexicons(rules.lexicons, rules.lemmas, normaliser.phrase)
        self._near = NearFinder(self._book.rules.values(), lexicons, normaliser.phrase)

    def explain(self, reply: str, parent: str, calls_for: Collection[Dimension]) -> Explanation:
        """Explain the score of one reply to the parent's line that it answers."""
        read = self._scorer.reader.read(reply)
        line, signals = self._scorer.parent_line(parent, calls_for)
        hits = self._book.fire(read, line, signals)
        matched = self._book.matches(read, line)
        steps = self._scorer.steps(reply, parent, calls_for)
        return Explanation(
            words=_words(read),
            clauses=tuple(_clause(clause, read) for clause in read.reading.clauses),
            signals=self._signals(line, signals),
            fired=self._fired(hits, read),
            stopped=tuple(
                Missed(hit.rule, _said(read, hit.start, hit.end), self._objections(hit, read, signals))
                for hit in sorted(set(matched) - set(hits), key=lambda hit: (hit.start, hit.end, hit.rule))
            ),
            broken_off=(
                *self._few_cues(read, {hit.rule for hit in matched}),
                *(_broken_off(near, read) for near in self._near.find(read, {hit.rule for hit in matched})),
            ),
            steps={name: tuple(_steps(steps[name])) for name in DIMENSIONS},
            scored=self._scorer.score(reply, parent, calls_for),
        )

    def _signals(self, line: Read, signals: frozenset[str]) -> dict[str, str]:
        shown = {hit.rule: _said(line, hit.start, hit.end) for hit in self._scorer.signal_hits(line)}
        return {name: shown.get(name, "") for name in sorted(signals)}

    def _fired(self, hits: list[Hit], read: Read) -> tuple[Fired, ...]:
        moves = self._scorer.moves
        named = moves.named(hits)

        def not_shown(each: Found) -> str:
            silencer, lacking = moves.silencer(each, named), moves.lacks(each, named)
            if silencer:
                return f"silenced by {silencer}"
            return f"needs {_either(lacking)} beside it" if lacking else ""

        return tuple(Fired(each.rule, each.move, _said(read, each.start, each.end), not_shown(each)) for each in named)

    def _objections(self, hit: Hit, read: Read, signals: frozenset[str]) -> tuple[str, ...]:
        """Why a rule whose words stand there does not fire. Never empty for a match that did not."""
        rule = self._book.rules[hit.rule]
        near = self._book.guards_near(hit, read)
        why = [*_parent_objections(rule, signals), *_place_objections(rule.where, hit, read)]
        if rule.needs and not any(guard.rule in rule.needs for guard in near):
            why.append(f"it needs {_either(rule.needs)} near it, and there is none")
        why += [
            f'the guard {guard.rule} stops it: "{_said(read, guard.start, guard.end)}"'
            for guard in near
            if guard.rule in rule.unless
        ]
        return tuple(dict.fromkeys(why))

    def _few_cues(self, read: Read, without: Collection[str]) -> list[Missed]:
        """Rules of which some cues stand in the reply, but not enough, or too far apart."""
        missed = []
        for id, met in self._book.cues_met(read).items():
            rule = self._book.rules[id]
            numbers = sorted({int(hit.rule) for hit in met})
            if id in without or (len(numbers) < 2 and len(rule.cues) > 1):
                continue
            words = " … ".join(_said(read, hit.start, hit.end) for hit in sorted(met, key=lambda hit: hit.start))
            made = points(rule, met)
            lacking = [number + 1 for number, cue in enumerate(rule.cues) if cue.must and number not in numbers]
            standing = _listed(number + 1 for number in numbers)
            there = f"cues {standing} of {len(rule.cues)} are there, {made} of {rule.points_needed} points"
            if made < rule.points_needed:
                why = there
            elif lacking:
                why = f"{there}, but not {_listed(lacking)}, which must be"
            else:
                why = f"{there}, but not in one {rule.together}" + (" in their order" if rule.in_order else "")
            missed.append(Missed(id, words, (why,)))
        return missed


def _words(read: Read) -> tuple[ExplainedWord, ...]:
    original = read.text.original
    return tuple(
        ExplainedWord(word.text, original[word.start : word.end], lemma, mark, clause)
        for word, lemma, mark, clause in zip(
            read.text.words, read.lemmas, read.text.marks, read.reading.clause_of, strict=True
        )
    )


def _clause(clause: Clause, read: Read) -> ExplainedClause:
    notes = (
        ("negated", clause.negated),
        ("hypothetical", clause.hypothetical),
        ("after a word that takes back", clause.after_but),
    )
    return ExplainedClause(
        words=" ".join(read.words[clause.start : clause.end]),
        kind=clause.kind,
        form=clause.form,
        subject=clause.subject,
        notes=tuple(note for note, true in notes if true),
    )


def _parent_objections(rule: Rule, signals: frozenset[str]) -> list[str]:
    why = []
    if rule.parent and not signals.intersection(rule.parent):
        why.append(f"the parent's line has no signal {_either(rule.parent)}")
    barred = sorted(signals.intersection(rule.parent_without))
    if barred:
        why.append(f"the parent's line has the signal {_either(barred)}")
    return why


def _place_objections(where: Where, hit: Hit, read: Read) -> list[str]:
    """The conditions of `where` that do not hold, each looked at on its own."""
    why, nothing = [], Where()
    for field in Where.__struct_fields__:
        wanted = getattr(where, field)
        if wanted != getattr(nothing, field) and not holds(Where(**{field: wanted}), hit, read):
            shown = _either(wanted) if isinstance(wanted, tuple) else str(wanted).lower()
            why.append(f"it wants {field}: {shown}")
    return why


def _broken_off(near: NearMatch, read: Read) -> Missed:
    said = _said(read, near.start, near.end)
    side = "before" if near.before else "after"
    found = f'"{near.found}" stands there' if near.found else "the sentence ends there"
    phrase = near.phrase if len(near.phrase) <= _LONGEST_PHRASE else near.phrase[:_LONGEST_PHRASE] + " …"
    why = f'"{phrase}" broke off: {side} "{said}" it wants {_wanted(near.wanted)}, and {found}'
    return Missed(near.rule, said, (why,))


def _wanted(step: Step) -> str:
    words = sorted(step.words or step.heads or ())
    some = ", ".join(words[:5]) + (f" … ({len(words)} words)" if len(words) > 5 else "")
    return f"any word but {some}" if step.barred else some or "a word"


def _steps(settled: Settled) -> Iterator[Applied]:
    """The points, the first score that they gave, and the rules that went on from there."""
    for name, made in settled.points:
        yield Applied(name, "", f"{made:+} points")
    total = sum(made for _, made in settled.points)
    yield Applied("first score", f"{total} points in all", f"score {settled.first}")
    yield from map(_applied, settled.rules)


def _applied(rule: ScoreRule) -> Applied:
    effects = [
        f"{field} {value}".replace("_", " ")
        for field in ("score", "at_least", "at_most")
        if (value := getattr(rule, field)) is not None
    ]
    return Applied(rule.id, rule.about, ", ".join(effects) or "not applicable")


def _said(read: Read, start: int, end: int) -> str:
    """The words of a stretch as they were typed."""
    if start >= end:
        return ""
    words = read.text.words
    return " ".join(read.text.original[words[start].start : words[end - 1].end].split())


def _either(names: Collection[str]) -> str:
    return " or ".join(str(name) for name in names)


def _listed(numbers: Iterable[int]) -> str:
    return " and ".join(str(number) for number in numbers)
