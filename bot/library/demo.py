"""Reads the cast of the demo workshop, and says what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.coaching.roleplay.scenario import Scenario
from bot.coaching.simulation.cast import Cast
from bot.library.documents import Document, read_document
from bot.library.faults import Fault, KnowledgeError, nearest
from bot.library.trainees import read_trainees

FILE = "demo.yml"


def read_cast(knowledge: Path, scenarios: Mapping[str, Scenario]) -> Cast:
    """The cast of the demo workshop. Raises KnowledgeError with every fault of the file."""
    document = read_document(knowledge / FILE, Cast)
    kinds = [trainee.id for trainee in read_trainees(knowledge).trainees]
    faults = list(_faults(document, kinds, scenarios))
    if faults:
        raise KnowledgeError(faults)
    return document.value


def check_cast(knowledge: Path, scenarios: Mapping[str, Scenario]) -> list[Fault]:
    """Every fault of the cast of the demo workshop."""
    try:
        read_cast(knowledge, scenarios)
    except KnowledgeError as error:
        return list(error.faults)
    return []


def _faults(document: Document[Cast], kinds: list[str], scenarios: Mapping[str, Scenario]) -> Iterator[Fault]:
    value = document.value
    for number, id in enumerate(value.scenarios):
        if id not in scenarios:
            what = f'"{id}" is not among the scenarios'
            yield document.fault(("scenarios", number), what, nearest(id, scenarios, "scenarios"))
    for number, part in enumerate(value.cast):
        place = ("cast", number)
        if part.kind not in kinds:
            what = f'"{part.kind}" is not among the trainees'
            yield document.fault((*place, "kind"), what, nearest(part.kind, kinds, "trainees"))
        for id in part.talks:
            if id not in value.scenarios:
                what = f'"{id}" is not among the scenarios of the workshop'
                yield document.fault((*place, "talks"), what, nearest(id, value.scenarios, "scenarios"))
    for id, probes in value.replies.items():
        if id not in value.scenarios:
            what = f'"{id}" is not among the scenarios of the workshop'
            yield document.fault(("replies", id), what, nearest(id, value.scenarios, "scenarios"))
        known = [probe.id for probe in scenarios[id].probes] if id in scenarios else []
        for probe in probes:
            if known and probe not in known:
                what = f'"{probe}" is not among the probes of "{id}"'
                yield document.fault(("replies", id, probe), what, nearest(probe, known, "probes"))
    probes_known = [probe for probes in value.replies.values() for probe in probes]
    for number, remark in enumerate(value.comments):
        if remark.probe not in probes_known:
            what = f'nobody is dealt a reply to the probe "{remark.probe}"'
            yield document.fault(("comments", number), what, nearest(remark.probe, probes_known, "probes"))
