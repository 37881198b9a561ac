"""What the tests of the files in deploy/ share: the files, their settings, and the tools that read them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.settings import ROOT


@pytest.fixture(scope="session")
def deploy() -> Path:
    """The folder with everything for other set-ups than `make run`."""
    return ROOT / "deploy"


Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def run() -> Run:
    """Runs a tool; the test is skipped if it is not on this machine."""

    def run(tool: str, *arguments: object, **more: Any) -> subprocess.CompletedProcess[str]:
        found = shutil.which(tool) or shutil.which(tool, path=str(Path(sys.executable).parent))
        if found is None:
            pytest.skip(f"{tool} is not installed")
        return subprocess.run(
            [found, *map(str, arguments)], capture_output=True, text=True, timeout=60, check=False, **more
        )

    return run


@pytest.fixture(scope="session")
def documents(deploy: Path) -> Callable[[str], list[dict[str, Any]]]:
    """Reads all YAML documents of the files that a pattern finds in deploy/."""

    def read(pattern: str) -> list[dict[str, Any]]:
        return [*_documents(deploy, pattern)]

    return read


def _documents(folder: Path, pattern: str) -> Iterator[dict[str, Any]]:
    for file in sorted(folder.glob(pattern)):
        yield from filter(None, yaml.safe_load_all(file.read_text(encoding="utf-8")))
