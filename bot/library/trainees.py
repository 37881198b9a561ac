"""Reads the made-up trainees, and says what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.coaching.simulation.trainees import Trainees
from bot.library.documents import Document, read_document
from bot.library.faults import Fault, KnowledgeError, faults_in, nearest


def read_trainees(knowledge: Path) -> Trainees:
    """The made-up trainees. Raises KnowledgeError with every fault of the file."""
    document = read_document(knowledge / "trainees.yml", Trainees)
    faults = list(_faults(document))
    if faults:
        raise KnowledgeError(faults)
    return document.value


def check_trainees(knowledge: Path) -> list[Fault]:
    """Every fault of the file of made-up trainees."""
    return faults_in(read_trainees, knowledge)


def _faults(document: Document[Trainees]) -> Iterator[Fault]:
    value = document.value
    ids = [trainee.id for trainee in value.trainees]
    drawn = {draw.pool for trainee in value.trainees for part in trainee.parts for draw in part}
    for number, trainee in enumerate(value.trainees):
        place = ("trainees", number)
        if ids.index(trainee.id) != number:
            yield document.fault((*place, "id"), f'the trainee "{trainee.id}" is there twice', "Rename one.")
        if (trainee.begins_as is None) != (trainee.goes_on_as is None):
            what = f'the trainee "{trainee.id}" changes, but from or to nobody'
            yield document.fault(place, what, 'Write both "begins_as:" and "goes_on_as:", or neither.')
        for name in filter(None, (trainee.begins_as, trainee.goes_on_as)):
            if name not in ids:
                what = f'the trainee "{trainee.id}" names "{name}", which is not among the trainees'
                yield document.fault(place, what, nearest(name, ids, "trainees"))
        for part, draws in enumerate(trainee.parts):
            for index, draw in enumerate(draws):
                if draw.pool not in value.pools:
                    what = f'the trainee "{trainee.id}" draws from "{draw.pool}", which is not among the pools'
                    yield document.fault((*place, "parts", part, index), what, nearest(draw.pool, value.pools, "pools"))
    for pool in value.pools:
        if pool not in drawn:
            yield document.fault(("pools", pool), f'nobody draws from the pool "{pool}"', "Delete it, or name it.")
