"""Rasa's REST channel, watched: what it takes, what goes wrong, and which request of the web part it belongs to.

Rasa's own channel logs a message that cannot be answered, and so what somebody has typed. Here errors are told before
they get there. It also answers whether there is a model: without one Rasa runs, and answers nothing.
"""

from __future__ import annotations

import logging
from asyncio import CancelledError
from collections.abc import Callable, Coroutine
from time import perf_counter
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.channels.rest import RestInput
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.watching.errors import kind_of, places_of
from bot.watching.metrics import ERRORS, MESSAGE_SECONDS, MESSAGES_UNDER_WAY
from bot.watching.request_ids import KEY, answering, request_id_from

log = logging.getLogger(__name__)

OnMessage = Callable[[UserMessage], Coroutine[Any, Any, None]]


class Rest(RestInput):
    """As its parent, under the same name and addresses: `GET /webhooks/rest/ready` is new."""

    def blueprint(self, on_new_message: OnMessage) -> Blueprint:
        """The routes of the channel."""
        routes = super().blueprint(watched(on_new_message))

        async def ready(request: Request) -> HTTPResponse:
            agent = getattr(request.app.ctx, "agent", None)
            is_ready = agent is not None and agent.is_ready()
            trouble = [] if is_ready else ["The model is not loaded; Rasa's log tells why."]
            return json({"status": "ok" if is_ready else "down", "trouble": trouble}, 200 if is_ready else 503)

        routes.add_route(ready, "/ready", methods=["GET"])
        return routes


def watched(on_new_message: OnMessage) -> OnMessage:
    """Handle a message as before. What goes wrong is told without the message; the sender then gets no answer."""

    async def handle(message: UserMessage) -> None:
        began = perf_counter()
        request_id = request_id_from((message.metadata or {}).get(KEY))
        with answering(request_id, str(message.sender_id)), MESSAGES_UNDER_WAY.track_inprogress():
            try:
                await on_new_message(message)
            except CancelledError:
                # As in Rasa's own channel: what has been said by then is the answer.
                ERRORS.labels("message_given_up").inc()
                log.error("A message was given up before it was answered.")
            except Exception as error:
                ERRORS.labels("message_failed").inc()
                log.error("A message could not be answered: %s at %s", kind_of(error), places_of(error))
            finally:
                took = perf_counter() - began
                MESSAGE_SECONDS.observe(took)
                log.info("Answered a message.", extra={"ms": round(took * 1000)})

    return handle
