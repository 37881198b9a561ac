"""How messages leave: structured for a page, readable in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from bot.records import Message

PROMPT = "Choose, or type your own message:"


def say(dispatcher: CollectingDispatcher, messages: Sequence[Message], in_terminal: bool) -> None:
    """Send the messages in order, in the form that suits the channel."""
    for message in messages:
        if in_terminal:
            dispatcher.utter_message(text=readable(message))
            if message.get("buttons"):
                # Rasa's terminal cuts a text with buttons off at the edge, so the buttons go with a few words.
                dispatcher.utter_message(text=PROMPT, buttons=message["buttons"])
        else:
            dispatcher.utter_message(json_message=message)


def readable(message: Message) -> str:
    """A message as plain text with the speaker's name."""
    speaker: Any = message.get("name") if message["speaker"] == "parent" else "Coach"
    return f"{speaker}: {message['text']}"
