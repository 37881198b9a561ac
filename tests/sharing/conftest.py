from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.topology.services import Redis, free_ports


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[Redis]:
    """A Redis of one's own, which the test may stop and kill."""
    server = Redis(tmp_path / "redis", free_ports(1)[0])
    server.start()
    yield server
    server.stop()
