"""Phrases and patterns of the scorer that cannot be read, or never match."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from bot.coaching.scoring.finders import TokenFinder
from bot.coaching.scoring.lexicon import Lexicons
from bot.coaching.scoring.patterns import compile_phrase, compile_tokens, split_parts
from bot.coaching.scoring.text import Normaliser
from bot.library.documents import Document
from bot.library.faults import Fault
from bot.library.scoring_files import ScoringFiles


def phrase_faults(files: ScoringFiles) -> Iterator[Fault]:
    """Phrases and patterns that cannot be compiled, and words that are read otherwise where they stand together."""
    rules = files.rules()
    normaliser = Normaliser(rules.spelling)
    lexicons = Lexicons(rules.lexicons, rules.lemmas, normaliser.phrase)

    def faults(document: Document[Any], place: tuple[str | int, ...], compile: Callable[[], Any]) -> Iterator[Fault]:
        try:
            compile()
        except ValueError as error:
            yield document.fault(place, str(error), "See the notation in bot/coaching/scoring/patterns.py.")

    def phrases(
        document: Document[Any], place: tuple[str | int, ...], texts: Iterable[str], field: str = "phrases"
    ) -> Iterator[Fault]:
        for number, text in enumerate(texts):
            at = (*place, field, number)
            broken = list(faults(document, at, partial(compile_phrase, text, lexicons, normaliser.phrase)))
            yield from broken or _read_otherwise(document, at, text, normaliser.phrase)

    for document in files.packs:
        for number, rule in enumerate(document.value.rules):
            yield from phrases(document, ("rules", number), rule.phrases)
            for index, cue in enumerate(rule.cues):
                yield from phrases(document, ("rules", number, "cues", index), cue.phrases)
            for index, tokens in enumerate(rule.patterns):
                at = ("rules", number, "patterns", index)
                yield from faults(document, at, partial(_try_tokens, tokens, lexicons))
    for number, guard in enumerate(files.guards.value.guards):
        yield from phrases(files.guards, ("guards", number), guard.phrases)
    for number, signal in enumerate(files.signals.value.signals):
        yield from phrases(files.signals, ("signals", number), signal.phrases)
    for number, topic in enumerate(files.topics.value.topics):
        yield from phrases(files.topics, ("topics", number), topic.phrases)
    proposals = files.proposals
    yield from phrases(proposals, (), proposals.value.times, "times")
    yield from phrases(proposals, (), proposals.value.meets, "meets")
    for number, opener in enumerate(proposals.value.openers):
        place = ("openers", number, "teacher")
        yield from faults(proposals, place, partial(compile_phrase, opener.teacher, lexicons, normaliser.phrase))


def _try_tokens(tokens: tuple[dict[str, Any], ...], lexicons: Lexicons) -> None:
    TokenFinder([("tried", [compile_tokens(tokens, lexicons)])])


def _read_otherwise(
    document: Document[Any], place: tuple[str | int, ...], phrase: str, spell: Callable[[str], tuple[str, ...]]
) -> Iterator[Fault]:
    """Words in a row that never match: typed together they are read as other words ("your right": you are right)."""
    for words in _rows(phrase):
        if len(words) < 2:
            continue
        typed = " ".join(words).replace(" 's", "'s")
        apart = tuple(word for each in words for word in (spell(each) if each != "'s" else (each,)))
        if (together := spell(typed)) != apart:
            what = f'"{typed}" in a phrase never matches: it is read as "{" ".join(together)}"'
            mend = f'Write "{" ".join(together)}"' if "'s" in words else f'Put it in round brackets: "({typed})"'
            yield document.fault(place, what, f"{mend}.")


def _rows(phrase: str) -> Iterator[list[str]]:
    """The plain words of a phrase that stand side by side, within its choices too."""
    row: list[str] = []
    for part in split_parts(phrase, " "):
        if _PLAIN.fullmatch(part):
            row.append(part)
            continue
        yield row
        row = []
        if part.startswith("("):
            for choice in split_parts(part.rstrip("?")[1:-1], "|"):
                if not all(map(_PLAIN.fullmatch, choice.split())) or "'" in choice:
                    yield from _rows(choice)
    yield row


_PLAIN = re.compile(r"[_'’-]*[^\W_][\w'’-]*")
