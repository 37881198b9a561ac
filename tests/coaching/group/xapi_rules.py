"""The rules of xAPI 1.0.3 (Part Two: Experience API Data) for statements as a client sends them.

Each function returns what is wrong in words, nothing if all is well. Numbers are those of the specification's sections.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.IGNORECASE)
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"{}|\\^`]+")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_DURATION = re.compile(
    r"P(?:\d+W|(?=[\dT])(?:\d+Y)?(?:\d+M)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?)"
)
_TIMESTAMP = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:?\d{2})")
_STATEMENT = {
    "id", "actor", "verb", "object", "result", "context", "timestamp", "stored", "authority", "version", "attachments",
}  # fmt: skip
_CONTEXT = {
    "registration", "instructor", "team", "contextActivities", "revision", "platform", "language", "statement",
    "extensions",
}  # fmt: skip
_DEFINITION = {"name", "description", "type", "moreInfo", "extensions"}


def faults_of(statement: Mapping[str, Any]) -> list[str]:
    """All that a store would reject the statement for."""
    return [*_nulls(statement, "statement"), *_statement(statement)]


def _statement(statement: Mapping[str, Any]) -> Iterator[str]:
    yield from _only(statement, _STATEMENT, "statement", {"actor", "verb", "object"})
    if "id" in statement and not _is(_UUID, statement["id"]):
        yield "2.4.1: id is not a UUID in its standard form"
    yield from _agent(statement.get("actor", {}))
    yield from _verb(statement.get("verb", {}))
    yield from _activity(statement.get("object", {}), "object")
    yield from _result(statement.get("result", {}))
    yield from _context(statement.get("context", {}))
    if "timestamp" in statement:
        if not _is(_TIMESTAMP, statement["timestamp"]):
            yield "2.4.7: timestamp is not one of ISO 8601 with a zone"
        elif statement["timestamp"].endswith(("-00:00", "-0000", "-00")):
            yield "4.5: a timestamp must not have the offset -00:00"
    for given in ("stored", "authority", "version"):
        if given in statement:
            yield f"2.4.8 to 2.4.10: {given} is for the store to set"


def _agent(actor: Mapping[str, Any]) -> Iterator[str]:
    identifiers = {"mbox", "mbox_sha1sum", "openid", "account"}
    yield from _only(actor, {"objectType", "name", *identifiers}, "2.4.2.1: actor", set())
    if len(identifiers & actor.keys()) != 1:
        yield "2.4.2.3: an agent has exactly one inverse functional identifier"
    if actor.get("objectType", "Agent") != "Agent":
        yield "2.4.2.1: objectType of an agent is Agent"
    if "account" in actor:
        account = actor["account"]
        yield from _only(account, {"homePage", "name"}, "2.4.2.4: account", {"homePage", "name"})
        if not _is(_IRI, account.get("homePage")):
            yield "2.4.2.4: homePage is not an IRL"
        if not isinstance(account.get("name"), str):
            yield "2.4.2.4: name of an account is a string"


def _verb(verb: Mapping[str, Any]) -> Iterator[str]:
    yield from _only(verb, {"id", "display"}, "2.4.3: verb", {"id"})
    if not _is(_IRI, verb.get("id")):
        yield "2.4.3: id of the verb is not an IRI"
    yield from _language_map(verb.get("display", {}), "display")


def _activity(activity: Mapping[str, Any], where: str) -> Iterator[str]:
    yield from _only(activity, {"objectType", "id", "definition"}, f"2.4.4.1: {where}", {"id"})
    if activity.get("objectType", "Activity") != "Activity":
        yield f"2.4.4.1: objectType of {where} is Activity"
    if not _is(_IRI, activity.get("id")):
        yield f"2.4.4.1: id of {where} is not an IRI"
    definition = activity.get("definition", {})
    # Interaction activities have more properties; these statements use none of them.
    yield from _only(definition, _DEFINITION, f"2.4.4.1: definition of {where}", set())
    for words in ("name", "description"):
        yield from _language_map(definition.get(words, {}), words)
    if "type" in definition and not _is(_IRI, definition["type"]):
        yield f"2.4.4.1: type of {where} is not an IRI"
    yield from _extensions(definition.get("extensions", {}))


def _result(result: Mapping[str, Any]) -> Iterator[str]:
    properties = {"score", "success", "completion", "response", "duration", "extensions"}
    yield from _only(result, properties, "2.4.5: result", set())
    for flag in ("success", "completion"):
        if flag in result and not isinstance(result[flag], bool):
            yield f"2.4.5: {flag} is true or false"
    if "response" in result and not isinstance(result["response"], str):
        yield "2.4.5: response is a string"
    if "duration" in result and not _is(_DURATION, result["duration"]):
        yield "2.4.5: duration is not one of ISO 8601"
    score = result.get("score", {})
    yield from _only(score, {"scaled", "raw", "min", "max"}, "2.4.5.1: score", set())
    if not -1 <= score.get("scaled", 0) <= 1:
        yield "2.4.5.1: scaled lies between -1 and 1"
    if not score.get("min", float("-inf")) <= score.get("raw", score.get("min", 0)) <= score.get("max", float("inf")):
        yield "2.4.5.1: raw lies between min and max"
    yield from _extensions(result.get("extensions", {}))


def _context(context: Mapping[str, Any]) -> Iterator[str]:
    yield from _only(context, _CONTEXT, "2.4.6: context", set())
    if "registration" in context and not _is(_UUID, context["registration"]):
        yield "2.4.6: registration is not a UUID"
    if "language" in context and not _is(_LANGUAGE, context["language"]):
        yield "2.4.6: language is not one of RFC 5646"
    activities = context.get("contextActivities", {})
    yield from _only(activities, {"parent", "grouping", "category", "other"}, "2.4.6.2: contextActivities", set())
    for relation, some in activities.items():
        for activity in some if isinstance(some, list) else [some]:
            yield from _activity(activity, relation)
    yield from _extensions(context.get("extensions", {}))


def _extensions(extensions: Mapping[str, Any]) -> Iterator[str]:
    for key in extensions:
        if not _is(_IRI, key):
            yield f'4.1: extension "{key}" is not an IRI'


def _language_map(words: Mapping[str, Any], where: str) -> Iterator[str]:
    for language, text in words.items():
        if not _is(_LANGUAGE, language) or not isinstance(text, str):
            yield f"4.2: {where} is not a language map"


def _nulls(value: Any, where: str) -> Iterator[str]:
    if value is None:
        yield f"2.2: {where} is null, which only extensions may be"
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key != "extensions":
                yield from _nulls(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from _nulls(inner, where)


def _only(found: Mapping[str, Any], allowed: set[str], where: str, needed: set[str]) -> Iterator[str]:
    yield from (f"{where} has no property {key}" for key in found.keys() - allowed)
    yield from (f"{where} needs the property {key}" for key in needed - found.keys())


def _is(pattern: re.Pattern[str], text: Any) -> bool:
    return isinstance(text, str) and pattern.fullmatch(text) is not None
