"""Python's search for garbage, kept off while rules are read and compiled."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def nothing_collected() -> Iterator[None]:
    """Keep Python from looking for garbage while the block runs.

    What is read and compiled stays, and looking through its many small objects again and again takes up to a third
    of the time.
    """
    collected = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collected:
            gc.enable()
