"""Ways of finding that patterns cannot express: what a reply takes up from the parent's line, and its shape.

Each takes the reply, the parent's line, the numbers of its rule and the lexicons, and yields stretches of words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from bot.coaching.scoring.lexicon import Lexicons

if TYPE_CHECKING:
    from bot.coaching.scoring.rules import Read

Span = tuple[int, int]
Detector = Callable[["Read", "Read", Mapping[str, float], Lexicons], Iterator[Span]]


def takes_up(reply: Read, parent: Read, settings: Mapping[str, float], lexicons: Lexicons) -> Iterator[Span]:
    """Statements that say back what the parent said: they share words of content with the parent's line.

    `shared` is the least number of shared words, `share` the least part of the clause's content that they make up.
    Only the first `sentences` sentences are looked at: people say back before they go on.
    Clauses about the teacher ("I", "we"), orders and questions do not say anything back.
    """
    empty = lexicons.words("empty_words")
    said = {lemma for lemma, word in zip(parent.lemmas, parent.words, strict=True) if word not in empty}
    for clause in reply.reading.clauses:
        if clause.sentence >= settings["sentences"]:
            break
        if clause.kind != "statement" or clause.after_but or clause.subject in ("i", "we"):
            continue
        content = [reply.lemmas[place] for place in range(clause.start, clause.end) if reply.words[place] not in empty]
        shared = {lemma for lemma in content if lemma in said}
        if len(shared) >= settings["shared"] and len(shared) >= settings["share"] * len(content):
            yield clause.start, clause.end


def asks_openly(reply: Read, parent: Read, settings: Mapping[str, float], lexicons: Lexicons) -> Iterator[Span]:
    """Questions that open with a question word, or that ask how things are with someone who is not spoken to.

    `words` is the least number of words of such a question.
    """
    asking, being = lexicons.words("question_words"), lexicons.words("question_verbs")
    for clause in reply.reading.clauses:
        if clause.kind != "question":
            continue
        start = clause.start
        while start < clause.end - 1 and reply.words[start] in reply.grammar.fillers:
            start += 1
        first, second = reply.words[start], reply.words[min(start + 1, clause.end - 1)]
        about_others = first in being and second not in ("you", "i", "we", "not", "it", "that", "this", "there")
        if clause.end - start >= settings["words"] and (first in asking or about_others):
            yield start, clause.end


def goes_on(reply: Read, parent: Read, settings: Mapping[str, float], lexicons: Lexicons) -> Iterator[Span]:
    """A reply that explains at length and asks nothing: `words` or more, with little "you" in it.

    `you` is the greatest part of the words that may be "you" and "your".
    """
    words = reply.words
    asks = any(clause.kind == "question" for clause in reply.reading.clauses)
    you = sum(word in ("you", "your", "yours") for word in words)
    if len(words) >= settings["words"] and not asks and you <= settings["you"] * len(words):
        yield 0, len(words)


def says_nothing(reply: Read, parent: Read, settings: Mapping[str, float], lexicons: Lexicons) -> Iterator[Span]:
    """A reply without content: no words, or at most `words` words and none that says anything."""
    hollow = lexicons.words("hollow_words")
    words = reply.words
    vowels = [word for word in words if any(letter in "aeiouy" for letter in word)]
    if (len(words) <= settings["words"] and all(word in hollow for word in words)) or (
        words and len(vowels) <= len(words) / 2
    ):
        yield 0, len(words)


DETECTORS: dict[str, Detector] = {
    "takes_up": takes_up,
    "asks_openly": asks_openly,
    "goes_on": goes_on,
    "says_nothing": says_nothing,
}
"""The detectors that a rule can name, and what each looks at."""

SETTINGS: dict[str, frozenset[str]] = {
    "takes_up": frozenset({"shared", "share", "sentences"}),
    "asks_openly": frozenset({"words"}),
    "goes_on": frozenset({"words", "you"}),
    "says_nothing": frozenset({"words"}),
}
"""The numbers that each detector needs."""
