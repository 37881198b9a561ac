"""What stands in for TensorFlow where it is not installed.

Rasa imports TensorFlow as soon as it starts, whatever a bot is made of: the modules of all its components are read, to
know them by name. What those modules do with it then is little: they derive classes from it, and name its types. Here
they find classes to derive from and to name, under any name they ask for. Whoever goes on to use one, by making an
object of it or calling it as a function, gets `TensorFlowNeeded`, which says what to do.

- The real one always wins: Python asks here last, for what it has found nowhere else.
- Only the import statements in Rasa's own modules are answered. spaCy, and whoever tries out whether TensorFlow is
  there, go on finding that it is not.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any, NoReturn

from bot.rasa.light import needed

STOOD_IN_FOR = ("tensorflow", "keras")
"""The packages that Rasa's modules import at once; keras comes with TensorFlow."""

_MACHINERY = ("importlib._bootstrap", "_frozen_importlib")
"""What Python calls the module that carries out an import statement."""


class NotThere(type):
    """The kind of all classes that stand in for something of TensorFlow's."""

    def __getattr__(cls, name: str) -> Any:
        return _stand_in(f"{cls.__module__}.{cls.__qualname__}", name)

    def __call__(cls, *_: Any, **__: Any) -> NoReturn:
        """Making an object of it, or of a class derived from it, is where TensorFlow is really needed."""
        raise needed.error(cls.__qualname__)


class StandIn(ModuleType):
    """A module of TensorFlow's in which everything that is asked for is there by name."""

    def __getattr__(self, name: str) -> Any:
        made = _stand_in(self.__name__, name)
        setattr(self, name, made)
        return made


def _stand_in(place: str, name: str) -> Any:
    """A class for what is asked for. What is private, or looked for by Python on everything, stays missing."""
    if name.startswith("_"):
        raise AttributeError(name)
    return NotThere(name, (), {"__module__": place})


class Finder(importlib.abc.Loader):
    """Finds the stand-in when a module of Rasa's imports TensorFlow."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """As Python's import system asks all finders, in their order."""
        if name.partition(".")[0] not in STOOD_IN_FOR or not _rasa_imports():
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> StandIn:
        """An empty module, which makes up what it is asked for."""
        return StandIn(spec.name)

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
    sys.meta_path.append(Finder())
    needed.watch()
