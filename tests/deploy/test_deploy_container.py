"""The image is built of what is locked, holds no tools and no secrets, and runs as nobody in particular."""

from __future__ import annotations

import fnmatch
import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.settings import ROOT, Settings, read_settings

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def stages(deploy: Path) -> list[list[str]]:
    """The instructions of the Containerfile, a list for each stage, with continued lines joined."""
    text = (deploy / "container" / "Containerfile").read_text(encoding="utf-8")
    lines = re.sub(r"\\\n", " ", re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE)).splitlines()
    found: list[list[str]] = []
    for line in filter(str.strip, lines):
        if line.startswith("FROM "):
            found.append([])
        found[-1].append(line)
    return found


def test_a_linter_finds_nothing_amiss(deploy: Path, run: Run) -> None:
    done = run("hadolint", deploy / "container" / "Containerfile")
    assert (done.returncode, done.stdout) == (0, "")


def test_a_fault_would_be_found_out(tmp_path: Path, run: Run) -> None:
    (tmp_path / "Containerfile").write_text("FROM debian:latest\nRUN apt-get install curl\n", encoding="utf-8")
    done = run("hadolint", tmp_path / "Containerfile")
    assert "DL3007" in done.stdout
    assert done.returncode == 1


def test_what_runs_is_not_what_builds(stages: list[list[str]]) -> None:
    build, last = stages
    assert build[0].split()[1] == last[0].split()[1], "one Python installs the packages and runs them"
    assert any("make install" in line for line in build), "locked packages, each checked against its hash"
    assert any("prepare model" in line for line in build), "a container does not train when it starts"
    text = "\n".join(last)
    assert "apt-get" not in text
    assert "make" not in text.split()
    assert "pip uninstall" in text
    assert all("--from=build" in line for line in last if line.startswith("COPY"))


def test_it_runs_as_nobody_in_particular_with_a_read_only_root(stages: list[list[str]]) -> None:
    last = stages[-1]
    user = next(line.split()[1] for line in last if line.startswith("USER "))
    assert re.fullmatch(r"[1-9]\d{3,}:[1-9]\d{3,}", user), "a number, by which Kubernetes sees that it is not root"
    environment = dict(re.findall(r"(ALONGSIDE_\w+)=(\S+)", " ".join(line for line in last if line.startswith("ENV "))))
    settings = read_settings(environment, ROOT / "none")
    assert settings.data == Path("/data")
    assert f"VOLUME {json.dumps(['/data'])}" in last
    assert f"EXPOSE {Settings().port}" in last


def test_nothing_else_than_the_product_goes_into_it(deploy: Path) -> None:
    for_podman = _patterns(ROOT / ".containerignore")
    assert for_podman == _patterns(deploy / "container" / "Containerfile.dockerignore")
    assert for_podman[0] == "*", "all that is not named stays out"
    named = [pattern[1:] for pattern in for_podman if pattern.startswith("!")]
    for name in named:
        assert (ROOT / name).exists()
    for secret in (".env", "var", ".git", "deploy", "models", "tests"):
        assert not any(fnmatch.fnmatch(secret, name) for name in named)


def test_what_make_needs_is_there(stages: list[list[str]]) -> None:
    named = {pattern[1:] for pattern in _patterns(ROOT / ".containerignore") if pattern.startswith("!")}
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    rule = re.search(r"^\$\(VENV\)/\.installed:(.*)$", makefile, re.MULTILINE)
    assert rule is not None
    needed = {word for word in rule.group(1).split() if not word.startswith("$")}
    assert needed | {"Makefile", ".python-version"} <= named
    moved = next(line for line in stages[0] if "/rest" in line)
    for name in ("bot", "models", "./*.yml"):
        assert f" {name} " in moved


def _patterns(file: Path) -> list[str]:
    return [line for line in file.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
