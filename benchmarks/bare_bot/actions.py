"""The one action of the bare bot."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher


class ActionEcho(Action):
    """Says what was said."""

    def name(self) -> str:
        """The action's name in `domain.yml`."""
        return "action_echo"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Say it."""
        dispatcher.utter_message(text=(tracker.latest_message or {}).get("text"))
        return []
