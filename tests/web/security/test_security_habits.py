"""Habits that keep things safe, looked after for whoever adds the next file or address."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
SOURCES = sorted((ROOT / "bot").rglob("*.py"))

UNSAFE_MODULES = {"pickle", "marshal", "shelve", "dill", "joblib", "cloudpickle", "telnetlib", "ftplib"}
"""What runs, or may run, what it reads; and what speaks without a secret."""

UNSAFE_CALLS = {"eval", "exec", "system", "popen", "unsafe_load", "full_load"}

TAKES_NO_TEXT = {
    "before", "beside", "beside_talk", "by", "code", "comment", "differing", "facilitator", "form", "invitation",
    "line", "look", "lowest_first", "move", "names", "participant", "probe", "revealed", "scenario", "session",
    "sheet", "talk", "turn", "which", "workshop",
}  # fmt: skip
"""Parts of addresses. Each holds an id, a number, a code or one of a few words; none what somebody typed."""


def unsafe_in(text: str) -> list[str]:
    """What in a file may run what it reads."""
    found: list[str] = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found += [one.name for one in node.names if one.name.partition(".")[0] in UNSAFE_MODULES]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] in UNSAFE_MODULES:
            found.append(node.module or "")
        elif isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in UNSAFE_CALLS or any(word.arg == "shell" for word in node.keywords):
                found.append(f"{name} in line {node.lineno}")
    return found


def test_nothing_that_is_read_is_run() -> None:
    found = {file.relative_to(ROOT).as_posix(): unsafe_in(file.read_text("utf-8")) for file in SOURCES}
    assert len(found) > 200
    assert {file: unsafe for file, unsafe in found.items() if unsafe} == {}
    assert len(unsafe_in("import pickle, os\nos.system('x')\nrun(shell=True)")) == 3


def test_no_address_holds_what_somebody_typed(open_site: Callable[..., Any]) -> None:
    """Addresses stand in the logs of every web server on the way."""
    named = {
        parameter.name
        for path in open_site().app.openapi_schema.paths.values()
        for method in (path.get, path.post, path.put, path.delete)
        if method is not None
        for parameter in method.parameters or []
        if parameter.param_in != "header"
    }
    assert named - TAKES_NO_TEXT == set(), "say here what these hold"
    assert TAKES_NO_TEXT - named == set(), "these are no more"


def test_every_route_says_that_it_may_ask_one_to_wait(open_site: Callable[..., Any]) -> None:
    for address, path in open_site().app.openapi_schema.paths.items():
        for method in (path.get, path.post, path.put, path.delete):
            assert method is None or {"408", "421", "429", "500"} <= method.responses.keys(), address
