"""One script out of many, one style sheet out of many, so that a slow network is waited for once.

The scripts are written in few forms of ECMAScript modules, and only those are understood here:

    import { a, b as c } from "./place.js";      import "./place.js";
    export function a() …   export async function a() …   export class A …   export const a = …   export let a = …

Every module becomes a function that runs once, after those that it imports, and gives what it exports. What is exported
by `let` may change later, so it lives outside these functions, where all see the change. Indentation is left out.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable

from msgspec import Struct

Read = Callable[[str], str | None]
"""Gives the text of a file by its name, without comments; None if there is none."""

_IMPORT = re.compile(r'^import\s+(?:\{([^{}]*)\}\s*from\s*)?"(\.{1,2}/[^"]+)";', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?function\*?|class|const|let) (\w+)", re.MULTILINE)
_OTHER_FORM = re.compile(r"^(?:import|export|await)\b(?!\().*$", re.MULTILINE)
_LATER = re.compile(r'\bimport\("(\.{1,2}/[^"]+)"\)')
_INDENT = re.compile(r"\n\s+")
_AROUND = re.compile(r"\s*([{};])\s*")
_SHEET = re.compile(r'^@import "([^"]+)";$', re.MULTILINE)


class CannotBundle(ValueError):
    """A script or style in a form that is not understood. Its text says where and what."""


class _Module(Struct, frozen=True):
    name: str
    text: str
    imports: tuple[tuple[str, tuple[str, ...]], ...]
    exports: tuple[str, ...]
    live: tuple[str, ...]


def bundle_script(entry: str, read: Read) -> str:
    """The script of that name and all that it imports, as one script to stand in its place.

    Raises CannotBundle for a form that is not understood, a missing file, or scripts that import each other in a ring.
    """
    modules = [_module(name, posixpath.dirname(entry), read) for name in _in_order(entry, read)]
    number = {module.name: f"m{place}" for place, module in enumerate(modules)}
    live = [name for module in modules for name in module.live]
    if len(set(live)) < len(live):
        raise CannotBundle(f"two scripts export the same name by `let`, of {', '.join(live)}")
    parts = [f"let {', '.join(live)};"] if live else []
    for module in modules:
        given = [
            f"const {{ {', '.join(wanted)} }} = {number[source]};"
            for source, names in module.imports
            if (wanted := [name.replace(" as ", ": ") for name in names if name not in live])
        ]
        body = "\n".join([*given, module.text.strip(), f"return {{ {', '.join(module.exports)} }};"])
        parts.append(f"// {module.name}\nconst {number[module.name]} = (() => {{\n{body}\n}})();")
    return "\n".join(parts) + "\n"


def bundle_style(entry: str, read: Read) -> str:
    """A style sheet with every `@import "other.css";` replaced by what stands there, without needless white space.

    Raises CannotBundle.
    """

    def put(found: re.Match[str]) -> str:
        return bundle_style(posixpath.join(posixpath.dirname(entry), found[1]), read)

    return _AROUND.sub(r"\1", _SHEET.sub(put, _text(entry, read)))


def _dense(text: str) -> str:
    """The same without indentation and empty lines, which mean nothing to a browser."""
    return _INDENT.sub("\n", text)


def _text(name: str, read: Read) -> str:
    text = read(name)
    if text is None:
        raise CannotBundle(f"{name} does not exist")
    return text


def _at(name: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), path))


def _in_order(entry: str, read: Read) -> list[str]:
    """The names of all scripts that are needed, each after those that it imports."""
    done: list[str] = []

    def visit(name: str, above: tuple[str, ...]) -> None:
        if name in above:
            raise CannotBundle(f"scripts import each other in a ring: {' > '.join((*above, name))}")
        if name in done:
            return
        for found in _IMPORT.finditer(_text(name, read)):
            visit(_at(name, found[2]), (*above, name))
        done.append(name)

    visit(entry, ())
    return done


def _module(name: str, home: str, read: Read) -> _Module:
    text = _text(name, read)
    for path in _LATER.findall(text):
        if _IMPORT.search(_text(_at(name, path), read)):
            raise CannotBundle(f"{name} loads {path} later, which may then import nothing itself")
    if posixpath.dirname(name) != home and ("import.meta" in text or _LATER.search(text)):
        raise CannotBundle(f"{name} asks where it stands, and will stand elsewhere: move it beside the first script")
    imports = []
    for found in _IMPORT.finditer(text):
        names = tuple(" ".join(each.split()) for each in (found[1] or "").split(",") if each.strip())
        imports.append((_at(name, found[2]), names))
    exports = [(found[1], found[2]) for found in _EXPORT.finditer(text)]
    body = _EXPORT.sub(lambda found: found[2] if found[1] == "let" else f"{found[1]} {found[2]}", _IMPORT.sub("", text))
    other = _OTHER_FORM.search(body)
    if other:
        raise CannotBundle(f"{name}: this form is not understood: {other[0]}")
    if any(line.count("`") % 2 for line in body.split("\n")):
        raise CannotBundle(f"{name}: a text in backquotes runs over several lines, whose indentation would be lost")
    return _Module(
        name,
        _dense(body),
        tuple(imports),
        tuple(exported for kind, exported in exports if kind != "let"),
        tuple(exported for kind, exported in exports if kind == "let"),
    )
