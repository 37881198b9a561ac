from __future__ import annotations

from collections.abc import Iterator

import pytest

from benchmarks.topology.topology import Topology


@pytest.fixture(scope="package")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Topology]:
    """nginx, two pages, two Rasas, two action servers, PostgreSQL and Redis."""
    folder = tmp_path_factory.mktemp("whole")
    for place in (folder, *folder.parents[:2]):
        place.chmod(0o755)  # PostgreSQL does not run as root, and has to get through to its own folder.
    with Topology(folder) as running:
        yield running
