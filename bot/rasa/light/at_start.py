"""Lets Rasa's own command, and every Python of this environment, start without TensorFlow.

`python -m bot.rasa.light.at_start` writes one line into a file beside the installed packages, which Python runs when it
starts. That line imports nothing: it waits until somebody imports Rasa. Should this repository be gone by then, nothing
happens.
"""

from __future__ import annotations

import sysconfig
from pathlib import Path

FILE = "alongside-light.pth"

WAIT_FOR_RASA = """
class WaitForRasa:
    def find_spec(self, name, path=None, target=None):
        if name != "rasa":
            return None
        sys.meta_path.remove(self)
        try:
            from bot.rasa.light import install
        except ImportError:
            return None
        install()
sys.meta_path.insert(0, WaitForRasa())
"""


def write(packages: Path) -> Path:
    """Write the line into the folder of installed packages, and give its file."""
    file = packages / FILE
    file.write_text(f"import sys; exec({WAIT_FOR_RASA!r})\n", encoding="utf-8")
    return file


if __name__ == "__main__":
    write(Path(sysconfig.get_path("purelib")))
