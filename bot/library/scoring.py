"""Reads the rules, lexicons and texts of the scorer, and checks that they say what their authors think they say."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct

from bot.coaching.codebook import DIMENSIONS
from bot.coaching.scoring.detectors import DETECTORS, SETTINGS
from bot.coaching.scoring.finders import TokenFinder
from bot.coaching.scoring.language import (
    Example,
    GuardFile,
    If,
    LexiconFile,
    Pack,
    ReasonFile,
    Rule,
    ScoreFile,
    ScoreSheet,
    ScoringRules,
    SignalFile,
    Spelling,
    TopicFile,
    Where,
)
from bot.coaching.scoring.lexicon import Lexicons
from bot.coaching.scoring.patterns import compile_phrase, compile_tokens
from bot.coaching.scoring.scorer import Scorer
from bot.coaching.scoring.text import Normaliser
from bot.library.documents import Document, read_document
from bot.library.faults import Fault, KnowledgeError, nearest

T = TypeVar("T", bound=Struct)

BUILT_IN_SIGNALS = frozenset({"asks", "shouts", *(f"calls_for_{dimension}" for dimension in DIMENSIONS)})
"""Signals that need no phrases: the line has a question, or words in capitals; and what it calls for."""


class ScoringFiles(Struct):
    """The documents of the scorer, with the way back to their lines."""

    packs: list[Document[Pack]]
    lexicons: list[Document[LexiconFile]]
    guards: Document[GuardFile]
    signals: Document[SignalFile]
    spelling: Document[Spelling]
    topics: Document[TopicFile]
    scores: Document[ScoreFile]
    reasons: Document[ReasonFile]

    def rules(self) -> ScoringRules:
        """What the scorer works with."""
        return ScoringRules(
            packs=tuple(document.value for document in self.packs),
            lexicons=tuple(lexicon for document in self.lexicons for lexicon in document.value.lexicons),
            guards=self.guards.value.guards,
            signals=self.signals.value.signals,
            spelling=self.spelling.value,
            topics=self.topics.value.topics,
            scores=self.scores.value,
            reasons=self.reasons.value,
            lemmas=lemmas(),
            english=english_words(),
        )


@lru_cache(maxsize=1)
def lemmas() -> dict[str, str]:
    """English word forms and their dictionary forms, from spaCy's tables."""
    found: dict[str, str] = _table("en_lemma_lookup")
    return found


@lru_cache(maxsize=1)
def english_words() -> frozenset[str]:
    """English dictionary forms, from spaCy's tables; those of two letters are mostly abbreviations and left out."""
    return frozenset(word for words in _table("en_lemma_index").values() for word in words if len(word) > 2)


def _table(name: str) -> Any:
    """One of spaCy's tables of English."""
    with (resources.files("spacy_lookups_data") / "data" / f"{name}.json.gz").open("rb") as file:
        return json.loads(gzip.decompress(file.read()))


def read_scoring_rules(knowledge: Path) -> ScoringRules:
    """The rules of the scorer from the folder of knowledge.

    Raises KnowledgeError with every file that does not fit its schema. Whether the rules also do what they
    say is for `check_scoring`, which takes longer.
    """
    return read_scoring_files(knowledge).rules()


def read_scoring_files(knowledge: Path) -> ScoringFiles:
    """All files of the scorer. Raises KnowledgeError with the faults of all of them at once."""
    faults: list[Fault] = []

    def read(file: Path, schema: type[T]) -> Any:
        try:
            return read_document(file, schema)
        except KnowledgeError as error:
            faults.extend(error.faults)
            return None

    files = {
        "packs": [read(file, Pack) for file in sorted((knowledge / "moves").glob("*.yml"))],
        "lexicons": [read(file, LexiconFile) for file in sorted((knowledge / "lexicons").glob("*.yml"))],
        "guards": read(knowledge / "guards.yml", GuardFile),
        "signals": read(knowledge / "signals.yml", SignalFile),
        "spelling": read(knowledge / "spelling.yml", Spelling),
        "topics": read(knowledge / "topics.yml", TopicFile),
        "scores": read(knowledge / "scores.yml", ScoreFile),
        "reasons": read(knowledge / "reasons.yml", ReasonFile),
    }
    if faults:
        raise KnowledgeError(faults)
    return ScoringFiles(**files)


