"""What people type, made fit to be handed on."""

from __future__ import annotations

import unicodedata

from bot.web.problems import nothing_said, too_long
from bot.web.shapes import LONGEST_REPLY

_KEPT = "\n\t"


def taken(text: str) -> str:
    """The text as it is taken: without control characters, its line breaks all of one kind.

    Raises Problem 422 if there are no words in it, or too many.
    """
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    clean = "".join(mark for mark in unified if mark in _KEPT or unicodedata.category(mark) not in ("Cc", "Cs"))
    if not any(_is_visible(mark) for mark in clean):
        raise nothing_said()
    if len(clean) > LONGEST_REPLY:
        raise too_long(len(clean))
    return clean


def _is_visible(mark: str) -> bool:
    return not mark.isspace() and unicodedata.category(mark) != "Cf"
