"""Everything that can go wrong for a person, in words: what happened, that nothing is lost, what to do."""

from __future__ import annotations

import logging
import math
from typing import Any

from litestar import MediaType, Request, Response
from litestar.exceptions import HTTPException
from litestar.openapi import ResponseSpec

from bot.coaching.roleplay.arranging import CannotBeChosen
from bot.coaching.roleplay.scenario import Scenario
from bot.records import RecordsUnavailable
from bot.watching.errors import kind_of, places_of
from bot.watching.metrics import ERRORS
from bot.web.embedding import OURS_ALONE
from bot.web.languages import ENGLISH, told_in
from bot.web.shapes import LONGEST_REPLY, Fault, FaultBody

log = logging.getLogger(__name__)


class Problem(HTTPException):
    """A refusal with a code for programs and words for people.

    The message is English. Names in braces in it stand for what is `said`, which other languages name as well.
    """

    def __init__(
        self, status: int, code: str, message: str, headers: dict[str, str] | None = None, **said: object
    ) -> None:
        super().__init__(detail=message.format(**said) if said else message, status_code=status, headers=headers)
        self.code = code
        self.said = said


class Wait(int):
    """Seconds to wait. Told as people say it: in English, or with `{wait:nl}` in Dutch."""

    def __format__(self, language: str) -> str:
        second, seconds, minute, minutes = _TIMES[language or ENGLISH]
        if self < 60:
            return f"{int(self)} {seconds}" if self > 1 else second
        rounded = math.ceil(self / 60)
        return f"{rounded} {minutes}" if rounded > 1 else minute


_TIMES = {
    "en": ("a second", "seconds", "a minute", "minutes"),
    "nl": ("een seconde", "seconden", "een minuut", "minuten"),
}


def not_yours() -> Problem:
    """No token, a wrong one, or a session that does not exist: all look the same from outside."""
    return Problem(
        401,
        "not_your_session",
        "This conversation cannot be opened from here. It may have been deleted, or it was too long ago. "
        "Start a new one, or open your practice with its code.",
        {"WWW-Authenticate": "Bearer"},
    )


def no_such_practice() -> Problem:
    """A code that opens nothing: mistyped, or its practice was deleted."""
    return Problem(
        401,
        "no_such_practice",
        "There is no practice under this code. Compare it with your note, sign by sign: three groups of four letters "
        "and digits. If the practice was deleted, it cannot come back.",
        {"WWW-Authenticate": "Bearer"},
    )


def unknown_scenario(scenario: str, known: list[str]) -> Problem:
    """A scenario that does not exist."""
    return Problem(
        404,
        "unknown_scenario",
        "There is no scenario “{scenario}”. Choose one of these: {known}.",
        scenario=scenario,
        known=", ".join(known),
    )


def cannot_be_chosen(error: CannotBeChosen) -> Problem:
    """An option or a difficulty that the scenario does not offer."""
    return Problem(422, error.refusal, str(error))


def nothing_to_choose() -> Problem:
    """Choices before a meeting, or a goal for it, without a meeting."""
    return Problem(
        422,
        "no_scenario",
        "Choices before a meeting, a goal and how sure you feel belong to a scenario. "
        "Name the scenario, or leave them out.",
    )


def not_practised_here(goal: str, scenario: Scenario) -> Problem:
    """A goal that the scenario gives no occasion for."""
    return Problem(
        400,
        "not_practised_here",
        "“{goal}” is nothing that “{title}” lets you practise. "
        "Choose one of these as your goal: {strategies}. Or leave it open.",
        goal=goal,
        title=scenario.title,
        strategies=", ".join(scenario.strategies),
    )


def nothing_said() -> Problem:
    """An empty reply."""
    return Problem(422, "nothing_said", "There are no words in your reply yet. Type what you would say to the parent.")


def too_long(length: int) -> Problem:
    """A reply that no parent would sit through."""
    return Problem(
        422,
        "reply_too_long",
        "Your reply has {length:,} characters, and {most:,} is the most that can be said in one go. "
        "Nothing is lost: shorten it and send it again.",
        length=length,
        most=LONGEST_REPLY,
    )


def over() -> Problem:
    """Words after the end."""
    return Problem(
        409,
        "conversation_over",
        "This conversation has ended, so the parent no longer hears you. Everything you said is kept: "
        "read the summary, try the last reply again, or start a new conversation.",
    )


def nothing_to_report() -> Problem:
    """A look back before there is anything to look back on."""
    return Problem(
        409, "no_conversation_yet", "There is no conversation to look back on yet. Choose a parent to talk to first."
    )


