"""One line for an event; and whatever happens, no line holds what somebody typed."""

from __future__ import annotations

import io
import json
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import structlog

from bot.rasa.logs import hand_on
from bot.watching import request_ids
from bot.watching.errors import kind_of, places_of
from bot.watching.logs import set_up_logs
from bot.watching.request_ids import answering, request_id_from, veiled

MARK = "he-cried-all-night"
RASA = "rasa.core.processor"

Told = Callable[[], str]


@pytest.fixture
def told() -> Iterator[Told]:
    """What has been logged, as a web part that logs all it can puts it for people."""
    with logging_to("words") as out:
        yield out


@contextmanager
def logging_to(form: str) -> Iterator[Told]:
    root, last_resort, raises = logging.getLogger(), logging.lastResort, logging.raiseExceptions
    handlers, level, out = root.handlers[:], root.level, io.StringIO()
    levels = {name: logging.getLogger(name).level for name in ("bot", "rasa", "uvicorn")}
    set_up_logs("web", "DEBUG", form, out)  # type: ignore[arg-type]
    try:
        yield out.getvalue
    finally:
        root.handlers[:], logging.lastResort, logging.raiseExceptions = handlers, last_resort, raises
        root.setLevel(level)
        for name, before in levels.items():
            logging.getLogger(name).setLevel(before)
        logging.captureWarnings(False)
        structlog.reset_defaults()


@pytest.fixture
def new_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has asked for anything yet."""
    monkeypatch.setattr(request_ids, "_served", False)


def test_a_line_says_when_what_and_for_which_request(told: Told) -> None:
    with answering("request-0001", "the-session"):
        logging.getLogger("bot.web.rasa").warning("Rasa gave no answer: %s", "ConnectError")
    line = told()
    time, level, part, rest = line.split(" ", 3)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", time)
    assert (level, part) == ("WARNING", "web:")
    assert rest == f"Rasa gave no answer: ConnectError (request_id=request-0001 session={veiled('the-session')})\n"
    assert "the-session" not in line


def test_programs_get_the_same_as_json() -> None:
    with logging_to("json") as told, answering("request-0001"):
        logging.getLogger("bot.web").info("Answered\na request.", extra={"route": "/", "ms": 3, "secret": MARK})
        line = json.loads(told())
    assert line.pop("time").endswith("Z")
    assert line == {
        "level": "INFO",
        "part": "web",
        "event": "Answered a request.",
        "request_id": "request-0001",
        "route": "/",
        "ms": 3,
    }


def test_an_error_is_told_by_its_kind_and_place_alone(told: Told) -> None:
    try:
        try:
            raise ValueError(MARK)
        except ValueError as error:
            raise LookupError(MARK) from error
    except LookupError as error:
        logging.getLogger("bot.web").exception("It failed.")
        kind, places = kind_of(error), places_of(error)
    assert (kind, places.partition(":")[0]) == ("LookupError from ValueError", __name__)
    assert f"error={kind} at={places}" in told()
    assert told().count("\n") == 1
    assert MARK not in told()


@pytest.mark.parametrize("name", [RASA, "sqlalchemy.engine.Engine", "asyncio", "httpx", "sanic.error", "py.warnings"])
def test_what_a_library_says_is_told_by_its_place_alone(told: Told, name: str) -> None:
    library = logging.getLogger(name)
    with answering("request-0001"):
        library.error("failed with %s", MARK)
        library.error(f"failed with {MARK}")
        library.error("failed", extra={"text": MARK})
        try:
            raise ValueError(MARK)
        except ValueError:
            library.exception("failed")
    assert told().count(f"{name}, line ") == 4
    assert "error=ValueError" in told()
    assert MARK not in told()


def test_what_rasa_says_with_fields_is_told_without_them(told: Told) -> None:
    hand_on("DEBUG")
    rasa = structlog.get_logger(RASA)
    with answering("request-0001"):
        rasa.error("rest.message.received.failure", text=MARK)
        rasa.error(f"failed with {MARK}")
        rasa.debug("processor.message.parse", parse_data_text=MARK)
        try:
            raise ValueError(MARK)
        except ValueError:
            rasa.exception("rest.message.received.failure", text=MARK)
    assert told().count("rest.message.received.failure") == 2
    assert "request_id=request-0001" in told()
    assert MARK not in told()


def test_a_record_that_cannot_be_put_into_words_is_not_printed(told: Told, capfd: pytest.CaptureFixture[str]) -> None:
    logging.getLogger("bot.web").warning("%d turns", MARK)
    assert MARK not in told() + "".join(capfd.readouterr())


def test_a_logger_that_goes_nowhere_comes_here_too(told: Told, capfd: pytest.CaptureFixture[str]) -> None:
    cut_off = logging.getLogger("sanic.cut_off")
    cut_off.propagate = False
    with answering("request-0001"):
        cut_off.error(MARK)
    assert "sanic.cut_off, line" in told()
    assert MARK not in told() + "".join(capfd.readouterr())


@pytest.mark.usefixtures("new_process")
def test_while_a_process_starts_libraries_say_what_stands_in_the_way(told: Told) -> None:
    logging.getLogger("rasa.core.agent").error("Could not load model due to a lack of it.")
    assert "Could not load model due to a lack of it." in told()
    with answering("request-0001"):
        logging.getLogger("rasa.core.agent").error(MARK)
    assert MARK not in told()


@pytest.mark.parametrize("given", ["a" * 8, "0af7651916cd43dd8448eb211c80319c", "A-Z-" * 16])
def test_a_request_keeps_the_name_that_it_was_given(given: str) -> None:
    assert request_id_from(given) == given


@pytest.mark.parametrize("given", ["", None, 7, "short", "a" * 65, "two words", "line\nbreak", "a=b;drop", "é" * 9])
def test_a_name_that_is_none_gives_way_to_a_new_one(given: object) -> None:
    first, second = request_id_from(given), request_id_from(given)
    assert first != second
    assert re.fullmatch(r"[0-9a-f]{16}", first)
