"""YAML files with a strict schema, read fast, with the line of every fault.

A file is parsed once into nodes, which know their lines, and checked against a msgspec class.
"""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from pathlib import Path as FilePath
from typing import Any, Generic, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec
import yaml
from msgspec import NODEFAULT, Struct
from msgspec.structs import FieldInfo, fields
from yaml.constructor import ConstructorError

from bot.library.faults import Fault, KnowledgeError, nearest, shown

T = TypeVar("T")
Path = tuple[str | int, ...]
"""The way to a value inside a document: keys and positions."""

DEEPEST = 40
"""Levels of nesting in one file; the deepest of ours has about ten."""

MOST_VALUES = 200_000
"""Values in one file; the largest of ours has some ten thousand."""

UNSEEN = "\u2028\u2029\x85"
"""Signs that end a line for YAML and for no editor, so that every line after them would be told wrongly."""

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Document(Generic[T]):
    """A file that fits its schema: its `value`, and the way back to its lines."""

    def __init__(self, file: FilePath, text: str, value: T) -> None:
        self.file = file
        self.value = value
        self._text = text
        self._root: yaml.Node | None = None

    def line_of(self, *path: str | int) -> int:
        """The line on which the value at `path` begins, from 1; that of its nearest parent if it is left out."""
        if self._root is None:
            self._root = yaml.compose(self._text, Loader=_Loader)
        return _line_at(self._root, path)

    def fault(self, path: Sequence[str | int], what: str, mend: str = "") -> Fault:
        """A fault at the value at `path`."""
        return Fault(shown(self.file), self.line_of(*path), what, mend)


