"""`make audit`: compares locked packages with the advisories that the package index publishes.

    python -m tests.dependencies.audit PIP_AUDIT LOCK...

`docs/advisories.yml` holds the advisories that are known, and what they mean here. One that is not there ends in exit
status 1. An index that publishes none, or no network, ends in a line that says so and in exit status 0: what cannot be
had must not keep anybody from working.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

import msgspec
import yaml

KNOWN = Path(__file__).parents[2] / "docs" / "advisories.yml"

PROBE = "rasa"
"""Asked for first: where the index tells nothing of it, two hundred more questions would bring nothing."""

NOTHING_HAD = "No advisory data could be had: {why}. Nothing was compared."

PATIENCE = 600
"""Seconds for all questions to the index together."""

Run = Callable[[Path], tuple[str, str]]
"""Audits a file of requirements: what was printed, and what was complained of."""


class Advisory(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A known advisory."""

    id: str
    package: str
    about: str
    touches: Literal["no", "a little", "yes"]
    why: str
    """Why it does or does not touch Alongside."""
    rid: str
    """How to be rid of it."""


class Found(msgspec.Struct, frozen=True):
    """An advisory that the index publishes for a locked package."""

    package: str
    version: str
    ids: tuple[str, ...]
    fixed_in: tuple[str, ...]


class NoData(Exception):
    """The index has no advisories, or cannot be reached."""


def known_advisories(file: Path = KNOWN) -> list[Advisory]:
    """The advisories that are known. Raises ValidationError for a file that is not as it should be."""
    return msgspec.convert(yaml.safe_load(file.read_text(encoding="utf-8")), list[Advisory])


def found_in(printed: str, complaint: str) -> list[Found]:
    """What pip-audit has found. Raises NoData if it has been told nothing about any package."""
    try:
        packages: list[dict[str, Any]] = json.loads(printed)["dependencies"]
    except (ValueError, KeyError, TypeError):
        raise NoData(complaint.strip().splitlines()[-1][:200] if complaint.strip() else "it gave no answer") from None
    told = [package for package in packages if "vulns" in package]
    if not told:
        raise NoData("the package index publishes none")
    return list(_each(told))


def _each(packages: Iterable[Mapping[str, Any]]) -> Iterator[Found]:
    for package in packages:
        for one in package["vulns"]:
            ids = (one["id"], *one.get("aliases", ()))
            yield Found(package["name"], package["version"], ids, tuple(one.get("fix_versions", ())))


def unknown(found: Iterable[Found], known: Iterable[Advisory]) -> list[Found]:
    """Those that are not known: of the same package, none of their names is."""
    names = {(name_of(one.package), one.id) for one in known}
    return [one for one in found if not any((name_of(one.package), id) in names for id in one.ids)]


def name_of(package: str) -> str:
    """A package's name as it is compared (PEP 503)."""
    return re.sub(r"[-_.]+", "-", package).lower()


def audit(run: Run, locks: Iterable[Path], known: list[Advisory], tell: Callable[[str], None]) -> int:
    """Compare the locks; what there is to be told is told, the exit status handed back."""
    locks = list(locks)
    try:
        with tempfile.TemporaryDirectory() as folder:
            probe = Path(folder) / "probe.txt"
            probe.write_text(_locked(PROBE, locks[0]), encoding="utf-8")
            found_in(*run(probe))
        found = [one for lock in locks for one in found_in(*run(lock))]
    except NoData as error:
        tell(NOTHING_HAD.format(why=error))
        return 0
    new = unknown(found, known)
    for one in dict.fromkeys(new):
        fixed = f", mended in {', '.join(one.fixed_in)}" if one.fixed_in else ""
        tell(
            f"{one.package} {one.version}: {', '.join(one.ids)}{fixed}. Upgrade, or say in {KNOWN.name} what it means."
        )
    tell(f"{len(set(found))} advisories for the locked packages, {len(set(new))} of them not known yet.")
    return 1 if new else 0


def _locked(package: str, lock: Path) -> str:
    found = re.search(rf"^{package}==\S+", lock.read_text(encoding="utf-8"), re.MULTILINE)
    assert found is not None, f"{package} is not in {lock}"
    return f"{found[0]}\n"


def _runs(command: str) -> Run:
    def run(file: Path) -> tuple[str, str]:
        words = [
            command,
            "--disable-pip",
            "--no-deps",
            "--progress-spinner",
            "off",
            "--format",
            "json",
            "-r",
            str(file),
        ]
        try:
            done = subprocess.run(words, capture_output=True, text=True, timeout=PATIENCE, check=False)
        except subprocess.TimeoutExpired:
            return "", "it took too long"
        return done.stdout, done.stderr

    return run


if __name__ == "__main__":
    sys.exit(audit(_runs(sys.argv[1]), map(Path, sys.argv[2:]), known_advisories(), print))
