"""Rasa is quicker here than it comes, and does the same."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from aiohttp import ClientConnectionError, web
from hypothesis import given, settings
from hypothesis import strategies as st
from rasa.core.actions.action import RemoteAction
from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.core.events import ActiveLoop, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.actions.role_play import LOOP
from bot.rasa import quicker
from bot.rasa.quicker import CHANGES, Change, fingerprint, found, quicken

pytestmark = pytest.mark.rasa


@pytest.fixture
def as_it_comes() -> Iterator[None]:
    """Rasa is put back as it was after the test."""
    own = [found(change) for change in CHANGES]
    yield
    for owner, name, function in own:
        setattr(owner, name, function)


@pytest.fixture
def quickened(as_it_comes: None) -> None:
    assert quicken() == []


@pytest.mark.parametrize("change", CHANGES, ids=[change.name for change in CHANGES])
def test_rasa_is_still_what_each_change_was_written_for(change: Change) -> None:
    _, _, own = found(change)
    assert fingerprint(own) == change.written_for, f"Read {change.module}.{change.name} again: Rasa has changed it."


def test_a_change_that_no_longer_fits_is_left_out_and_told(
    as_it_comes: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stale = CHANGES[0]._replace(written_for="another Rasa")
    monkeypatch.setattr(quicker, "CHANGES", (stale, *CHANGES[1:]))
    before = [found(change)[2] for change in CHANGES]
    assert quicken() == [stale]
    now = [found(change)[2] for change in CHANGES]
    assert now[0] is before[0]
    assert all(new is not old for new, old in zip(now[1:], before[1:], strict=True))
    assert CHANGES[0].name in caplog.text


EVENTS = st.sampled_from(
    [
        {"event": "slot", "name": "role_play", "value": {"heat": 3}, "timestamp": None},
        {"event": "active_loop", "name": None},
        {"event": "followup", "name": "action_listen"},
        {"event": "slot"},
        {"event": "no such event"},
        {"name": "nothing"},
        "text",
        None,
    ]
)
RESULTS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {}, optional={"events": st.lists(EVENTS, max_size=4) | st.none(), "responses": st.lists(st.none() | st.just({}))}
)


@settings(max_examples=100, deadline=None)
@given(result=RESULTS)
def test_what_an_action_returns_is_checked_as_rasa_checks_it(result: dict[str, Any]) -> None:
    _, _, own = found(CHANGES[0])
    assert CHANGES[0].name == "RemoteAction._validate_action_result"
    check = CHANGES[0].make(own)
    action = RemoteAction("action_teacher_reply", None)
    assert outcome(check, action, result) == outcome(own, action, result)


def outcome(check: Any, action: RemoteAction, result: object) -> object:
    try:
        return check(action, result)
    except jsonschema.ValidationError as error:
        return error.message


class Actions:
    """An action server that counts who comes."""

    def __init__(self) -> None:
        self.connections: set[Any] = set()
        self._runner: web.AppRunner | None = None
        self.port = 0

    async def start(self) -> None:
        async def answer(request: web.Request) -> web.Response:
            self.connections.add(request.transport)
            return web.json_response({"said": (await request.json())["text"]})

        app = web.Application()
        app.router.add_post("/webhook", answer)
        self._runner = web.AppRunner(app)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        assert self._runner is not None
        await self._runner.cleanup()


def test_actions_are_asked_over_one_connection_also_after_they_were_started_anew(quickened: None) -> None:
    async def asked() -> None:
        actions = Actions()
        await actions.start()
        endpoint = EndpointConfig(f"http://127.0.0.1:{actions.port}/webhook")
        for number in range(5):
            assert await endpoint.request(json={"text": str(number)}) == {"said": str(number)}
        assert len(actions.connections) == 1
        await actions.stop()
        with pytest.raises(ClientConnectionError):
            await endpoint.request(json={"text": "nobody there"})
        await actions.start()
        assert await endpoint.request(json={"text": "again"}) == {"said": "again"}
        assert len(actions.connections) == 2
        await actions.stop()

    asyncio.run(asked())


def test_simultaneous_questions_do_not_wait_for_each_other(quickened: None) -> None:
    async def asked() -> None:
        actions = Actions()
        await actions.start()
        endpoint = EndpointConfig(f"http://127.0.0.1:{actions.port}/webhook")
        answers = await asyncio.gather(*(endpoint.request(json={"text": str(n)}) for n in range(150)))
        assert answers == [{"said": str(number)} for number in range(150)]
        await actions.stop()

    asyncio.run(asked())


class Understanding(SimpleNamespace):
    """A message processor whose model says of all that it was a greeting."""

    http_interpreter = None
    domain = None

    def _parse_message_with_graph(self, message: UserMessage, *_: object) -> dict[str, Any]:
        return {"text": message.text, "intent": {"name": "greet", "confidence": 0.9}, "entities": []}

    def _update_full_retrieval_intent(self, _data: object) -> None:
        pass

    def _check_for_unseen_features(self, _data: object) -> None:
        pass


def intent_of(text: str, in_loop: bool) -> str | None:
    tracker = DialogueStateTracker.from_events("s", [ActiveLoop(LOOP)] if in_loop else [UserUttered("Hello")])
    parsed = asyncio.run(MessageProcessor.parse_message(Understanding(), UserMessage(text), tracker))
    assert json.loads(json.dumps(parsed))["text"] == text
    name: str | None = parsed["intent"]["name"]
    return name


def test_what_is_said_to_the_parent_is_not_searched_for_a_meaning(quickened: None) -> None:
    assert intent_of("Hello Mrs Pritchard", in_loop=True) is None
    assert intent_of("/hint", in_loop=True) == "greet", "Buttons must still be read."
    assert intent_of("Hello coach", in_loop=False) == "greet"
