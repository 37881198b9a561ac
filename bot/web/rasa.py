"""The way to Rasa: its REST channel on this machine."""

from __future__ import annotations

import json
import logging
from typing import Any

import httpx
import msgspec

from bot.records import Message
from bot.records.values import Stands
from bot.watching.metrics import TURN_SECONDS
from bot.watching.request_ids import KEY, current_request_id

log = logging.getLogger(__name__)

PATIENCE = httpx.Timeout(30.0, connect=3.0)
"""Seconds. A turn takes a fraction of one; the rest is for a machine that is busy."""


class NoAnswer(Exception):
    """Rasa cannot be reached; or it answered nothing, because the action server is down; or an action failed.

    `words` are what the coach said about it, if anything.
    """

    def __init__(self, words: str | None = None) -> None:
        super().__init__("Rasa gave no answer.")
        self.words = words


class Rasa:
    """Rasa as a conversation partner."""

    def __init__(self, rasa_url: str, actions_url: str) -> None:
        # Without trust_env a proxy that is set for the outside world would get to hear every word.
        self._http = httpx.AsyncClient(timeout=PATIENCE, trust_env=False)
        self._rasa = rasa_url
        self._actions = actions_url

    async def close(self) -> None:
        """Give the connections back."""
        await self._http.aclose()

    async def say(self, session: str, text: str, client_id: str, stands: Stands) -> list[Message]:
        """Say something in a session's conversation, in which the role-play stands like that. Raises NoAnswer.

        The words as typed go along in the metadata. Rasa takes a message that begins with "/" for a
        command, which is not for people to give: it sees the text without.
        """
        plain = text.lstrip("/ \t\r\n") or "…"
        with TURN_SECONDS.labels("rasa").time():
            return await self._send(session, plain, {"client_id": client_id, "reply": text, "stands": stands})

    async def order(self, session: str, intent: str, stands: Stands = "off", **entities: Any) -> list[Message]:
        """Give a command, as a button does. Raises NoAnswer."""
        return await self.press(session, f"/{intent}{json.dumps(entities) if entities else ''}", stands)

    async def press(self, session: str, payload: str, stands: Stands) -> list[Message]:
        """Press a button with that payload. Raises NoAnswer."""
        return await self._send(session, payload, {"stands": stands})

    async def is_up(self) -> bool:
        """Whether Rasa takes messages."""
        return await self._answers(f"{self._rasa}/webhooks/rest/")

    async def actions_are_up(self) -> bool:
        """Whether the action server takes actions."""
        return await self._answers(f"{self._actions}/health")

    async def _answers(self, address: str) -> bool:
        try:
            return (await self._http.get(address, timeout=3.0)).status_code == 200
        except httpx.HTTPError:
            return False

    async def _send(self, session: str, message: str, metadata: dict[str, str]) -> list[Message]:
        metadata[KEY] = current_request_id() or ""
        body = {"sender": session, "message": message, "metadata": metadata}
        try:
            response = await self._http.post(f"{self._rasa}/webhooks/rest/webhook", json=body)
            response.raise_for_status()
            said = msgspec.json.decode(response.content, type=list[dict[str, Any]])
        except (httpx.HTTPError, msgspec.DecodeError) as error:
            log.warning("Rasa gave no answer: %s", type(error).__name__)
            raise NoAnswer() from error
        messages = [_message_from(one) for one in said]
        if not messages:
            log.warning("Rasa answered nothing; is the action server up?")
            raise NoAnswer()
        for one in messages:
            if one.get("again"):
                raise NoAnswer(one["text"])
        return messages


def _message_from(said: dict[str, Any]) -> Message:
    """One message of Rasa's. What is not structured comes from Rasa's own responses: that is the coach."""
    custom = said.get("custom")
    if isinstance(custom, dict) and "speaker" in custom:
        return custom
    message: Message = {"speaker": "coach", "text": str(said.get("text", ""))}
    if said.get("buttons"):
        message["buttons"] = said["buttons"]
    return message
