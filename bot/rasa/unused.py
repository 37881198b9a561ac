"""What Rasa imports when it starts and this product never uses: libraries of other channels, for drawing, for prompts.

They take 27 MB and half a second of every start. The same stands in for them as for TensorFlow, though here also where
the real ones are installed, and only in the process that `alongside serve` starts: Rasa's own commands find them.
`ALONGSIDE_FASTER_RASA=false` leaves them all in. Libraries of other databases are not among them, since Rasa names
their errors where it catches some of ours.
"""

from __future__ import annotations

import sys
from pathlib import Path

import yaml

from bot.rasa.light.stand_in import Finder

OURS = frozenset(["bot.rasa.channel.Rest"])
"""The channels that need none of it."""

UNUSED = (
    "aiogram",  # Telegram
    "fbmessenger",  # Facebook
    "slack_sdk",  # Slack
    "socketio",  # a channel over web sockets
    "twilio",  # telephones
    "webexteamssdk",  # Webex
    "matplotlib",  # the pictures of `rasa test`
    "prompt_toolkit",  # the questions of `rasa init` and `rasa interactive`
    "questionary",
)


class LeftOut(ImportError):
    """Something needs a library that was left out."""


def refusal(what: str) -> LeftOut:
    """An error that says what to do."""
    return LeftOut(f"{what} is left out while Alongside runs; with ALONGSIDE_FASTER_RASA=false it is there.")


def leave_out(credentials: Path) -> bool:
    """From now on leave them out, unless those credentials name another channel than ours; whether they are."""
    if set(yaml.safe_load(credentials.read_text(encoding="utf-8")) or {}) != OURS:
        return False
    sys.meta_path.insert(0, Finder(UNUSED, refusal))
    return True
