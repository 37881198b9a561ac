"""A parent to begin with: the commented scenario of `bot/knowledge/skeleton.yml` under a new id."""

from __future__ import annotations

import re
from pathlib import Path

from bot.library import KNOWLEDGE

FILE = "skeleton.yml"
NAME = "skeleton"
"""The id that the skeleton carries, and what stands for the new one in its comments."""


def skeleton(id: str, knowledge: Path = KNOWLEDGE) -> str:
    """The text of a new scenario with that id, comments and all."""
    return re.sub(rf"\b{NAME}\b", id, (knowledge / FILE).read_text(encoding="utf-8"))
