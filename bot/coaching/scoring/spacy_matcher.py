"""spaCy's Matcher, loaded only when there are rules with token patterns, and without machine learning.

Importing spaCy takes longer than all the rest of the scorer, so it is not done for rules that need no token
patterns. thinc, on which spaCy rests, also imports TensorFlow, PyTorch, MXNet and CuPy when they are installed: with
TensorFlow that takes seconds and hundreds of megabytes, and matching patterns needs none of it.
This module is the only place where the scorer imports spaCy.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, NamedTuple

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


class _Spacy(NamedTuple):
    """The parts of spaCy that are used."""

    vocab: Any
    doc: Any
    matcher: Any


@lru_cache(maxsize=1)
def _spacy() -> _Spacy:
    with _hidden(_UNNEEDED):
        import spacy
        from spacy.matcher import Matcher
        from spacy.tokens import Doc
    return _Spacy(spacy.blank("en").vocab, Doc, Matcher)


class TokenMatcher:
    """Token patterns of one rule.

    Raises ValueError for a pattern that spaCy cannot read.
    """

    def __init__(self, patterns: Iterable[Sequence[dict[str, Any]]]) -> None:
        self._matcher = _spacy().matcher(_spacy().vocab, validate=True)
        self._matcher.add("rule", [list(pattern) for pattern in patterns], greedy="LONGEST")

    def find(self, words: Sequence[str], lemmas: Sequence[str]) -> list[tuple[int, int]]:
        """Where the patterns match, as word numbers from start up to end; of overlapping matches the longest."""
        doc = _spacy().doc(_spacy().vocab, words=list(words), lemmas=list(lemmas))
        return [(start, end) for _, start, end in self._matcher(doc)]
