"""Reads the coach's words from `bot/knowledge/coach/` and checks that the coach is never at a loss."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from msgspec import Struct

from bot.coaching.codebook import DIMENSIONS, HELPING, HURTING, Dimension
from bot.coaching.feedback.coach import Coach
from bot.coaching.feedback.strategy import Moment
from bot.coaching.feedback.texts import CoachTexts, DebriefTexts, Need, Praise, Pronouns, Remedy, ScoreText, Step, Term
from bot.coaching.roleplay.line import BAD_ENDS, ENDS, PHASES
from bot.library.documents import Document, read_document
from bot.library.faults import Fault, KnowledgeError, faults_in, nearest
from bot.library.places import wrong_places
from bot.library.strategies import read_sources, read_strategies

FOLDER = "coach"
NAMES = ("parent", "child", "them", "their")
"""The places that the coach's sentences may hold."""


class Needs(Struct, frozen=True, forbid_unknown_fields=True):
    """The file `needs.yml`."""

    needs: tuple[Need, ...]
    forward: tuple[Step, ...]


class Explanations(Struct, frozen=True, forbid_unknown_fields=True):
    """The file `explanations.yml`."""

    scores: Mapping[Dimension, ScoreText]
    terms: Mapping[str, Term]
    pronouns: tuple[Pronouns, ...]


def read_coach(knowledge: Path) -> Coach:
    """The coach with all its words. Raises KnowledgeError if any file cannot be used."""
    return Coach(read_coach_texts(knowledge), read_strategies(knowledge), read_sources(knowledge))


def read_coach_texts(knowledge: Path) -> CoachTexts:
    """All that the coach can say. Raises KnowledgeError with every fault of every file if it cannot be used."""
    folder = knowledge / FOLDER
    faults: list[Fault] = []

    def read(name: str, schema: Any) -> Document[Any] | None:
        try:
            return read_document(folder / name, schema)
        except KnowledgeError as error:
            faults.extend(error.faults)
            return None

    praise = read("praise.yml", dict[str, Praise])
    remedies = read("remedies.yml", dict[str, Remedy])
    needs = read("needs.yml", Needs)
    explanations = read("explanations.yml", Explanations)
    debrief = read("debrief.yml", DebriefTexts)
    try:
        strategies: Mapping[str, object] = read_strategies(knowledge)
    except KnowledgeError as error:
        faults.extend(error.faults)
        strategies = {}
    if praise:
        faults += _moves_missing(praise, HELPING)
        faults += _praise_faults(praise)
    if remedies:
        faults += _moves_missing(remedies, HURTING)
        faults += _remedy_faults(remedies, strategies)
    if needs:
        faults += _need_faults(needs, strategies)
    if explanations:
        faults += _explanation_faults(explanations)
    if debrief:
        faults += _debrief_faults(debrief, strategies)
    faults += _said_twice([document for document in (praise, remedies, needs) if document])
    if faults or not (praise and remedies and needs and explanations and debrief):
        raise KnowledgeError(dict.fromkeys(faults))
    return CoachTexts(
        praise=praise.value,
        remedies=remedies.value,
        needs=needs.value.needs,
        forward=needs.value.forward,
        scores=explanations.value.scores,
        terms=explanations.value.terms,
        pronouns=explanations.value.pronouns,
        debrief=debrief.value,
    )


def check_coach(knowledge: Path) -> list[Fault]:
    """Every fault of the coach's words, the strategies and the sources."""
    return faults_in(read_coach_texts, knowledge)


def _moves_missing(document: Document[Mapping[str, Any]], moves: Mapping[str, Dimension]) -> Iterator[Fault]:
    for move in document.value:
        if move not in moves:
            yield document.fault((move,), f'"{move}" is not a move that belongs here', nearest(move, moves, "moves"))
    for move in sorted(moves.keys() - document.value.keys()):
        yield document.fault((), f'move "{move}" has no text', f'Add "{move}:" with its texts.')


