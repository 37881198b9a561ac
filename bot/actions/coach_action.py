"""What every action of the coach has in common: it answers one message, and never with silence."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from collections.abc import Mapping
from time import perf_counter
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.catching_up import catch_up
from bot.actions.saying import say
from bot.actions.stage import stage
from bot.actions.talk import Talk
from bot.records import UnknownSession
from bot.watching.errors import kind_of, places_of
from bot.watching.metrics import ACTION_SECONDS, ERRORS
from bot.watching.request_ids import KEY, answering, request_id_from

logger = logging.getLogger(__name__)


class CoachAction(Action, ABC):
    """An action that speaks through a `Talk`."""

    command: str
    """The action's name without "action_"."""

    def name(self) -> str:
        """The action's name in `domain.yml`."""
        return f"action_{self.command}"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Answer the message. If that fails, say so and leave everything as it was."""
        began = perf_counter()
        with answering(request_id_from(_metadata(tracker).get(KEY)), tracker.sender_id):
            talk = self._answered(tracker)
            say(dispatcher, talk.messages, talk.in_terminal)
            events = talk.events()
            took = perf_counter() - began
            ACTION_SECONDS.labels(self.command).observe(took)
            logger.info("Ran an action.", extra={"action": self.command, "ms": round(took * 1000)})
        return events

    def _answered(self, tracker: Tracker) -> Talk:
        talk = Talk(stage(), tracker)
        try:
            if catch_up(talk):
                talk.coach("notice", talk.stage.conversation.says.trouble, again=True)
            else:
                self.speak(talk)
        except UnknownSession:
            talk = Talk(stage(), tracker)
            talk.role_play = None
            talk.coach("notice", talk.stage.conversation.says.lost, talk.buttons("list_scenarios"))
        except Exception as error:
            # Whatever it was, a person is waiting for an answer. An error's own text may hold words they typed.
            ERRORS.labels("action_failed").inc()
            logger.error("%s failed: %s at %s", self.name(), kind_of(error), places_of(error))
            talk = Talk(stage(), tracker)
            talk.coach("notice", talk.stage.conversation.says.trouble, again=True)
        return talk

    @abstractmethod
    def speak(self, talk: Talk) -> None:
        """Answer the message by letting coach and parent speak, and by changing `talk.role_play`."""


def _metadata(tracker: Tracker) -> Mapping[str, Any]:
    return (tracker.latest_message or {}).get("metadata") or {}
