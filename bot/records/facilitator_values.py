"""Facilitators as the records hand them out."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

Role = Literal["facilitator", "administrator"]
"""A facilitator sees their own workshops; an administrator sees all, and lets others in or out."""


class Facilitator(Struct, frozen=True):
    """Someone who runs workshops."""

    id: int
    name: str
    role: Role
    created_at: datetime
    closed_at: datetime | None = None
    """Since when they can no longer sign in; None if they can."""

    @property
    def is_administrator(self) -> bool:
        """Whether they see all workshops."""
        return self.role == "administrator"


class Invitation(Struct, frozen=True):
    """A link with which somebody becomes a facilitator, once."""

    id: str
    """The beginning of its token's hash, which opens nothing."""
    role: Role
    by: int | None
    """The administrator who made it; None for the link that the very first facilitator uses."""
    created_at: datetime
    expires_at: datetime


class Look(Struct, frozen=True):
    """Somebody looked at, changed, took or deleted something of a workshop."""

    at: datetime
    facilitator: str
    """Their name."""
    action: str
    workshop: int | None
    participant: int | None
    detail: str | None