def _praise_faults(document: Document[Mapping[str, Praise]]) -> Iterator[Fault]:
    for move, praise in document.value.items():
        yield from wrong_places(document, (move, "example"), praise.example, ("child", "parent"))
        for position, text in enumerate(praise.praise):
            path = (move, "praise", position)
            yield from wrong_places(document, path, text, (*NAMES, "quote"))
            if "{quote}" not in text:
                yield document.fault(path, "this praise does not quote the trainee", "Put “{quote}” into it.")


def _remedy_faults(document: Document[Mapping[str, Remedy]], strategies: Mapping[str, object]) -> Iterator[Fault]:
    for move, remedy in document.value.items():
        yield from _unknown_strategies(document, (move,), remedy.strategies, strategies)
        for position, text in enumerate(remedy.try_next):
            yield from wrong_places(document, (move, "try_next", position), text, (*NAMES, "quote"))
        for position, text in enumerate(remedy.wording):
            yield from wrong_places(document, (move, "wording", position), text, ("child", "parent"))


def _need_faults(document: Document[Needs], strategies: Mapping[str, object]) -> Iterator[Fault]:
    for position, need in enumerate(document.value.needs):
        path = ("needs", position)
        yield from _unknown_strategies(document, path, need.strategies, strategies)
        if HELPING.get(need.move) != need.dimension:
            right = [move for move, dimension in HELPING.items() if dimension == need.dimension]
            what = f'need "{need.id}" names move "{need.move}", which does not lift {need.dimension}'
            yield document.fault((*path, "move"), what, nearest(need.move, right, "moves that do"))
        yield from _unknown_strategies(document, path, need.practises, strategies, "practises")
        for field in ("needs", "try_low", "try_nearly"):
            for at, text in enumerate(getattr(need, field)):
                yield from wrong_places(document, (*path, field, at), text, NAMES)
        for field in ("wording", "plain"):
            for at, text in enumerate(getattr(need, field)):
                yield from wrong_places(document, (*path, field, at), text, ("child", "parent"))
        for at, text in enumerate(need.said_back):
            yield from wrong_places(document, (*path, "said_back", at), text, ("child", "parent", "said"))
        if need.said_back and (len(need.said_back) < 2 or need.when.discloses is not True):
            mend = 'Give at least two, and "discloses: true" under "when".'
            yield document.fault((*path, "said_back"), "a parent is said back only what was disclosed", mend)
    for position, step in enumerate(document.value.forward):
        path = ("forward", position)
        yield from _unknown_strategies(document, path, step.strategies, strategies)
        for field, places in (("try_next", NAMES), ("wording", ("child", "parent"))):
            for at, text in enumerate(getattr(step, field)):
                yield from wrong_places(document, (*path, field, at), text, places)
    yield from _gaps(document)


def _gaps(document: Document[Needs]) -> Iterator[Fault]:
    """The coach is never at a loss: for each score, and to go on, the last entry fits every moment."""
    mend = 'Leave out its "when", or put one without it at the end.'
    for dimension in DIMENSIONS:
        own = [at for at, need in enumerate(document.value.needs) if need.dimension == dimension]
        if not own:
            yield document.fault(("needs",), f"there is no need for {dimension}", mend)
        elif document.value.needs[own[-1]].when != Moment() or document.value.needs[own[-1]].practises:
            yield document.fault(("needs", own[-1]), f"the last need for {dimension} does not fit every moment", mend)
    if not document.value.forward or document.value.forward[-1].when != Moment():
        last = len(document.value.forward) - 1
        yield document.fault(("forward", last), "the last step forward does not fit every moment", mend)


def _explanation_faults(document: Document[Explanations]) -> Iterator[Fault]:
    for dimension in get_args(Dimension):
        if dimension not in document.value.scores:
            yield document.fault(("scores",), f'score "{dimension}" is not explained', f'Add "{dimension}:" here.')
    if not document.value.pronouns or document.value.pronouns[-1].relations:
        yield document.fault(("pronouns",), "the last pronouns are for some parents only", "End with `relations: []`.")


