"""`alongside health`: asks one part, from within, whether it is well."""

from __future__ import annotations

import json
import urllib.error
import urllib.request

import typer

from bot.commands.outcome import BadInput, Failed
from bot.serving.places import Part, address_of
from bot.settings import ACTIONS_PORT, RASA_PORT, Settings, SettingsError, read_settings

PATIENCE = 4.0
"""Seconds."""


def tell_health(part: Part = "web", live: bool = False) -> None:
    """Say that a part can be used, or with `live` that it answers at all.

    Raises Failed with what is wrong, and BadInput for settings that cannot be used.
    """
    try:
        address = probe_of(part, live, read_settings())
    except SettingsError as error:
        raise BadInput(str(error)) from error
    trouble = trouble_at(address)
    if trouble is not None:
        raise Failed(f"{part} is not well: {trouble}")
    typer.echo(f"{part} is well.")


def probe_of(part: Part, live: bool, settings: Settings) -> str:
    """What is to be asked. Rasa and the actions are asked on this machine, on the ports that are set."""
    if part == "rasa":
        return f"http://127.0.0.1:{settings.rasa_port or RASA_PORT}/webhooks/rest/{'' if live else 'ready'}"
    if part == "actions":
        return f"http://127.0.0.1:{settings.actions_port or ACTIONS_PORT}/{'health' if live else 'ready'}"
    return f"{address_of(settings)}/health/{'live' if live else 'ready'}"


def trouble_at(address: str) -> str | None:
    """What is wrong with the part at that address; None if it is well."""
    try:
        with _direct.open(address, timeout=PATIENCE):
            return None
    except urllib.error.HTTPError as error:
        with error:
            return _told(error.read()) or f"it answers {error.code} at {address}."
    except (OSError, ValueError) as error:
        return f"it does not answer at {address} ({getattr(error, 'reason', None) or error})."


def _told(answer: bytes) -> str:
    """What a part itself says stands in the way."""
    try:
        found = json.loads(answer)
    except ValueError:
        return ""
    trouble = found.get("trouble") if isinstance(found, dict) else None
    return " ".join(map(str, trouble)) if isinstance(trouble, list) else ""


_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
"""Asks the machine itself, whatever proxy is set for the world outside."""
