"""Trains the model when there is none for the present training data."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

from bot.serving.files import log_file, model_file
from bot.settings import ROOT, Settings


def environment(**more: str) -> dict[str, str]:
    """The environment for a child process: Rasa reports to nobody and keeps to itself what concerns its authors.

    What Python has compiled is kept, whatever the environment says: Rasa then starts in a third of the time.
    """
    inherited = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return inherited | QUIET | {"PYTHONPYCACHEPREFIX": str(ROOT / "var" / "pycache")} | more


QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "PYTHONWARNINGS": "ignore",
}


class TrainingFailed(Exception):
    """The model could not be trained. The text says why, as far as one line can, and where to read on."""


def train(settings: Settings) -> Path:
    """Train the model, and take the models of earlier training data away.

    Raises TrainingFailed. A training that was interrupted leaves nothing behind.
    """
    model = model_file()
    log = log_file(settings, "training")
    model.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=model.parent, prefix=".training-") as folder:
        command = [sys.executable, "-m", "bot.rasa", "train", "--skip-validation", "--out", folder]
        with log.open("w", encoding="utf-8") as out:
            status = subprocess.call(
                [*command, "--fixed-model-name", "model"],
                cwd=ROOT,
                env=environment(),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        trained = Path(folder) / "model.tar.gz"
        if status or not trained.is_file():
            raise TrainingFailed(f"the model could not be trained: {_reason(log)} (All of it: {log})")
        trained.replace(model)
    for old in model.parent.glob("alongside-*.tar.gz"):
        if old != model:
            old.unlink(missing_ok=True)
    return model


def _reason(log: Path) -> str:
    """Why it failed, in one line: what stands after the last log entry, progress bar or stack trace."""
    lines = _COLOUR.sub("", log.read_text(encoding="utf-8", errors="replace")).splitlines()
    told: list[str] = []
    for line in reversed(lines):
        if _NOT_TOLD.search(line):
            break
        told.insert(0, line.strip())
    return textwrap.shorten(" ".join(told), 400, placeholder=" …") or "it said nothing."


_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_NOT_TOLD = re.compile(r"^ {2,}|^Traceback| (?:INFO|WARNING|ERROR) |it/s")
