"""Damaged knowledge files: the real ones with something dropped, doubled, retyped, moved or typed wrongly."""

from __future__ import annotations

import random
from collections.abc import Callable

import yaml

ODD_VALUES = (
    "",
    "~",
    "true",
    "[]",
    "{}",
    "- a",
    "-1",
    "1e400",
    "9" * 5000,
    "2024-13-45",
    "0x1F",
    "190:20:30",
    "!!int abc",
    "!!binary ####",
    "!!python/object:os.system x",
    "!unknown x",
    "*nowhere",
    "&itself [*itself]",
    "<<",
    "{a: {b: {c: [d]}}}",
    "[" * 60 + "]" * 60,
    "'never closed",
    '"\\ud800"',
    '"\\0"',
    "|",
    "👩‍👩‍👧‍👦 ‮txet",
    "x" * 20_000,
    "{parent} {nobody} {0} {",
    "? [a, b]",
)
"""What stands where something else is expected."""

BOMB = "bomb: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"bomb{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]\n" for level in range(1, 9)
)


def damaged(text: str, seed: int) -> bytes:
    """The text of a file after one to three mishaps; the same seed gives the same ones."""
    chance = random.Random(seed)
    for _ in range(chance.randint(1, 3)):
        text = chance.choice(MISHAPS)(text, chance)
    data = text.encode("utf-8", "surrogatepass")
    if chance.random() < 0.05:
        data = chance.choice((data.decode("utf-8", "replace").encode("utf-16"), b"\xff\xfe" + data, b"\xc3" + data))
    return data


def _line(text: str, chance: random.Random) -> tuple[list[str], int]:
    lines = text.splitlines(keepends=True) or ["\n"]
    return lines, chance.randrange(len(lines))


def _drop_lines(text: str, chance: random.Random) -> str:
    lines, at = _line(text, chance)
    del lines[at : at + chance.randint(1, 4)]
    return "".join(lines)


def _double_line(text: str, chance: random.Random) -> str:
    lines, at = _line(text, chance)
    return "".join([*lines[:at], lines[at], *lines[at:]])


def _move_line(text: str, chance: random.Random) -> str:
    lines, at = _line(text, chance)
    lines.insert(chance.randrange(len(lines)), lines.pop(at))
    return "".join(lines)


def _indent(text: str, chance: random.Random) -> str:
    lines, at = _line(text, chance)
    lines[at] = chance.choice(("  ", " ", "\t", "        ")) + lines[at]
    return "".join(lines)


def _undent(text: str, chance: random.Random) -> str:
    lines, at = _line(text, chance)
    lines[at] = lines[at].lstrip(" ")
    return "".join(lines)


def _odd_value(text: str, chance: random.Random) -> str:
    lines, at = _line(text, chance)
    key, colon, _ = lines[at].partition(":")
    lines[at] = f"{key}{colon or ':'} {chance.choice(ODD_VALUES)}\n"
    return "".join(lines)


def _misspell(text: str, chance: random.Random) -> str:
    at = chance.randrange(len(text) or 1)
    return text[:at] + chance.choice("abz:-#'\"{}[]\n\t %&*!|>?@`,\0\u2028\ufeff") + text[at + 1 :]


def _cut_off(text: str, chance: random.Random) -> str:
    return text[: chance.randrange(len(text) or 1)]


def _add_bomb(text: str, chance: random.Random) -> str:
    return text + "\n" + BOMB


def _other_shape(text: str, chance: random.Random) -> str:
    """Retype or drop a value anywhere in the tree, and write the whole anew."""
    if "bomb8:" in text or len(text) > 60_000:
        return text  # Its tree has a hundred million places.
    try:
        tree = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError):
        return text
    places: list[tuple[dict[object, object] | list[object], object]] = []

    def walk(node: object) -> None:
        if isinstance(node, dict):
            places.extend((node, key) for key in node)
            for value in node.values():
                walk(value)
        elif isinstance(node, list):
            places.extend((node, at) for at in range(len(node)))
            for value in node:
                walk(value)

    try:
        walk(tree)
    except RecursionError:
        return text
    if not places:
        return text
    holder, key = chance.choice(places)
    if chance.random() < 0.3:
        del holder[key]  # type: ignore[arg-type]
    else:
        holder[key] = chance.choice((None, 0, -3, 1.5, True, "", "x", [], {}, ["x"], {"x": "y"}))  # type: ignore[call-overload]
    return str(yaml.safe_dump(tree, sort_keys=False, allow_unicode=True))


Mishap = Callable[[str, random.Random], str]

MISHAPS: tuple[Mishap, ...] = (
    _drop_lines,
    _double_line,
    _move_line,
    _indent,
    _undent,
    _odd_value,
    _odd_value,
    _misspell,
    _misspell,
    _cut_off,
    _add_bomb,
    _other_shape,
    _other_shape,
    _other_shape,
)