def coach_unavailable(words: str | None = None) -> Problem:
    """Rasa or the action server gives no answer, or says in these words that it cannot."""
    lost = "The answer did not come through. Nothing you wrote is lost: wait a moment and send it again."
    return Problem(503, "coach_unavailable", words or lost, {"Retry-After": "2"})


def records_unavailable() -> Problem:
    """The database gives no answer."""
    return Problem(
        503,
        "records_unavailable",
        "Your conversation cannot be reached just now. Nothing that was answered is lost: wait a moment and try again.",
        {"Retry-After": "2"},
    )


_OTHERS: dict[int, tuple[str, str]] = {
    400: ("unreadable_request", "The request could not be read. It must be a JSON object as the interface describes."),
    404: ("not_found", "There is nothing at this address."),
    405: ("wrong_method", "This address does not take that kind of request."),
    413: ("too_much", "That is more than can be sent in one go. Nothing is lost: shorten it and send it again."),
    415: ("unreadable_request", "The request must be JSON."),
}
_SURPRISE = ("surprise", "Something went wrong on our side. What was said so far is kept: try again in a moment.")


def answer_problem(request: Request[Any, Any, Any], error: HTTPException) -> Response[FaultBody]:
    """A refusal, of ours or of the framework's, in the one shape."""
    if isinstance(error, Problem):
        return _answer(request, error)
    if error.status_code >= 500:
        return answer_surprise(request, error)
    code, message = _OTHERS.get(error.status_code, _OTHERS[400])
    return _answer(request, Problem(error.status_code, code, message, error.headers), _where(error))


def answer_unavailable(request: Request[Any, Any, Any], error: RecordsUnavailable) -> Response[FaultBody]:
    """The database is out of reach."""
    log.error("The records are out of reach: %s", kind_of(error.__cause__ or error))
    return answer_problem(request, records_unavailable())


def answer_unreadable(request: Request[Any, Any, Any], _error: UnicodeDecodeError) -> Response[FaultBody]:
    """Bytes that are no text. The framework takes them for a fault of the program."""
    return answer_problem(request, HTTPException(status_code=400))


def answer_surprise(request: Request[Any, Any, Any], error: Exception) -> Response[FaultBody]:
    """A fault of the program. The log gets the place, and never a value: it may be what somebody typed."""
    log.error("%s at %s", kind_of(error), places_of(error))
    return _answer(request, Problem(500, *_SURPRISE))


def described(answer: Any, description: str, media_type: str = MediaType.JSON) -> ResponseSpec:
    """An answer, for the OpenAPI document: without made-up examples, for which a library of 40 MB would be loaded."""
    return ResponseSpec(answer, description=description, media_type=media_type, generate_examples=False)


def documented(*statuses: int) -> dict[int, ResponseSpec]:
    """The errors of a route, for the OpenAPI document."""
    every = sorted({*statuses, *ANYWHERE})
    return {status: described(FaultBody, _DESCRIPTIONS[status]) for status in every}


ANYWHERE = (408, 421, 429, 500)
"""What may be answered whatever was asked for."""

_DESCRIPTIONS = {
    400: "The request cannot be read, or is not of the right shape; or the goal is none of the scenario's.",
    401: "No token, code or cookie, a wrong one, or no such session.",
    403: "Not for whoever asks; or asked from another site's page.",
    404: "There is no such thing, or no longer.",
    408: "The request did not arrive in time. Nothing is lost; it can be sent again.",
    409: "What there is does not allow it: a conversation that is over or has not begun, a name that is taken.",
    413: "The request is too large.",
    421: "Asked for under a name that is not this site's.",
    422: "The reply is empty or too long; or something was chosen that is not on offer.",
    429: "Too many requests, or tries in vain. The header `Retry-After` tells how many seconds to wait.",
    500: "A fault of the program.",
    503: "A part is down. Nothing is lost; the same request can be sent again.",
}


def _where(error: HTTPException) -> str:
    """Which fields do not fit, and why."""
    extra = error.extra if isinstance(error.extra, list) else []
    faults = [fault for fault in extra if isinstance(fault, dict) and fault.get("key", "data") != "data"]
    told = [f"{fault['key']}: {fault['message']}" for fault in faults]
    return f" ({'; '.join(told)})" if told else ""


def _answer(request: Request[Any, Any, Any], problem: Problem, where: str = "") -> Response[FaultBody]:
    ERRORS.labels(problem.code).inc()
    english = request.scope["path"].startswith(OURS_ALONE)  # As the facilitators' pages are, which alone use it.
    accepted = ENGLISH if english else request.headers.get("accept-language", ENGLISH)
    told = told_in(accepted, problem.code, problem.said) or problem.detail
    return Response(
        FaultBody(Fault(problem.code, f"{told}{where}")),
        status_code=problem.status_code,
        media_type=MediaType.JSON,
        headers=problem.headers or {},
    )
