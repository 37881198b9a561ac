"""Which languages somebody reads, and what a refusal says in them.

English stands with each refusal in the code; another language in `refusals.<language>.yml`, by the code of the refusal.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from bot.library.documents import read_document

ENGLISH = "en"

OTHERS = ("nl",)
"""Languages of the interface beside English. What the parent and the coach say is English in each."""


def languages_in(accepted: str) -> list[str]:
    """The languages of a header `Accept-Language`, best first, without their regions."""
    return [each.split(";")[0].split("-")[0].strip().lower() for each in accepted.split(",")]


def told_in(accepted: str, code: str, said: Mapping[str, object]) -> str | None:
    """What that refusal says in the first of the languages that it is told in; None for English."""
    for language in languages_in(accepted):
        if language == ENGLISH:
            return None
        if language in OTHERS and code in (words := refusals_in(language)):
            return words[code].format(**said)
    return None


@cache
def refusals_in(language: str) -> dict[str, str]:
    """Each refusal in that language, with names in braces for what differs. Raises KnowledgeError."""
    return read_document(Path(__file__).with_name(f"refusals.{language}.yml"), dict[str, str]).value
