"""Says which component of a bot needs TensorFlow, before a training begins and not at its end."""

from __future__ import annotations

import importlib.machinery
import importlib.util
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any

CHECKS = "rasa.engine.validation"
"""Rasa's module that looks over all components of a configuration before it is trained."""

CHECK = "_validate_required_packages"
"""Its function that looks whether the packages are there which a component says it needs; none says TensorFlow."""

HOW = (
    "Run `make full`, which installs TensorFlow as well, or take out of config.yml what needs it. "
    "Everything else works without."
)


def error(what: str) -> Exception:
    """An error that Rasa's command line prints as a line, for something that needs TensorFlow."""
    from rasa.shared.exceptions import RasaException

    class TensorFlowNeeded(RasaException, ImportError):
        """Something needs TensorFlow, which the light installation leaves out."""

    return TensorFlowNeeded(f"{what} needs TensorFlow, which the light installation leaves out. {HOW}")


def needs_tensorflow(component: type) -> bool:
    """Whether a component is made, in a module of its own or of its parents, with what is not there."""
    from bot.rasa.light.stand_in import refuses_with

    modules = (sys.modules.get(one.__module__) for one in component.__mro__)
    parts = [part for module in modules if module is not None for part in vars(module).values()]
    return any(refuses_with(part, error) for part in parts)


def check_first(own: Any) -> Any:
    """Rasa's own check, with a look at TensorFlow before it."""

    def check(node: Any) -> None:
        if needs_tensorflow(node.uses):
            raise error(f"The component {node.uses.__name__}")
        own(node)

    return check


class _Watch:
    """Adds the look at TensorFlow to Rasa's checks as soon as they are imported."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name != CHECKS:
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(name)
        if spec is None or spec.loader is None:
            return spec
        execute = spec.loader.exec_module

        def execute_and_add(module: ModuleType) -> None:
            execute(module)
            if hasattr(module, CHECK):
                setattr(module, CHECK, check_first(getattr(module, CHECK)))

        spec.loader.exec_module = execute_and_add  # type: ignore[method-assign]
        return spec


def watch() -> None:
    """From now on, say which component needs TensorFlow. Where it is installed none is found to."""
    sys.meta_path.insert(0, _Watch())