def check_scoring(knowledge: Path) -> list[Fault]:
    """Every fault of the scorer's files: schema, names, phrases, and examples that do not do what they should."""
    try:
        files = read_scoring_files(knowledge)
    except KnowledgeError as error:
        return list(error.faults)
    try:
        faults = [*_name_faults(files), *_phrase_faults(files)]
    except ValueError as error:
        return [Fault("bot/knowledge/lexicons", 1, str(error), "Mend the lexicon's entry.")]
    if not faults:
        faults = list(_example_faults(files, Scorer(files.rules())))
    return sorted(faults)


def _name_faults(files: ScoringFiles) -> Iterator[Fault]:
    moves = {document.value.move for document in files.packs}
    guards = {guard.id for guard in files.guards.value.guards}
    signals = {signal.id for signal in files.signals.value.signals} | BUILT_IN_SIGNALS
    seen: dict[str, str] = {}
    for document in files.packs:
        pack = document.value
        for field in ("silenced_by", "not_beside"):
            for name in getattr(pack, field):
                if name not in moves:
                    yield document.fault((field,), f'"{name}" is not a move', nearest(name, moves, "moves"))
        if not pack.sign and pack.move not in files.reasons.value.moves:
            yield files.reasons.fault(("moves",), f'"{pack.move}" has no words here', f'Add "{pack.move}: …".')
        for number, rule in enumerate(pack.rules):
            place = ("rules", number)
            if rule.id in seen:
                yield document.fault(
                    (*place, "id"), f'the rule "{rule.id}" also stands in {seen[rule.id]}', "Rename one."
                )
            seen[rule.id] = document.file.name
            if not rule.id.startswith(pack.move):
                mend = f'Call it "{pack.move}.{rule.id.split(".")[-1]}".'
                yield document.fault((*place, "id"), f'the id "{rule.id}" does not begin with its move', mend)
            yield from _unknown(document, (*place, "unless"), rule.unless, guards, "guards")
            yield from _unknown(document, (*place, "needs"), rule.needs, guards, "guards")
            yield from _unknown(document, (*place, "parent"), rule.parent, signals, "signals")
            yield from _unknown(document, (*place, "parent_without"), rule.parent_without, signals, "signals")
            yield from _detector_faults(document, place, rule)
    found = moves | {rule.id for document in files.packs if document.value.sign for rule in document.value.rules}
    yield from _unknown(files.reasons, ("signs",), files.reasons.value.signs, found - moves, "rules of signs")
    for dimension in DIMENSIONS:
        sheet: ScoreSheet = getattr(files.scores.value, dimension)
        yield from _unknown(files.scores, (dimension, "points"), sheet.points, found, "moves and signs")
        yield from _unknown(files.scores, (dimension, "parent"), sheet.parent, signals, "signals")
        for number, step in enumerate(sheet.rules):
            when: If = step.when
            at: tuple[str | int, ...] = (dimension, "rules", number, "if")
            for names in (when.any, when.none, when.last, *when.both):
                yield from _unknown(files.scores, at, names, moves | seen.keys(), "moves, signs and rules")
            yield from _unknown(files.scores, at, when.parent, signals, "signals")


def _unknown(
    document: Document[Any], place: tuple[str | int, ...], names: Iterable[str], known: set[str], kind: str
) -> Iterator[Fault]:
    for name in names:
        if name not in known:
            yield document.fault(place, f'"{name}" is not one of the {kind}', nearest(name, known, kind))


def _detector_faults(document: Document[Pack], place: tuple[str | int, ...], rule: Rule) -> Iterator[Fault]:
    if rule.detector is None:
        if not rule.phrases and not rule.patterns and not rule.cues:
            what = f'the rule "{rule.id}" has nothing to look for'
            yield document.fault(place, what, "Add phrases:, cues: or patterns:.")
        if rule.needed is not None and rule.needed > rule.points_at_most:
            what = f'the rule "{rule.id}" needs {rule.needed} points and its cues make {rule.points_at_most}'
            yield document.fault((*place, "needed"), what, "Lower needed:, or add a cue.")
        for number, cue in enumerate(rule.cues):
            if cue.points == 0 or (not cue.phrases and cue.where == Where()):
                what = f'a cue of "{rule.id}" {"makes no points" if cue.points == 0 else "has nothing to look for"}'
                yield document.fault((*place, "cues", number), what, "Give it points: and phrases: or where:.")
        return
    if rule.detector not in DETECTORS:
        mend = nearest(rule.detector, DETECTORS, "detectors")
        yield document.fault((*place, "detector"), f'"{rule.detector}" is not a detector', mend)
    elif set(rule.settings) != SETTINGS[rule.detector]:
        needed = ", ".join(sorted(SETTINGS[rule.detector]))
        yield document.fault(
            (*place, "settings"), f'the detector "{rule.detector}" needs other numbers', f"Give {needed}."
        )


