from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.topology.topology import Topology


@pytest.fixture(scope="package")
def whole() -> Iterator[Topology]:
    """nginx, two pages, two Rasas, two action servers, PostgreSQL and Redis.

    Not below pytest's own folder, which each pytest that starts closes to everybody else: PostgreSQL runs as somebody
    else, and has to get to its files also when it is started again.
    """
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        folder.chmod(0o755)
        with Topology(folder) as running:
            yield running
