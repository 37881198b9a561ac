"""Reads the scenarios, and says what is wrong with them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from bot.coaching.feedback.strategy import Strategy
from bot.coaching.play import ReplyScorer
from bot.coaching.roleplay.dynamics import Dynamics
from bot.coaching.roleplay.scenario import Scenario
from bot.library.documents import Document, read_document
from bot.library.faults import Fault, KnowledgeError
from bot.library.scenario_answers import faults_of_answers
from bot.library.scenario_examples import faults_of_examples
from bot.library.scenario_faults import faults_on_the_page
from bot.library.scenario_rehearsal import faults_on_the_stage
from bot.library.scenario_setting import called_alike
from bot.library.scenario_wording import echoes_between
from bot.library.wording import Wording

FOLDER = "scenarios"


def read_scenario(file: Path) -> Document[Scenario]:
    """One scenario, with the way back to its lines. Raises KnowledgeError with every fault of the file."""
    return read_document(file, Scenario)


def read_scenarios(knowledge: Path) -> dict[str, Scenario]:
    """All scenarios under a knowledge folder by id, in the order of their ids.

    Raises KnowledgeError with every fault of every file that does not fit the schema.
    """
    documents, faults = _read_all(knowledge)
    if faults:
        raise KnowledgeError(faults)
    return {document.value.id: document.value for document in sorted(documents, key=lambda document: document.value.id)}


def check_scenarios(
    knowledge: Path,
    dynamics: Dynamics,
    topics: Collection[str],
    strategies: Mapping[str, Strategy],
    themes: Collection[str],
    wording: Wording | None = None,
    scorer: ReplyScorer | None = None,
) -> list[Fault]:
    """Every fault of every scenario under a knowledge folder.

    `topics` and `themes` are the ids there are, `wording` names phrases to avoid, `scorer` reads the examples; without
    it they are not read. A scenario without faults on the page is also played through, to find probes that are never
    met and ends that are never reached.
    """
    documents, faults = _read_all(knowledge)
    if not documents and not faults:
        faults.append(Fault((knowledge / FOLDER).as_posix(), 1, "there are no scenarios", "Add one, ending in .yml."))
    for document in documents:
        found = faults_on_the_page(document, topics, strategies, themes, wording)
        found += faults_of_answers(document, topics, dynamics)
        found += faults_of_examples(document, scorer) if scorer else ()
        faults += found or faults_on_the_stage(document, dynamics)
    return sorted([*faults, *echoes_between(documents), *called_alike(documents)])


def scenario_files(knowledge: Path) -> list[Path]:
    """The files of the scenarios, in order."""
    return sorted((knowledge / FOLDER).glob("*.yml"))


def _read_all(knowledge: Path) -> tuple[list[Document[Scenario]], list[Fault]]:
    """The scenarios that fit the schema, and the faults of those that do not."""
    documents: list[Document[Scenario]] = []
    faults: list[Fault] = []
    for file in scenario_files(knowledge):
        document = _read_or_faults(file)
        if isinstance(document, Document):
            documents.append(document)
        else:
            faults += document
    return documents, faults


def _read_or_faults(file: Path) -> Document[Scenario] | tuple[Fault, ...]:
    try:
        return read_scenario(file)
    except KnowledgeError as error:
        return error.faults
