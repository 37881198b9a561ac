"""The regular expressions of the code, found in its source, and text on which a careless one takes for ever."""

from __future__ import annotations

import ast
import importlib
import re
import sre_parse
import string
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from bot.settings import ROOT

Search = Callable[[str], object]

FUNCTIONS = ("compile", "search", "match", "fullmatch", "split", "findall", "finditer", "sub")
FROM_THE_BEGINNING = ("match", "fullmatch")
PUMPS = 40
"""So many pieces of a pattern, at most, are repeated to make text from."""


class Found(NamedTuple):
    """A regular expression, where it stands, and how it is looked for."""

    where: str
    pattern: re.Pattern[str]
    searches: tuple[Search, ...]


class Unknown(NamedTuple):
    """One that is put together while the program runs."""

    where: str
    source: str


def regular_expressions(folder: Path) -> Iterator[Found | Unknown]:
    """All that stand below the folder."""
    for file in sorted(folder.rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _is_one(node)]
        if calls:
            name = ".".join(file.relative_to(ROOT).with_suffix("").parts)
            module = vars(importlib.import_module(name))
            for call in calls:
                yield _found(call, tree, module, f"{name}:{call.lineno}")


def _is_one(node: ast.Call) -> bool:
    if not isinstance(node.func, ast.Attribute):
        return False
    return isinstance(node.func.value, ast.Name) and node.func.value.id == "re" and node.func.attr in FUNCTIONS


def _found(call: Any, tree: ast.Module, module: dict[str, Any], where: str) -> Found | Unknown:
    function, flags = call.func.attr, call.args[1:] if call.func.attr == "compile" else ()
    flags = [keyword.value for keyword in call.keywords if keyword.arg == "flags"] or flags
    try:
        pattern, *options = [eval(ast.unparse(part), module) for part in (call.args[0], *flags)]
    except NameError:
        return Unknown(where, ast.unparse(call.args[0]))
    if isinstance(pattern, bytes):
        pattern = pattern.decode("latin-1")
        options = [option & ~re.ASCII for option in options]
    compiled = re.compile(pattern, *options)
    methods = _methods_of(call, tree) if function == "compile" else {function}
    if methods and methods <= set(FROM_THE_BEGINNING):
        return Found(where, compiled, tuple(getattr(compiled, method) for method in sorted(methods)))
    return Found(where, compiled, (partial(_everywhere, compiled),))


def _everywhere(pattern: re.Pattern[str], text: str) -> None:
    for _ in pattern.finditer(text):
        pass


def _methods_of(call: ast.Call, tree: ast.Module) -> set[str]:
    """What is asked of the pattern in its module; nothing if it has no name of its own."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and node.value is call and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            return {
                use.attr
                for use in ast.walk(tree)
                if isinstance(use, ast.Attribute) and isinstance(use.value, ast.Name) and use.value.id == name
            }
    return set()


def hostile_to(pattern: re.Pattern[str], length: int) -> Iterator[str]:
    """Texts of about that length: pieces of the pattern again and again, and then something that fits nowhere."""
    pieces = [piece for piece in dict.fromkeys([*_pieces(pattern), *" a.(", "\n"]) if piece][:PUMPS]
    pairs = [first + second for first, second in zip(pieces, pieces[1:] + pieces[:1], strict=True)]
    beginning = "".join(pieces[:1])
    for pump in dict.fromkeys([*pieces, *pairs]):
        many = pump * (length // len(pump) + 1)
        yield many + "\x00"
        yield f"{beginning}{many}\x00{many}!"


def _pieces(pattern: re.Pattern[str]) -> Iterator[str]:
    """Runs of letters that stand in the pattern, and one letter for each kind that it takes."""
    flags = pattern.flags & ~re.DEBUG
    return _pieces_of(sre_parse.parse(pattern.pattern, flags))


def _pieces_of(parsed: Any) -> Iterator[str]:
    run = ""
    for operation, argument in parsed:
        name = str(operation)
        if name == "LITERAL":
            run += chr(argument)
            continue
        if run:
            yield run
        run = ""
        if name == "IN":
            yield from _letters_of(argument)
        elif name in ("NOT_LITERAL", "ANY"):
            yield "b"
        elif name == "BRANCH":
            for branch in argument[1]:
                yield from _pieces_of(branch)
        elif name == "SUBPATTERN":
            yield from _pieces_of(argument[3])
        elif name in ("MAX_REPEAT", "MIN_REPEAT"):
            inner = list(_pieces_of(argument[2]))
            yield from inner
            yield "".join(inner)
        elif name in ("ASSERT", "ASSERT_NOT"):
            yield from _pieces_of(argument[1])
    if run:
        yield run


def _letters_of(choices: Any) -> Iterator[str]:
    """Two or three letters that a set takes: its first ones, or any that a set of others leaves."""
    taken = re.compile(_source(choices))
    fitting = [letter for letter in string.printable + "’“…–é" if taken.match(letter)]
    yield from dict.fromkeys((fitting[:1] + fitting[-1:]) if fitting else ())


def _source(choices: Any) -> str:
    classes = {
        "CATEGORY_SPACE": r"\s",
        "CATEGORY_NOT_SPACE": r"\S",
        "CATEGORY_WORD": r"\w",
        "CATEGORY_NOT_WORD": r"\W",
        "CATEGORY_DIGIT": r"\d",
        "CATEGORY_NOT_DIGIT": r"\D",
    }
    inside = ""
    for operation, argument in choices:
        name = str(operation)
        if name == "NEGATE":
            inside += "^"
        elif name == "LITERAL":
            inside += re.escape(chr(argument))
        elif name == "RANGE":
            inside += f"{re.escape(chr(argument[0]))}-{re.escape(chr(argument[1]))}"
        elif name == "CATEGORY":
            inside += classes[str(argument)]
    return f"[{inside}]"