def read_document(file: FilePath, schema: type[T]) -> Document[T]:
    """Read one file.

    Raises KnowledgeError with every fault of the file if it is missing, is not YAML or does not fit.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError([Fault(shown(file), 1, f"cannot be read: {error}")]) from error
    faults = list(_unseen_breaks(file, text))
    text = text.translate(dict.fromkeys(map(ord, UNSEEN), " "))
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
        _check_size(root)
        value = None if root is None else _value(root, loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "this is not YAML"
        mend = "Look at the indentation and the quotes of this line and the one before."
        faults.append(Fault(shown(file), mark.line + 1 if mark else 1, problem, mend))
        raise KnowledgeError(faults) from error
    faults += [Fault(shown(file), line, what, mend) for line, what, mend in _repeated_keys(root)]
    try:
        fitting = msgspec.convert(value, schema)
    except msgspec.ValidationError as error:
        misfits = list(_misfits(value, schema, ())) or [((), *_in_words(value, schema, str(error)))]
        faults += [Fault(shown(file), _line_at(root, path), what, mend) for path, what, mend in misfits]
    if faults:
        raise KnowledgeError(faults)
    document = Document(file, text, fitting)
    document._root = root
    return document


def _unseen_breaks(file: FilePath, text: str) -> Iterator[Fault]:
    for number, line in enumerate(text.split("\n"), 1):
        for sign in UNSEEN:
            if sign in line:
                what = f"there is a line break that editors do not show (U+{ord(sign):04X})"
                yield Fault(shown(file), number, what, "Type this line anew, or put a space in its place.")


_TEXT, _LIST, _TABLE = (f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map"))


def _value(node: yaml.Node, loader: Any) -> Any:
    """What a node stands for. Texts, lists and tables are made here, several times as fast as PyYAML makes them."""
    if node.tag == _TEXT and isinstance(node, yaml.ScalarNode):
        return node.value
    if node.tag == _LIST and isinstance(node, yaml.SequenceNode):
        return [_value(item, loader) for item in node.value]
    if node.tag == _TABLE and isinstance(node, yaml.MappingNode) and all(key.tag == _TEXT for key, _ in node.value):
        return {_value(key, loader): _value(item, loader) for key, item in node.value}
    try:
        return loader.construct_object(node, deep=True)
    except ValueError as error:  # YAML takes a text for a number or a date that there cannot be.
        raise ConstructorError(problem=f"this cannot be read: {error}", problem_mark=node.start_mark) from error


def _check_size(root: yaml.Node | None) -> None:
    """Raises YAMLError for what holds itself, is nested too deep, or is huge because anchors repeat each other.

    No file of ours comes near these limits; a few lines of nested anchors would fill the memory.
    """
    sizes: dict[int, int] = {}

    def size(node: yaml.Node, depth: int = 1) -> int:
        known = sizes.get(id(node))
        if known == 0:
            raise ConstructorError(problem="this holds itself", problem_mark=node.start_mark)
        if depth > DEEPEST:
            raise ConstructorError(problem=f"this is nested more than {DEEPEST} deep", problem_mark=node.start_mark)
        if known is None:
            sizes[id(node)] = 0
            pairs = node.value if isinstance(node, yaml.CollectionNode) else ()
            inner = chain.from_iterable(pairs) if isinstance(node, yaml.MappingNode) else pairs
            sizes[id(node)] = known = 1 + sum(size(each, depth + 1) for each in inner)
            if known > MOST_VALUES:
                problem = f"this says more than {MOST_VALUES} things, anchors counted as often as they are named"
                raise ConstructorError(problem=problem, problem_mark=node.start_mark)
        return known

    if root is not None:
        size(root)


def _line_at(node: yaml.Node | None, path: Sequence[str | int]) -> int:
    """The line of the value at `path`, or of the deepest part of the path that exists."""
    line = 1
    for step in (None, *path):
        if step is not None:
            node = _child(node, step)
        if node is None:
            break
        line = node.start_mark.line + 1
    return line


def _child(node: yaml.Node | None, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return value
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step]
    return None


def _repeated_keys(node: yaml.Node | None) -> Iterator[tuple[int, str, str]]:
    if isinstance(node, yaml.MappingNode):
        seen: dict[str, int] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if key.value in seen:
                yield line, f'"{key.value}" is given twice', f"It also stands in line {seen[key.value]}; keep one."
            seen[key.value] = line
            yield from _repeated_keys(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _repeated_keys(item)


def _misfits(value: Any, schema: Any, path: Path) -> Iterator[tuple[Path, str, str]]:
    """Every place where `value` does not fit `schema`, with what is wrong and how to mend it."""
    plain = _without_meta(schema)
    origin = get_origin(plain)
    if origin in (Union, types.UnionType):
        kinds = [kind for kind in get_args(plain) if kind is not type(None)]
        if value is None and len(kinds) < len(get_args(plain)):
            return
        if len(kinds) == 1:
            yield from _misfits(value, kinds[0], path)
            return
    if isinstance(plain, type) and issubclass(plain, Struct) and isinstance(value, dict):
        yield from _misfits_of_struct(value, plain, path)
        return
    if origin in (tuple, list, frozenset, set) and isinstance(value, list):
        inner = list(_misfits_of_items(value, get_args(plain)[0], path))
        yield from inner
        if inner:
            return
    if origin in (dict, Mapping) and isinstance(value, dict):
        inner = [misfit for key, item in value.items() for misfit in _misfits(item, get_args(plain)[1], (*path, key))]
        yield from inner
        if inner:
            return
    try:
        msgspec.convert(value, schema)
    except msgspec.ValidationError as error:
        yield path, *_in_words(value, plain, str(error))


def _misfits_of_struct(value: dict[Any, Any], schema: type[Struct], path: Path) -> Iterator[tuple[Path, str, str]]:
    hints, known = _fields(schema)
    for key in value:
        if key not in known:
            yield (*path, key), f'"{key}" is not a field here', nearest(str(key), known, "fields")
    for name, field in known.items():
        if name in value:
            yield from _misfits(value[name], hints[field.name], (*path, name))
        elif field.default is NODEFAULT and field.default_factory is NODEFAULT:
            yield path, f'"{name}" is missing', f'Add "{name}:" here.'


@cache
def _fields(schema: type[Struct]) -> tuple[dict[str, Any], dict[str, FieldInfo]]:
    """The types of a schema's fields by their names in Python, and its fields by their names in files."""
    return get_type_hints(schema, include_extras=True), {field.encode_name: field for field in fields(schema)}


def _misfits_of_items(value: list[Any], schema: Any, path: Path) -> Iterator[tuple[Path, str, str]]:
    for position, item in enumerate(value):
        yield from _misfits(item, schema, (*path, position))


def _without_meta(schema: Any) -> Any:
    return get_args(schema)[0] if hasattr(schema, "__metadata__") else schema


def _in_words(value: Any, schema: Any, problem: str) -> tuple[str, str]:
    if get_origin(schema) is Literal:
        choices = [str(choice) for choice in get_args(schema)]
        return f'"{value}" is not a choice here', nearest(str(value), choices, "choices")
    if schema is str and isinstance(value, (bool, int, float)):
        return f"words are expected here, and YAML reads {value!r}", "Put it in quotes."
    return problem[:1].lower() + problem[1:].split(" - at `$")[0], ""
