"""Reads the scenarios, and says what is wrong with them."""

from __future__ import annotations

from pathlib import Path

from bot.coaching.roleplay.scenario import Scenario
from bot.library.documents import Document, read_document
from bot.library.faults import Fault, KnowledgeError

FOLDER = "scenarios"


def read_scenario(file: Path) -> Document[Scenario]:
    """One scenario, with the way back to its lines. Raises KnowledgeError with every fault of the file."""
    return read_document(file, Scenario)


def read_scenarios(knowledge: Path) -> dict[str, Scenario]:
    """All scenarios under a knowledge folder by id, in the order of their ids.

    Raises KnowledgeError with every fault of every file that does not fit the schema.
    """
    scenarios: dict[str, Scenario] = {}
    faults: list[Fault] = []
    for file in scenario_files(knowledge):
        try:
            scenario = read_scenario(file).value
        except KnowledgeError as error:
            faults += error.faults
        else:
            scenarios[scenario.id] = scenario
    if faults:
        raise KnowledgeError(faults)
    return dict(sorted(scenarios.items()))


def scenario_files(knowledge: Path) -> list[Path]:
    """The files of the scenarios, in order."""
    return sorted((knowledge / FOLDER).glob("*.yml"))
