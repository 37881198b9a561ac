"""What every action of the coach has in common: it answers one message, and never with silence."""

from __future__ import annotations

import logging
import traceback
from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.saying import say
from bot.actions.stage import stage
from bot.actions.talk import Talk
from bot.records import UnknownSession

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
        talk = Talk(stage(), tracker)
        try:
            self.speak(talk)
        except UnknownSession:
            talk = Talk(stage(), tracker)
            talk.role_play = None
            talk.coach("notice", talk.stage.conversation.says.lost, talk.buttons("list_scenarios"))
        except Exception as error:
            # Whatever it was, a person is waiting for an answer. An error's own text may hold words they typed.
            where = "".join(traceback.format_tb(error.__traceback__))
            logger.error("%s failed: %s\n%s", self.name(), type(error).__name__, where)
            talk = Talk(stage(), tracker)
            talk.coach("notice", talk.stage.conversation.says.trouble, again=True)
        say(dispatcher, talk.messages, talk.in_terminal)
        return talk.events()

    @abstractmethod
    def speak(self, talk: Talk) -> None:
        """Answer the message by letting coach and parent speak, and by changing `talk.role_play`."""
