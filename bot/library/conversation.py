"""Reads `conversation.yml`: what the coach says around a role-play."""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec.structs import asdict

from bot.coaching.feedback.conversation import PLACES, Conversation
from bot.library.documents import Document, read_document
from bot.library.faults import Fault, KnowledgeError, nearest

FILE = "conversation.yml"


def read_conversation(knowledge: Path) -> Conversation:
    """What the coach says around a role-play. Raises KnowledgeError with every fault of the file."""
    return read_document(knowledge / FILE, Conversation).value


def check_conversation(knowledge: Path) -> list[Fault]:
    """Every fault of the file: its schema, broken places for words, and one word for two commands."""
    try:
        document = read_document(knowledge / FILE, Conversation)
    except KnowledgeError as error:
        return list(error.faults)
    return [*_broken_places(document), *_words_given_twice(document)]


def _broken_places(document: Document[Conversation]) -> Iterator[Fault]:
    for path, text in _texts(document.value):
        places = PLACES.get(path[1] if path[0] == "says" else path[0], ())
        try:
            found = [place for _, place, _, _ in string.Formatter().parse(text) if place is not None]
        except ValueError as error:
            yield document.fault(path, f"a brace is out of place: {error}", "Write {name} for a place, {{ for a brace.")
            continue
        for place in found:
            if place not in places:
                yield document.fault(path, f"{{{place}}} cannot be filled in here", nearest(place, places, "places"))


def _texts(conversation: Conversation) -> Iterator[tuple[tuple[str, ...], str]]:
    for command, title in conversation.buttons.items():
        yield ("buttons", command), title
    for coaching, title in conversation.coaching_buttons.items():
        yield ("coaching_buttons", coaching), title
    for name, said in asdict(conversation.says).items():
        if isinstance(said, Mapping):
            for key, text in said.items():
                yield ("says", name, key), text
        else:
            yield ("says", name), said


def _words_given_twice(document: Document[Conversation]) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for command, words in document.value.words.items():
        for position, word in enumerate(words):
            other = seen.setdefault(word.casefold(), command)
            if other != command:
                what = f'"{word}" already stands for {other}'
                yield document.fault(("words", command, position), what, "One word can be only one command.")
