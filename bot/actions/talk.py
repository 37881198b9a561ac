"""One message of the trainee, and all that is needed to answer it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import ActiveLoop, EventType, FollowupAction, SlotSet

from bot.actions.role_play import LOOP, SLOT, RolePlay, role_play_from, role_play_of
from bot.actions.stage import Stage
from bot.coaching.feedback.conversation import Command
from bot.coaching.feedback.wording import called
from bot.coaching.play import Play
from bot.coaching.roleplay.scenario import Scenario
from bot.coaching.roleplay.state import ParentState
from bot.coaching.roleplay.talk import spoken_by
from bot.coaching.roleplay.voices import by_speaker
from bot.records import Message, WorkshopSettings

Button = dict[str, str]


class Talk:
    """What the trainee sent, the role-play as it stands, and what has been said in answer so far.

    `role_play` may be replaced; `events` tells Rasa what has changed.
    """

    def __init__(self, stage: Stage, tracker: Tracker) -> None:
        message: Mapping[str, Any] = tracker.latest_message or {}
        metadata: Mapping[str, Any] = message.get("metadata") or {}
        self.stage = stage
        self.session: str = tracker.sender_id
        self.sent: str = message.get("text") or ""
        """The message as Rasa had it: a button's payload begins with "/"."""
        self.reply: str = str(metadata.get("reply") or self.sent)
        """The trainee's words exactly as typed."""
        self.client_id: str | None = str(metadata["client_id"]) if metadata.get("client_id") else None
        self.stands: str | None = metadata.get("stands")
        """How the role-play stands by the records, as `Stands`; None if whoever sent the message does not know."""
        self.intent: str | None = (message.get("intent") or {}).get("name")
        self.in_loop: bool = (tracker.active_loop or {}).get("name") == LOOP
        self.in_terminal: bool = tracker.get_latest_input_channel() == "cmdline"
        self.messages: list[Message] = []
        self._entities = _outermost(message.get("entities") or ())
        self._slot = tracker.get_slot(SLOT)
        self.role_play: RolePlay | None = role_play_from(self._slot)

    def entity(self, name: str) -> list[str]:
        """All values that were understood for an entity, in order, as text."""
        return [str(entity.get("value")) for entity in self._entities if entity.get("entity") == name]

    @property
    def pressed(self) -> bool:
        """Whether the message is a button's payload rather than words."""
        return self.sent.startswith("/")

    @property
    def play(self) -> Play | None:
        """The play of the current role-play; None if there is none, or its scenario is no more."""
        return self.stage.plays.get(self.role_play.scenario) if self.role_play else None

    @property
    def parent(self) -> str:
        """How the coach speaks of the parent."""
        return called(self.play.scenario.parent.name) if self.play else ""

    @cached_property
    def rules(self) -> WorkshopSettings | None:
        """The rules of the workshop that the session belongs to, if it belongs to one. Raises RecordsUnavailable."""
        found = self.stage.records.rules_of(self.session)
        return found.workshop.settings if found else None

    @property
    def offered(self) -> tuple[Scenario, ...]:
        """The scenarios that can be chosen, in order: those of the workshop, or all."""
        if self.rules is None:
            return self.stage.scenarios
        plays = self.stage.plays
        return tuple(plays[id].scenario for id in self.rules.scenarios if id in plays)

    def coach(self, kind: str, text: str, buttons: Iterable[Button] = (), **more: Any) -> None:
        """Let the coach say something."""
        message: Message = {"speaker": "coach", "kind": kind, "text": text, **more}
        listed = list(buttons)
        if listed:
            message["buttons"] = listed
        self.messages.append(message)

    def parent_says(self, scenario: Scenario, state: ParentState) -> None:
        """Let the parent say again what they have just said."""
        self.messages.extend(messages_of(scenario, state.line, spoken_by(scenario, state)))

    def buttons(self, *commands: Command) -> list[Button]:
        """Buttons for commands, in that order."""
        titles = self.stage.conversation.buttons
        return [{"title": titles[name].format(parent=self.parent), "payload": f"/{name}"} for name in commands]

    def events(self) -> list[EventType]:
        """What Rasa is to remember: the role-play if it has changed, and whether the loop takes the next message.

        Every action also says that Rasa is to listen next. Otherwise the loop would run at once on the message that
        opened it, or the rules on the one that closed it; and it spares Rasa to find that out by its rules.
        """
        events: list[EventType] = []
        slot = self.role_play.as_slot() if self.role_play else None
        if slot != self._slot:
            events.append(SlotSet(SLOT, slot))
        on = self.role_play is not None and self.role_play.on
        if on != self.in_loop:
            events.append(ActiveLoop(LOOP if on else None))
        return [*events, FollowupAction("action_listen")]


def _outermost(entities: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The entities, but for a word that is part of a longer one: "quiet" in "keep quiet" names no quiet child."""

    def within(inner: Mapping[str, Any], outer: Mapping[str, Any]) -> bool:
        # Those in a button's payload all have the same place, and those of a test need not have any.
        start, end = inner.get("start", 0), inner.get("end", 0)
        return (
            bool(outer.get("start", 0) <= start and end <= outer.get("end", 0))
            and outer.get("end", 0) - outer.get("start", 0) > end - start > 0
        )

    return [entity for entity in entities if not any(within(entity, other) for other in entities)]


def messages_of(scenario: Scenario, line: str, bubbles: Sequence[str]) -> list[Message]:
    """What the parent says, and whoever else speaks in it: a message for each speaker in a row."""
    return [
        {
            "speaker": "parent",
            "name": speech.name,
            "line": line,
            "text": "\n".join(speech.bubbles),
            "bubbles": list(speech.bubbles),
        }
        for speech in by_speaker(scenario, bubbles)
    ]


def as_recorded(talk: Talk) -> RolePlay | None:
    """The role-play as the records know it. Raises RecordsUnavailable."""
    records = talk.stage.records
    session = records.session(talk.session)
    return role_play_of(session, records.latest_state(talk.session)) if session else None
