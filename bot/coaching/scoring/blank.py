"""spaCy without the machine learning it would load if it found it.

thinc, which spaCy rests on, imports TensorFlow, PyTorch, MXNet and CuPy when they are installed: with
TensorFlow that takes seconds and hundreds of megabytes, and matching patterns needs none of it.
This module is the only place where the scorer imports spaCy.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

_UNNEEDED = ("tensorflow", "torch", "mxnet", "cupy")


@contextmanager
def _hidden(names: tuple[str, ...]) -> Iterator[None]:
    """Make the named modules look absent while the block runs; those already imported are left alone."""
    absent = [name for name in names if name not in sys.modules]
    for name in absent:
        sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        for name in absent:
            if name in sys.modules and sys.modules[name] is None:
                del sys.modules[name]


with _hidden(_UNNEEDED):
    import spacy
    from spacy.language import Language
    from spacy.matcher import Matcher
    from spacy.tokens import Doc

__all__ = ["Doc", "Language", "Matcher", "blank_english"]


def blank_english() -> Language:
    """spaCy's English without trained parts: its vocabulary, on which patterns and texts meet."""
    return spacy.blank("en")
