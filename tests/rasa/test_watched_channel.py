"""Rasa's channel and its logs, as far as they are ours: they fail here when Rasa changes underneath."""

from __future__ import annotations

import asyncio
import inspect
import logging
from typing import Any

import pytest
import rasa.__main__
from rasa.core.channels.channel import UserMessage
from rasa.core.channels.rest import RestInput
from rasa.core.run import create_http_input_channels
from structlog.contextvars import get_contextvars

from bot.rasa.channel import Rest, watched
from bot.rasa.logs import take_over_logs
from bot.settings import ROOT
from bot.watching.metrics import FIGURES
from bot.watching.request_ids import veiled

SECRET = "he cried all night"


def message(**metadata: Any) -> UserMessage:
    return UserMessage(SECRET, sender_id="the-session", metadata=metadata or None)


def test_rasa_finds_the_channel_under_its_own_name_and_addresses() -> None:
    (channel,) = create_http_input_channels(None, str(ROOT / "credentials.yml"))
    assert isinstance(channel, Rest)
    assert (channel.name(), channel.url_prefix()) == (RestInput.name(), RestInput().url_prefix()) == ("rest", "rest")


def test_while_a_message_is_handled_all_that_is_told_belongs_to_its_request() -> None:
    seen: list[dict[str, Any]] = []

    async def handle(_: UserMessage) -> None:
        seen.append(dict(get_contextvars()))

    asyncio.run(watched(handle)(message(request_id="request-0001")))
    assert seen == [{"request_id": "request-0001", "session": veiled("the-session")}]
    assert get_contextvars() == {}


@pytest.mark.parametrize(
    ("error", "kind"), [(ValueError(SECRET), "message_failed"), (asyncio.CancelledError(), "message_given_up")]
)
def test_what_goes_wrong_is_told_and_counted_without_the_message(
    caplog: pytest.LogCaptureFixture, error: BaseException, kind: str
) -> None:
    async def fail(_: UserMessage) -> None:
        raise error

    caplog.set_level(logging.INFO)
    before = FIGURES.get_sample_value("alongside_errors_total", {"kind": kind}) or 0.0
    asyncio.run(watched(fail)(message()))
    assert FIGURES.get_sample_value("alongside_errors_total", {"kind": kind}) == before + 1
    assert FIGURES.get_sample_value("alongside_messages_under_way") == 0
    assert [record.levelname for record in caplog.records] == ["ERROR", "INFO"]
    assert SECRET not in caplog.text


def test_rasas_command_line_sets_up_its_logs_by_the_one_function_that_is_replaced(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rasa.__main__, "configure_structlog", rasa.__main__.configure_structlog)
    main = inspect.getsource(rasa.__main__.main)
    assert main.count("configure_structlog(log_level)") == 1
    assert main.index("configure_structlog") > main.index("configure_colored_logging"), "ours has the last word"
    take_over_logs("WARNING", "words")
    assert rasa.__main__.configure_structlog.__module__ == "bot.rasa.logs"
