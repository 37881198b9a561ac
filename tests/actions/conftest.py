"""A trainee who talks to the actions as Rasa would carry it, without Rasa: real knowledge, a real database."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.actions.coach_action import CoachAction
from bot.actions.role_play import LOOP, SLOT
from bot.actions.stage import Stage, stage
from bot.actions.teacher_reply import COMMANDS, ActionTeacherReply


class Trainee:
    """One conversation: keeps what Rasa's tracker would keep between two messages."""

    def __init__(self, session: str = "anna", channel: str = "rest") -> None:
        self.session = session
        self.channel = channel
        self.slot: Any = None
        self.in_loop = False
        self.followed_by: str | None = None

    def says(self, text: str, client_id: str | None = None) -> list[dict[str, Any]]:
        """Say something to the parent, inside the role-play."""
        assert self.in_loop
        metadata = {"reply": text, "client_id": client_id}
        return self.sends(ActionTeacherReply(), {"text": text.lstrip("/"), "metadata": metadata})

    def presses(self, command: str, **entities: Any) -> list[dict[str, Any]]:
        """Press a button: in the role-play its payload goes to the loop like everything else."""
        action = ActionTeacherReply() if self.in_loop else COMMANDS[command]()
        found = _as_entities(entities)
        return self.sends(action, {"text": f"/{command}", "intent": {"name": command}, "entities": found})

    def asks(self, action: CoachAction, text: str, **entities: Any) -> list[dict[str, Any]]:
        """Say something to the coach that Rasa has taken to mean `action`."""
        assert not self.in_loop
        found = _as_entities(entities)
        return self.sends(action, {"text": text, "entities": found})

    def sends(self, action: CoachAction, message: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Run an action on a message and take over what it changes; what was said in answer."""
        tracker = Tracker(
            self.session,
            {SLOT: self.slot},
            dict(message),
            [{"event": "user", "input_channel": self.channel}],
            False,
            None,
            {"name": LOOP} if self.in_loop else {},
            "action_listen",
        )
        dispatcher = CollectingDispatcher()
        self.followed_by = None
        for event in asyncio.run(action.run(dispatcher, tracker, {})):
            if event["event"] == "slot":
                self.slot = event["value"]
            elif event["event"] == "active_loop":
                self.in_loop = event["name"] == LOOP
            elif event["event"] == "followup":
                self.followed_by = event["name"]
        if self.channel == "cmdline":
            return [{"text": said["text"], "buttons": said["buttons"]} for said in dispatcher.messages]
        return [said["custom"] for said in dispatcher.messages]


def _as_entities(given: Mapping[str, Any]) -> list[dict[str, Any]]:
    """As Rasa hands on what stands in a payload: a list as one entity for each of its values."""
    listed = {name: value if isinstance(value, list) else [value] for name, value in given.items()}
    return [{"entity": name, "value": value} for name, values in listed.items() for value in values]


@pytest.fixture(scope="session")
def shared_stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The stage with a database of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ALONGSIDE_DATA_DIR", str(tmp_path_factory.mktemp("data")))
        stage.cache_clear()
        yield stage()
        stage().records.close()
        stage.cache_clear()


@pytest.fixture
def trainee(shared_stage: Stage, tmp_path: Path) -> Trainee:
    """A new trainee."""
    return Trainee(session=tmp_path.name)


@pytest.fixture
def in_talk(trainee: Trainee) -> Trainee:
    """A trainee to whom an angry parent has just said the first words."""
    trainee.presses("begin", scenario="angry_parent", seed=3)
    return trainee
