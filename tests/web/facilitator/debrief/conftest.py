"""A workshop in which six made-up trainees have talked with Dawn Pritchard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.records import Consent
from bot.settings import Settings

CONSENTS = (
    Consent(read=True, show=True, improve=True),
    Consent(read=True, show=True, improve=True),
    Consent(read=True, show=True, improve=False),
    Consent(read=False, show=True, improve=True),
    Consent(read=True, show=False, improve=True),
    Consent(),
)
"""The first two agree to everything, the last to nothing."""


@pytest.fixture
def facilitator(ama: int, signed_in: Callable[[str], Any]) -> Any:
    """The browser of a facilitator who has signed in."""
    return signed_in("Ama Boateng")


@pytest.fixture
def group(room: Settings, ama: int, fill_workshop: Callable[..., Any]) -> Any:
    """The workshop with its participants, of whom each agrees to something else, and their sessions."""
    return fill_workshop(room.database_url, ama, CONSENTS)


@pytest.fixture
def path(group: Any) -> str:
    """The address of the workshop."""
    return f"/api/workshops/{group.workshop.id}"


@pytest.fixture
def probe() -> dict[str, str]:
    """A standard probe that everybody has met."""
    return {"scenario": "angry_parent", "probe": "where_were_you"}
