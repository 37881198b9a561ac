"""What the files and the page about them say is true: settings, commands, paths and addresses exist."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from msgspec.structs import fields
from typer.main import get_command

from bot.cli import app
from bot.settings import ROOT, Settings, name_of

GUIDE = ROOT / "docs" / "deploying.md"
OWN = ROOT / "deploy" / "compose" / "own"
FILES = [GUIDE, *(file for file in sorted((ROOT / "deploy").rglob("*")) if file.is_file() and OWN not in file.parents)]
ALSO_NAMED_SO = {"ALONGSIDE_VERSION", "ALONGSIDE_OWN"}
"""Of compose.yml and prepare.sh, not of the program."""


def asked_as(words: list[str]) -> dict[str, Any]:
    """What the command line makes of words after `alongside`. Raises what it complains with."""
    command: Any = get_command(app)
    context = command.make_context("alongside", list(words), resilient_parsing=False)
    while hasattr(command, "resolve_command"):
        name, command, rest = command.resolve_command(context, [*context._protected_args, *context.args])
        context = command.make_context(name, rest, parent=context)
    return dict(context.params)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_setting_that_is_named_exists(file: Path) -> None:
    known = {name_of(field.name) for field in fields(Settings)} | ALSO_NAMED_SO
    named = set(re.findall(r"\bALONGSIDE_[A-Z][A-Z_]*[A-Z]", file.read_text(encoding="utf-8")))
    assert named <= known


def test_a_command_that_does_not_exist_would_be_found_out() -> None:
    assert asked_as(["serve", "--part", "rasa"])["part"] == "rasa"
    for words in (["serve", "--part", "kitchen"], ["serve", "--loudly"], ["deploy"]):
        with pytest.raises(Exception, match=r"(?i)not one of|no such"):
            asked_as(words)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_command_that_is_named_exists(file: Path) -> None:
    """A command begins with the program; in prose it stands between backticks or on a line of its own."""
    text = file.read_text(encoding="utf-8")
    commands = re.findall(r"(?:^|`|bin/|exec [a-z]+ |\s-- )alongside ([a-z][^`\n;|]*)", text, re.MULTILINE)
    if file.suffix == ".yml":
        commands += [" ".join(words) for words in _commands_in(yaml.safe_load_all(text))]
    for said in commands:
        told = re.sub(r"\$+\([^)]*\)|['\"]", "", said.replace("%i", "web"))
        words = re.sub(r"\s+(#|&&|>|in ).*", "", told).split()
        asked_as([re.sub(r"^\W*|\W*$", "", word) if not word.startswith("-") else word for word in words])


def _commands_in(node: Any) -> list[list[str]]:
    """What containers and probes give to the program."""
    found: list[list[str]] = []
    if isinstance(node, dict):
        words = node.get("command") or node.get("test") or []
        if isinstance(words, list):
            words = words[1:] if words[:1] == ["CMD"] else words
            if words[:1] == ["alongside"]:
                found.append(words[1:])
            elif words[:1] == ["serve"]:
                found.append(words)
        if isinstance(node.get("args"), list) and node["args"][0] in ("serve", "prepare"):
            found.append(node["args"])
        node = [*node.values()]
    if not isinstance(node, (str, int, float, type(None))):
        for below in node:
            found += _commands_in(below)
    return found


def test_every_file_that_is_named_exists() -> None:
    """As a path from the repository, in the guide and in what the files say of each other."""
    for file in FILES:
        for name in re.findall(r"(?<![\w/.-])((?:deploy|docs)/[\w@./*-]+)", file.read_text(encoding="utf-8")):
            there = [*ROOT.glob(name.rstrip("./"))] or (ROOT / name).is_relative_to(OWN)
            assert there, f"{file.name} names {name}"
    for name in re.findall(r"\]\(([^)#:]+)", GUIDE.read_text(encoding="utf-8")):
        assert (GUIDE.parent / name).exists(), f"the guide links to {name}"


def test_every_file_in_the_folder_is_told_of_in_the_guide() -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    for folder in sorted(each.name for each in (ROOT / "deploy").iterdir() if each.is_dir()):
        assert f"deploy/{folder}" in guide


def test_the_yaml_is_laid_out_well(run: Callable[..., Any], deploy: Path) -> None:
    done = run("yamllint", "--strict", "--format=parsable", "--config-file", deploy / "yamllint.yml", deploy)
    assert (done.returncode, done.stdout) == (0, "")
