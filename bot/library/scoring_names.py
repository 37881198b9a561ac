"""Names in the files of the scorer: those that nothing has, that two things have, and that nothing uses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from bot.coaching.codebook import DIMENSIONS
from bot.coaching.scoring.detectors import DETECTORS, SETTINGS
from bot.coaching.scoring.detectors import LEXICONS as OF_DETECTORS
from bot.coaching.scoring.language import If, Pack, Rule, ScoreSheet, Where
from bot.coaching.scoring.vocabulary import LEXICONS as OF_READING
from bot.library.documents import Document
from bot.library.faults import Fault, nearest, shown
from bot.library.scoring_files import ScoringFiles

BUILT_IN_SIGNALS = frozenset({"asks", "shouts", *(f"calls_for_{dimension}" for dimension in DIMENSIONS)})
"""Signals that need no phrases: the line has a question, or words in capitals; and what it calls for."""


def name_faults(files: ScoringFiles) -> Iterator[Fault]:
    """Names that nothing has, and names that two things have, of which only one would count."""
    yield from _given_twice(files)
    yield from _unknown_names(files)


def unused_faults(files: ScoringFiles) -> Iterator[Fault]:
    """Guards, signals and lexicons that nothing uses. The lexicons that the program itself looks at count as used."""
    rules = [rule for document in files.packs for rule in document.value.rules]
    sheets = [getattr(files.scores.value, dimension) for dimension in DIMENSIONS]
    guards = {name for rule in rules for name in (*rule.unless, *rule.needs)}
    signals = {name for rule in rules for name in (*rule.parent, *rule.parent_without)}
    signals |= {
        name for sheet in sheets for name in (*sheet.parent, *(n for step in sheet.rules for n in step.when.parent))
    }
    lexicons = _used_lexicons(files, rules)
    for kind, document, place, name in _named(files):
        used = {"guard": guards, "signal": signals, "lexicon": lexicons}.get(kind)
        if used is not None and name not in used:
            yield document.fault(place, f'nothing uses the {kind} "{name}"', f"Name it {_USES[kind]}, or delete it.")


_USES = {
    "guard": "in unless: or needs: of a rule",
    "signal": "in parent: of a rule or a score",
    "lexicon": "with @ in a phrase or in a lexicon that is used",
}
_NAMED = re.compile(r"@([a-z][a-z0-9_]*)")


def _used_lexicons(files: ScoringFiles, rules: Iterable[Rule]) -> set[str]:
    """The lexicons that phrases, token patterns, detectors and the scorer itself name, and those that these contain."""
    used = set(OF_READING)
    phrased: list[Any] = [*files.guards.value.guards, *files.signals.value.signals, *files.topics.value.topics]
    for rule in rules:
        phrased += [rule, *rule.cues]
        used.update(_NAMED.findall(str(rule.patterns)), OF_DETECTORS.get(rule.detector or "", ()))
    used.update(name for each in phrased for phrase in each.phrases for name in _NAMED.findall(phrase))
    inside = {
        lexicon.lexicon: {entry[1:] for entry in lexicon.entries if entry.startswith("@")}
        for document in files.lexicons
        for lexicon in document.value.lexicons
    }
    waiting = list(used)
    while waiting:
        found = inside.get(waiting.pop(), set()) - used
        used |= found
        waiting += found
    return used


_Place = tuple[str | int, ...]


def _named(files: ScoringFiles) -> Iterator[tuple[str, Document[Any], _Place, str]]:
    """Everything that others name: its kind, its document, its place there and its name."""
    for document in files.packs:
        yield "move", document, ("move",), document.value.move
        for number, rule in enumerate(document.value.rules):
            yield "rule", document, ("rules", number, "id"), rule.id
    for number, guard in enumerate(files.guards.value.guards):
        yield "guard", files.guards, ("guards", number, "id"), guard.id
    for number, signal in enumerate(files.signals.value.signals):
        yield "signal", files.signals, ("signals", number, "id"), signal.id
    for number, topic in enumerate(files.topics.value.topics):
        yield "topic", files.topics, ("topics", number, "id"), topic.id
    for lexicons in files.lexicons:
        for number, lexicon in enumerate(lexicons.value.lexicons):
            yield "lexicon", lexicons, ("lexicons", number, "lexicon"), lexicon.lexicon


def _given_twice(files: ScoringFiles) -> Iterator[Fault]:
    seen: dict[tuple[str, str], tuple[Document[Any], _Place]] = {}
    for kind, document, place, name in _named(files):
        if (kind, name) in seen:
            other, there = seen[kind, name]
            what = f'the {kind} "{name}" also stands in {shown(other.file)}:{other.line_of(*there)}'
            yield document.fault(place, what, "Rename one, or make one of the two.")
        seen.setdefault((kind, name), (document, place))


def _unknown_names(files: ScoringFiles) -> Iterator[Fault]:
    moves = {document.value.move for document in files.packs}
    guards = {guard.id for guard in files.guards.value.guards}
    signals = {signal.id for signal in files.signals.value.signals} | BUILT_IN_SIGNALS
    rules = {rule.id for document in files.packs for rule in document.value.rules}
    lexicons = {lexicon.lexicon for document in files.lexicons for lexicon in document.value.lexicons}
    for name in sorted(OF_READING - lexicons):
        what = f'the lexicon "{name}" is missing, by which texts are read'
        yield files.lexicons[0].fault((), what, f'Add "lexicon: {name}" to one of the files of lexicons.')
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
            if not rule.id.startswith(pack.move):
                mend = f'Call it "{pack.move}.{rule.id.split(".")[-1]}".'
                yield document.fault((*place, "id"), f'the id "{rule.id}" does not begin with its move', mend)
            yield from _unknown(document, (*place, "unless"), rule.unless, guards, "guards")
            yield from _unknown(document, (*place, "needs"), rule.needs, guards, "guards")
            yield from _unknown(document, (*place, "parent"), rule.parent, signals, "signals")
            yield from _unknown(document, (*place, "parent_without"), rule.parent_without, signals, "signals")
            yield from _detector_faults(document, place, rule)
            needed = OF_DETECTORS.get(rule.detector or "", frozenset())
            yield from _unknown(document, (*place, "detector"), sorted(needed), lexicons, "lexicons")
    found = moves | {rule.id for document in files.packs if document.value.sign for rule in document.value.rules}
    told = files.reasons.value.signs
    for field, texts in (("help", told.help), ("hurt", told.hurt)):
        yield from _unknown(files.reasons, ("signs", field), texts, found - moves, "rules of signs")
    for dimension in DIMENSIONS:
        sheet: ScoreSheet = getattr(files.scores.value, dimension)
        yield from _unknown(files.scores, (dimension, "points"), sheet.points, found, "moves and signs")
        yield from _unknown(files.scores, (dimension, "parent"), sheet.parent, signals, "signals")
        for number, step in enumerate(sheet.rules):
            when: If = step.when
            at: tuple[str | int, ...] = (dimension, "rules", number, "if")
            for names in (when.any, when.none):
                yield from _unknown(files.scores, at, names, moves | rules, "moves, signs and rules")
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
