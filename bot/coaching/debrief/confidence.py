"""How sure of themselves trainees feel, before a talk and after it."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

Sureness = Annotated[int, Meta(ge=1, le=5)]
"""From 1, not sure at all, to 5, very sure."""


class Confidence(Struct, frozen=True, forbid_unknown_fields=True):
    """A trainee's own answer to three short questions, one for each score."""

    two_way: Sureness
    empathy: Sureness
    boundaries: Sureness


class ConfidenceCourse(Struct, frozen=True, forbid_unknown_fields=True):
    """The answers before and after one talk; None where the questions were not answered."""

    before: Confidence | None = None
    after: Confidence | None = None
