"""Reads `themes.yml`: the subjects under which scenarios are found."""

from __future__ import annotations

from pathlib import Path

from bot.coaching.roleplay.line import Id
from bot.coaching.roleplay.theme import Theme
from bot.library.documents import read_document
from bot.library.faults import Fault, faults_in

FILE = "themes.yml"


def read_themes(knowledge: Path) -> dict[str, Theme]:
    """The themes by their ids, in the order of the file. Raises KnowledgeError with every fault of it."""
    return dict(read_document(knowledge / FILE, dict[Id, Theme]).value)


def check_themes(knowledge: Path) -> list[Fault]:
    """Every fault of the file."""
    return faults_in(read_themes, knowledge)
