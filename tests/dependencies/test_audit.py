"""The audit fails for a weakness that nobody has looked at, and never for a network that is not there."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.dependencies.audit import Advisory, audit, known_advisories, name_of

ROOT = Path(__file__).parents[2]
LOCKS = [ROOT / "requirements.lock", ROOT / "requirements-full.lock"]

WEAK = {"id": "PYSEC-2099-1", "aliases": ["CVE-2099-0001", "GHSA-aaaa-bbbb-cccc"], "fix_versions": ["9.9"]}
"""As pip-audit writes it with `--format json`."""


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    file = tmp_path / "requirements.lock"
    file.write_text(
        "aiohttp==3.9.5 \\\n    --hash=sha256:00\nrasa==3.6.21 \\\n    --hash=sha256:00\n", encoding="utf-8"
    )
    return file


def index(*packages: dict[str, Any]) -> Callable[[Path], tuple[str, str]]:
    """A package index that says so of every file of requirements."""
    return lambda _file: (json.dumps({"dependencies": list(packages), "fixes": []}), "")


def known(id: str, package: str = "aiohttp") -> Advisory:
    return Advisory(id, package, "about", "no", "why", "rid")


def run(pip_audit: Any, lock: Path, *advisories: Advisory) -> tuple[int, str]:
    told: list[str] = []
    status = audit(pip_audit, [lock], list(advisories), told.append)
    return status, "\n".join(told)


SOUND = {"name": "rasa", "version": "3.6.21", "vulns": []}
AIOHTTP = {"name": "aiohttp", "version": "3.9.5", "vulns": [WEAK]}


def test_a_weakness_that_nobody_has_looked_at_fails_and_says_what_to_do(lock: Path) -> None:
    status, told = run(index(SOUND, AIOHTTP), lock)
    assert status == 1
    assert "aiohttp 3.9.5: PYSEC-2099-1, CVE-2099-0001" in told
    assert "mended in 9.9. Upgrade, or say in advisories.yml" in told


@pytest.mark.parametrize("id", ["PYSEC-2099-1", "CVE-2099-0001", "GHSA-aaaa-bbbb-cccc"])
def test_one_that_is_known_under_any_of_its_names_passes(lock: Path, id: str) -> None:
    status, told = run(index(SOUND, AIOHTTP), lock, known(id))
    assert (status, "0 of them not known yet" in told) == (0, True)
    assert run(index(SOUND, AIOHTTP), lock, known(id, "another-package"))[0] == 1


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (("", "ERROR: cannot reach the index\n"), "cannot reach the index"),
        (("", ""), "it gave no answer"),
        (("null", "x"), "x"),
        ((json.dumps({"dependencies": [{"name": "rasa", "skip_reason": "not found"}]}), ""), "publishes none"),
    ],
)
def test_where_no_advisories_are_to_be_had_it_says_so_and_keeps_nobody_from_working(
    lock: Path, answer: tuple[str, str], why: str
) -> None:
    asked: list[Path] = []

    def pip_audit(file: Path) -> tuple[str, str]:
        asked.append(file)
        return answer

    status, told = run(pip_audit, lock)
    assert status == 0
    assert told.startswith("No advisory data could be had: ")
    assert why in told
    assert len(asked) == 1, "one question is enough to know"


def test_every_known_advisory_is_of_a_package_that_is_locked_and_says_what_it_means_here() -> None:
    locked = {
        name_of(name)
        for lock in LOCKS
        for name in re.findall(r"^([A-Za-z0-9_.-]+)==", lock.read_text(encoding="utf-8"), re.MULTILINE)
    }
    advisories = known_advisories()
    assert [one.id for one in advisories if name_of(one.package) not in locked] == [], "take away what is mended"
    assert len({one.id for one in advisories}) == len(advisories)
    for one in advisories:
        assert re.fullmatch(r"CVE-\d{4}-\d{4,}|GHSA(-[a-z0-9]{4}){3}|PYSEC-\d{4}-\d+", one.id)
        assert all(len(text.split()) >= 4 for text in (one.about, one.why, one.rid)), one.id
        assert one.touches != "yes", f"{one.id} is not to be lived with"


def test_the_audit_has_packages_of_its_own_each_with_its_hash() -> None:
    own = (ROOT / "requirements-audit.lock").read_text(encoding="utf-8")
    packages = re.findall(r"^(\S+)==", own, re.MULTILINE)
    assert "pip-audit" in packages
    assert "rasa" not in packages
    assert own.count("--hash=sha256:") >= len(packages)
    assert "://" not in own
