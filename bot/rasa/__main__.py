"""Rasa's command line, whether TensorFlow is installed or not: `python -m bot.rasa train …` is `rasa train …`."""

from __future__ import annotations

import sys

from bot.rasa.light import install


def main() -> None:
    """Run Rasa with the arguments of this process."""
    install()
    from rasa.__main__ import main as rasa

    sys.argv[0] = "rasa"
    rasa()


if __name__ == "__main__":
    main()
