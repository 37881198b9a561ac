"""No process outlives the one that started it, however that one came to its end."""

from __future__ import annotations

import os
import signal
import threading


def stop_with_parent() -> None:
    """Stop this process when its standard input closes: the parent holds the other end and never writes.

    Works on every system and also when the parent is killed outright.
    """
    threading.Thread(target=_wait, name="parent-watch", daemon=True).start()


def _wait() -> None:
    try:
        while os.read(0, 1024):
            pass
    except OSError:
        pass  # It was closed from the start, which comes to the same.
    os.kill(os.getpid(), signal.SIGTERM)
