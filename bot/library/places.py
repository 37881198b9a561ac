"""Places in a text, such as {child}, that are filled when it is said."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from bot.library.documents import Document
from bot.library.faults import Fault, nearest

_PLACE = re.compile(r"\{([^{}]*)\}")
_BRACE = re.compile(r"[{}]")


def wrong_places(
    document: Document[Any], path: Sequence[str | int], text: str, allowed: Collection[str]
) -> Iterator[Fault]:
    """A fault for every place that nothing will fill, and for a brace that stands alone."""
    for name in _PLACE.findall(text):
        if name not in allowed:
            kind = "places that are filled here"
            yield document.fault(path, f"nothing fills {{{name}}} here", nearest(name, allowed, kind))
    if _BRACE.search(_PLACE.sub("", text)):
        yield document.fault(
            path, "a brace stands alone", f"Write a place as {{{next(iter(allowed))}}}, with both braces."
        )
