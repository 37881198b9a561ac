"""Python's search for garbage, kept off while rules are read and compiled."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def nothing_collected() -> Iterator[None]:
    """Keep Python from looking for garbage while the block runs.

    What is read and compiled stays, and looking through its many small objects again and again takes up to a third
    of the time. When the block ends they count as old, so that they are not looked through at once either.
    """
    collected = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collected:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()