def _debrief_faults(document: Document[DebriefTexts], strategies: Mapping[str, object]) -> Iterator[Fault]:
    texts = document.value
    for end in ENDS:
        if end not in texts.endings:
            yield document.fault(("endings",), f'end "{end}" has no words', f'Add "{end}:" here.')
    for phase in PHASES:
        if phase not in texts.phases:
            yield document.fault(("phases",), f'phase "{phase}" has no name', f'Add "{phase}:" here.')
    for end, text in texts.endings.items():
        yield from wrong_places(document, ("endings", end), text, NAMES)
    for field in ("earned", "cost"):
        yield from wrong_places(document, (field,), getattr(texts, field), (*NAMES, "quote", "turn", "moves"))
    yield from wrong_places(document, ("share_above",), texts.share_above, (*NAMES, "percent", "aim"))
    yield from wrong_places(
        document, ("practise_missed",), texts.practise_missed, (*NAMES, "strategy", "example", "citation")
    )
    for field in ("going_on", "stopped", "nothing_yet", "practise_again"):
        yield from wrong_places(document, (field,), getattr(texts, field), NAMES)
    for position, duty in enumerate(texts.duties):
        yield from wrong_places(document, ("duties", position, "says"), duty.says, NAMES)
        yield from _unknown_strategies(document, ("duties", position), duty.practises, strategies, "practises")
    yield from _suggestion_faults(document)


def _suggestion_faults(document: Document[DebriefTexts]) -> Iterator[Fault]:
    texts = document.value.suggestions
    names = (*NAMES, "title")
    for end in BAD_ENDS:
        if end not in texts.again:
            what = f'nothing is suggested after end "{end}"'
            yield document.fault(("suggestions", "again"), what, f'Add "{end}:" here.')
    for dimension in DIMENSIONS:
        if dimension not in texts.lowest:
            what = f'nothing is suggested for score "{dimension}"'
            yield document.fault(("suggestions", "lowest"), what, f'Add "{dimension}:" here.')
    for end, text in texts.again.items():
        yield from wrong_places(document, ("suggestions", "again", end), text, names)
    for dimension, text in texts.lowest.items():
        yield from wrong_places(document, ("suggestions", "lowest", dimension), text, (*names, "mean"))
    strategy = (*names, "strategy", "citation")
    yield from wrong_places(document, ("suggestions", "strategy"), texts.strategy, strategy)
    for field in ("first", "harder", "fresh", "once_more"):
        yield from wrong_places(document, ("suggestions", field), getattr(texts, field), names)


def _unknown_strategies(
    document: Document[Any],
    path: tuple[str | int, ...],
    ids: tuple[str, ...],
    known: Mapping[str, object],
    field: str = "strategies",
) -> Iterator[Fault]:
    for position, id in enumerate(ids):
        if known and id not in known:
            what = f'strategy "{id}" does not exist'
            yield document.fault((*path, field, position), what, nearest(id, known, "strategies"))


def _said_twice(documents: list[Document[Any]]) -> Iterator[Fault]:
    """A sentence that stands in two places could come twice in a row."""
    seen: dict[str, str] = {}
    for document in documents:
        for path, text in _advice_texts(document.value, ()):
            place = f"{document.file.name}:{document.line_of(*path)}"
            if text in seen:
                yield document.fault(path, "these words stand in two places", f"Change them here or in {seen[text]}.")
            seen.setdefault(text, place)


def _advice_texts(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every text that the coach says after a reply, with the way to it."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _advice_texts(item, (*path, key))
    elif isinstance(value, tuple):
        for position, item in enumerate(value):
            yield from _advice_texts(item, (*path, position))
    elif isinstance(value, Needs):
        yield from _advice_texts(value.needs, ("needs",))
        yield from _advice_texts(value.forward, ("forward",))
    elif isinstance(value, Struct):
        for field in ("praise", "needs", "try_next", "try_low", "try_nearly", "wording", "said_back", "plain"):
            for position, text in enumerate(getattr(value, field, ())):
                yield (*path, field, position), text