def _phrase_faults(files: ScoringFiles) -> Iterator[Fault]:
    """Phrases and patterns that cannot be compiled."""
    rules = files.rules()
    normaliser = Normaliser(rules.spelling)
    lexicons = Lexicons(rules.lexicons, rules.lemmas, normaliser.phrase)

    def faults(document: Document[Any], place: tuple[str | int, ...], compile: Callable[[], Any]) -> Iterator[Fault]:
        try:
            compile()
        except ValueError as error:
            yield document.fault(place, str(error), "See the notation in bot/coaching/scoring/patterns.py.")

    def phrases(document: Document[Any], place: tuple[str | int, ...], texts: Iterable[str]) -> Iterator[Fault]:
        for number, text in enumerate(texts):
            at = (*place, "phrases", number)
            yield from faults(document, at, partial(compile_phrase, text, lexicons, normaliser.phrase))

    for document in files.packs:
        for number, rule in enumerate(document.value.rules):
            yield from phrases(document, ("rules", number), rule.phrases)
            for index, cue in enumerate(rule.cues):
                yield from phrases(document, ("rules", number, "cues", index), cue.phrases)
            for index, tokens in enumerate(rule.patterns):
                at = ("rules", number, "patterns", index)
                yield from faults(document, at, partial(_try_tokens, tokens, lexicons))
    for number, guard in enumerate(files.guards.value.guards):
        yield from phrases(files.guards, ("guards", number), guard.phrases)
    for number, signal in enumerate(files.signals.value.signals):
        yield from phrases(files.signals, ("signals", number), signal.phrases)
    for number, topic in enumerate(files.topics.value.topics):
        yield from phrases(files.topics, ("topics", number), topic.phrases)


def _try_tokens(tokens: tuple[dict[str, Any], ...], lexicons: Lexicons) -> None:
    TokenFinder([("tried", [compile_tokens(tokens, lexicons)])])


def _example_faults(files: ScoringFiles, scorer: Scorer) -> Iterator[Fault]:
    """Examples that do not do what they stand for."""
    for document in files.packs:
        for number, rule in enumerate(document.value.rules):
            for field, wanted in (("fires", True), ("silent", False)):
                for index, example in enumerate(getattr(rule, field)):
                    given = example if isinstance(example, Example) else Example(str(example))
                    if (rule.id in scorer.fired(given.reply, given.parent, given.calls_for)) != wanted:
                        what = f'"{rule.id}" {"does not fire" if wanted else "fires"} on "{given.reply}"'
                        mend = "Widen the rule, or mend the example." if wanted else "Narrow the rule, or add a guard."
                        yield document.fault(("rules", number, field, index), what, mend)
    for number, guard in enumerate(files.guards.value.guards):
        yield from _finds(files.guards, ("guards", number), guard.id, guard.found, guard.absent, scorer.guards)
    for number, signal in enumerate(files.signals.value.signals):
        yield from _finds(files.signals, ("signals", number), signal.id, signal.found, signal.absent, scorer.signals)
    for number, topic in enumerate(files.topics.value.topics):
        for index, text in enumerate(topic.fires):
            if topic.id not in scorer.topics(text):
                what = f'the topic "{topic.id}" is not found in "{text}"'
                yield files.topics.fault(("topics", number, "fires", index), what, "Add a phrase, or mend the example.")


def _finds(
    document: Document[Any], place: tuple[str | int, ...], name: str, found: Iterable[str], absent: Iterable[str],
    look: Callable[[str], Iterable[str]],
) -> Iterator[Fault]:  # fmt: skip
    for field, texts, wanted in (("found", found, True), ("absent", absent, False)):
        for index, text in enumerate(texts):
            if (name in look(text)) != wanted:
                what = f'"{name}" is {"not found" if wanted else "found"} in "{text}"'
                yield document.fault((*place, field, index), what, "Mend its phrases or the example.")
