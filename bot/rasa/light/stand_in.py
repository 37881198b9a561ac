"""What stands in for TensorFlow where it is not installed.

Rasa imports TensorFlow as soon as it starts, whatever a bot is made of: the modules of all its components are read, to
know them by name. What those modules do with it then is little: they derive classes from it, and name its types. Here
they find classes to derive from and to name, under any name they ask for. Whoever goes on to use one, by making an
object of it or calling it as a function, gets `TensorFlowNeeded`, which says what to do.

- The real TensorFlow always wins: Python asks here last, for what it has found nowhere else.
- Only the import statements in Rasa's own modules are answered. spaCy, and whoever tries out whether TensorFlow is
  there, go on finding that it is not.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
from collections.abc import Callable, Collection, Sequence
from types import ModuleType
from typing import Any, NoReturn

from bot.rasa.light import needed

STOOD_IN_FOR = ("tensorflow", "keras")
"""The packages that Rasa's modules import at once; keras comes with TensorFlow."""

_MACHINERY = ("importlib._bootstrap", "_frozen_importlib")
"""What Python calls the module that carries out an import statement."""


Refusal = Callable[[str], Exception]
"""The error for whoever needs something of that name, which says what to do."""


class NotThere(type):
    """The kind of all classes that stand in for something of a library's."""

    _refusal: Refusal

    def __getattr__(cls, name: str) -> Any:
        return _stand_in(f"{cls.__module__}.{cls.__qualname__}", name, cls._refusal)

    def __call__(cls, *_: Any, **__: Any) -> NoReturn:
        """Making an object of it, or of a class derived from it, is where the library is really needed."""
        raise cls._refusal(cls.__qualname__)


class StandIn(ModuleType):
    """A module of a library's in which everything that is asked for is there by name."""

    def __init__(self, name: str, refusal: Refusal) -> None:
        super().__init__(name)
        self._refusal = refusal

    def __getattr__(self, name: str) -> Any:
        made = _stand_in(self.__name__, name, self._refusal)
        setattr(self, name, made)
        return made


def _stand_in(place: str, name: str, refusal: Refusal) -> Any:
    """A class for what is asked for. What is private, or looked for by Python on everything, stays missing."""
    if name.startswith("_"):
        raise AttributeError(name)
    return NotThere(name, (), {"__module__": place, "_refusal": staticmethod(refusal)})


def refuses_with(part: Any, refusal: Refusal) -> bool:
    """Whether that stands in for something, and is refused in those words."""
    return isinstance(part, NotThere | StandIn) and part._refusal is refusal


class Finder(importlib.abc.Loader):
    """Finds the stand-in when a module of Rasa's imports one of those packages."""

    def __init__(self, packages: Collection[str], refusal: Refusal) -> None:
        self._packages = frozenset(packages)
        self._refusal = refusal

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """As Python's import system asks all finders, in their order."""
        if name.partition(".")[0] not in self._packages or not _rasa_imports():
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> StandIn:
        """An empty module, which makes up what it is asked for."""
        return StandIn(spec.name, self._refusal)

    def exec_module(self, module: ModuleType) -> None:
        """There is nothing to run."""


def _rasa_imports() -> bool:
    """Whether what asks is an import statement in a module of Rasa's."""
    frame = sys._getframe(2)
    while frame is not None and frame.f_globals.get("__name__") in _MACHINERY:
        frame = frame.f_back  # type: ignore[assignment]
    asking = frame.f_globals.get("__name__", "") if frame is not None else ""
    return str(asking).partition(".")[0] == "rasa"


def install() -> None:
    """Let Rasa start in this Python without TensorFlow. Where TensorFlow is installed, nothing changes."""
    if any(isinstance(finder, Finder) for finder in sys.meta_path):
        return
    sys.meta_path.append(Finder(STOOD_IN_FOR, needed.error))
    needed.watch()
