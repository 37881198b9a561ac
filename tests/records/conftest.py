from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.records import Records, migrate


@pytest.fixture
def database(tmp_path: Path) -> str:
    """The URL of a database with its tables."""
    url = f"sqlite:///{tmp_path}/var/alongside.db"
    migrate(url)
    return url


@pytest.fixture
def records(database: str) -> Iterator[Records]:
    records = Records(database)
    yield records
    records.close()
