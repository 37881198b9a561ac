"""One script out of many, one style sheet out of many, so that a slow network is waited for once.

The scripts are written in few forms of ECMAScript modules, and only those are understood here:

    import { a, b as c } from "./place.js";      import "./place.js";
    export function a() …   export async function a() …   export class A …   export const a = …   export let a = …

Every module becomes a function that runs once, after those that it imports, and gives what it exports. What is exported
by `let` may change later, so it lives outside these functions, where all see the change. Indentation and remarks at
the end of a line are left out.

`import("./place.js")` loads a script later. What that one imports comes in a bundle of its own, without what the first
has already: it is handed that, so that both use the same.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Iterator, Mapping

from msgspec import Struct

Read = Callable[[str], str | None]
"""Gives the text of a file by its name, without comments; None if there is none."""

_IMPORT = re.compile(r'^import\s+(?:\{([^{}]*)\}\s*from\s*)?"(\.{1,2}/[^"]+)";', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?function\*?|class|const|let) (\w+)", re.MULTILINE)
_OTHER_FORM = re.compile(r"^(?:import|export|await)\b(?!\().*$", re.MULTILINE)
_LATER = re.compile(r'\bimport\("(\.{1,2}/[^"]+)"\)')
_INDENT = re.compile(r"\n\s+")
_REMARK = re.compile(r"[ \t]+// [^\"'`\n]*$", re.MULTILINE)
"""The end of a line from `//` on. Without a quote after it, it cannot be part of a text."""
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


def bundle_scripts(entry: str, read: Read) -> dict[str, str]:
    """The script of that name and all that it imports, as one script to stand in its place, under its name.

    Beside it those that it loads later, each with what it alone imports, under theirs. A script that imports nothing
    can be loaded later as it is, and is not among them.

    Raises CannotBundle for a form that is not understood, a missing file, or scripts that import each other in a ring.
    """
    names = _in_order(entry, read)
    modules = [_module(name, posixpath.dirname(entry), read) for name in names]
    number = {module.name: f"m{place}" for place, module in enumerate(modules)}
    live = [name for module in modules for name in module.live]
    if len(set(live)) < len(live):
        raise CannotBundle(f"two scripts export the same name by `let`, of {', '.join(live)}")
    script = "\n".join([*([f"let {', '.join(live)};"] if live else []), *_functions(modules, number, live)]) + "\n"
    bundles, taken = {}, set(names)
    for path in dict.fromkeys(_LATER.findall(script)):
        later = _at(entry, path)
        if not _IMPORT.search(_text(later, read)):
            continue
        more = [name for name in _in_order(later, read) if name not in number]
        if taken & set(more):
            raise CannotBundle(f"{min(taken & set(more))} is needed by {later} and by another that is loaded later")
        taken.update(more)
        bundles[later], handed = _later(later, more, number, set(live), read)
        script = script.replace(f'import("{path}")', f'import("{path}").then((later) => later.bundled({handed}))')
    return {entry: script} | bundles


def bundle_styles(entry: str, read: Read) -> dict[str, str]:
    """A style sheet with every `@import "other.css";` replaced by what stands there, without needless white space.

    Under its name. Raises CannotBundle.
    """

    def put(found: re.Match[str]) -> str:
        other = posixpath.join(posixpath.dirname(entry), found[1])
        return bundle_styles(other, read)[other]

    return {entry: _AROUND.sub(r"\1", _SHEET.sub(put, _text(entry, read)))}


def _functions(modules: list[_Module], number: Mapping[str, str], live: Collection[str]) -> Iterator[str]:
    for module in modules:
        given = [
            f"const {{ {', '.join(wanted)} }} = {number[source]};"
            for source, names in module.imports
            if (wanted := [name.replace(" as ", ": ") for name in names if name not in live])
        ]
        body = "\n".join([*given, module.text.strip(), f"return {{ {', '.join(module.exports)} }};"])
        yield f"// {module.name}\nconst {number[module.name]} = (() => {{\n{body}\n}})();"


def _later(
    entry: str, names: list[str], there: Mapping[str, str], live: Collection[str], read: Read
) -> tuple[str, str]:
    """A bundle that is loaded later, and what it has to be handed."""
    modules = [_module(name, posixpath.dirname(entry), read) for name in names]
    # By their names, not their places: a page that was opened before an update may load this after it.
    number = {name: f'had["{name}"]' for name in there}
    number |= {module.name: f"n{place}" for place, module in enumerate(modules)}
    wanted = {source for module in modules for source, _ in module.imports}
    changing = [name for module in modules for _, names in module.imports for name in names if name in live]
    changing += [name for module in modules for name in module.live]
    if changing:
        raise CannotBundle(f"{entry} is loaded later and would not see how {changing[0]} changes")
    for module in modules:
        for path in _LATER.findall(module.text):
            if _IMPORT.search(_text(_at(module.name, path), read)):
                raise CannotBundle(f"{module.name} loads {path} later, which may then import nothing itself")
    handed = ", ".join(f'"{name}": {there[name]}' for name in there if name in wanted)
    functions = "\n".join([*_functions(modules, number, ()), f"return {number[entry]};"])
    script = f"let once;\nexport const bundled = (had) => (once ??= (() => {{\n{functions}\n}})());\n"
    return script, f"{{ {handed} }}"


def _dense(text: str) -> str:
    """The same without indentation, empty lines and remarks, which mean nothing to a browser."""
    return _INDENT.sub("\n", _REMARK.sub("", text))


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
