"""The way to Rasa: its REST channel, on this machine or on several, of which any may serve any turn."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Sequence
from typing import Any

import aiohttp
import msgspec

from bot.records import Message
from bot.records.values import Stands
from bot.watching.metrics import TURN_SECONDS
from bot.watching.request_ids import KEY, current_request_id
from bot.web.replicas import Replicas

log = logging.getLogger(__name__)

KEEP_FOR = 4.0
"""Seconds that a connection is kept without use: less than Rasa does, so that it is never used as Rasa closes it."""

CONNECTS_WITHIN = 2.0
"""Seconds."""

PATIENCE = 30.0
"""Seconds for an answer. A turn takes a fraction of one; the rest is for a machine that is busy."""

PATIENCE_IF_ANOTHER_MAY_DO = 8.0
"""Seconds after which the next Rasa is asked instead, if there is one."""


class NoAnswer(Exception):
    """Rasa cannot be reached; or it answered nothing, because the action server is down; or an action failed.

    `words` are what the coach said about it, if anything.
    """

    def __init__(self, words: str | None = None) -> None:
        super().__init__("Rasa gave no answer.")
        self.words = words


class NotReached(NoAnswer):
    """The message has not got to Rasa."""


class Rasa:
    """Rasa as a conversation partner.

    What a person says is kept once under its client id, so it may be handed to another Rasa when one gives no answer.
    A command is only handed on if it has not got to the first.
    """

    def __init__(self, rasa_urls: Sequence[str], actions_urls: Sequence[str]) -> None:
        # Without trust_env a proxy that is set for the outside world would get to hear every word.
        self._connections: aiohttp.ClientSession | None = None
        self._rasas = Replicas(rasa_urls)
        self._actions = actions_urls

    async def close(self) -> None:
        """Give the connections back."""
        if self._connections is not None:
            await self._connections.close()

    @property
    def _http(self) -> aiohttp.ClientSession:
        """Made with the first question, since it belongs to the loop that runs then."""
        if self._connections is None:
            connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=KEEP_FOR)
            self._connections = aiohttp.ClientSession(connector=connector, trust_env=False)
        return self._connections

    async def say(self, session: str, text: str, client_id: str, stands: Stands) -> list[Message]:
        """Say something in a session's conversation, in which the role-play stands like that. Raises NoAnswer.

        The words as typed go along in the metadata. Rasa takes a message that begins with "/" for a
        command, which is not for people to give: it sees the text without.
        """
        plain = text.lstrip("/ \t\r\n") or "…"
        with TURN_SECONDS.labels("rasa").time():
            metadata = {"client_id": client_id, "reply": text, "stands": stands}
            return await self._send(session, plain, metadata, kept_once=True)

    async def order(self, session: str, intent: str, stands: Stands = "off", **entities: Any) -> list[Message]:
        """Give a command, as a button does. Raises NoAnswer."""
        return await self.press(session, f"/{intent}{json.dumps(entities) if entities else ''}", stands)

    async def press(self, session: str, payload: str, stands: Stands) -> list[Message]:
        """Press a button with that payload. Raises NoAnswer."""
        return await self._send(session, payload, {"stands": stands}, kept_once=False)

    async def is_up(self) -> bool:
        """Whether a Rasa takes messages, and has a model by which to answer them."""
        return await self._one_answers([f"{address}/webhooks/rest/ready" for address in self._rasas.addresses])

    async def actions_are_up(self) -> bool:
        """Whether an action server takes actions."""
        return await self._one_answers([f"{address}/health" for address in self._actions])

    async def _one_answers(self, addresses: Sequence[str]) -> bool:
        return any(await asyncio.gather(*map(self._answers, addresses)))

    async def _answers(self, address: str) -> bool:
        try:
            async with self._http.get(address, timeout=aiohttp.ClientTimeout(total=3.0)) as response:
                return response.status == 200
        except (aiohttp.ClientError, asyncio.TimeoutError):
            return False

    async def _send(self, session: str, message: str, metadata: dict[str, str], *, kept_once: bool) -> list[Message]:
        metadata[KEY] = current_request_id() or ""
        body = {"sender": session, "message": message, "metadata": metadata}
        *others, last = self._rasas.in_order()
        for address in others:
            messages = await self._ask_unless_down(address, body, kept_once)
            if messages is not None:
                return messages
        return await self._ask(last, body, PATIENCE)

    async def _ask_unless_down(self, address: str, body: dict[str, Any], kept_once: bool) -> list[Message] | None:
        """As `_ask`; None if another Rasa may be asked instead. Raises NoAnswer if not."""
        try:
            return await self._ask(address, body, PATIENCE_IF_ANOTHER_MAY_DO if kept_once else PATIENCE)
        except NoAnswer as error:
            if error.words or not (kept_once or isinstance(error, NotReached)):
                raise
            return None

    async def _ask(self, address: str, body: dict[str, Any], patience: float) -> list[Message]:
        """Hand a message to the Rasa at that address. Raises NoAnswer."""
        timeout = aiohttp.ClientTimeout(total=patience, sock_connect=CONNECTS_WITHIN)
        webhook = f"{address}/webhooks/rest/webhook"
        try:
            with self._rasas.asking(address):
                content = msgspec.json.encode(body)
                async with self._http.post(webhook, data=content, headers=JSON, timeout=timeout) as response:
                    response.raise_for_status()
                    said = msgspec.json.decode(await response.read(), type=list[dict[str, Any]])
        except (aiohttp.ClientError, asyncio.TimeoutError, msgspec.DecodeError) as error:
            log.warning("Rasa gave no answer: %s", type(error).__name__)
            self._rasas.gave_no_answer(address)
            raise (NotReached if isinstance(error, NOT_REACHED) else NoAnswer)() from error
        messages = [_message_from(one) for one in said]
        if not messages:
            log.warning("Rasa answered nothing; is the action server up?")
            self._rasas.gave_no_answer(address)
            raise NoAnswer()
        self._rasas.answered(address)
        for one in messages:
            if one.get("again"):
                raise NoAnswer(one["text"])
        return messages


NOT_REACHED = (aiohttp.ClientConnectorError, aiohttp.ServerTimeoutError)
"""The second is what a connection that was not made in time is called."""

JSON = {"Content-Type": "application/json"}


def _message_from(said: dict[str, Any]) -> Message:
    """One message of Rasa's. What is not structured comes from Rasa's own responses: that is the coach."""
    custom = said.get("custom")
    if isinstance(custom, dict) and "speaker" in custom:
        return custom
    message: Message = {"speaker": "coach", "text": str(said.get("text", ""))}
    if said.get("buttons"):
        message["buttons"] = said["buttons"]
    return message
