"""What the coach gives when asked: a hint about this moment, or the explanation of a word."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from msgspec import Struct


class Hint(Struct, frozen=True, forbid_unknown_fields=True):
    """Help with the line the parent has just said."""

    need: str
    """What this parent needs now."""
    move: str
    """Name of the move that meets it, in plain words."""
    wording: str
    """A way to say it."""

    def as_steps(self) -> tuple[str, str, str]:
        """The hint in three steps, each a little more: what the parent needs, which move meets it, how it can sound.

        Whoever finds the words after the first step has found them on their own.
        """
        return self.need, f"Try: {self.move}.", f"For instance: “{self.wording}”"

    def as_text(self) -> str:
        """The whole hint as the coach says it."""
        need, move, wording = self.as_steps()
        return f"{need}\n{move} {wording}"


class Explanation(Struct, frozen=True, forbid_unknown_fields=True):
    """What a strategy, a move, a score or another word of this coach means."""

    title: str
    text: str
    source: str | None = None
    """The citation, where the idea has one."""

    def as_text(self) -> str:
        """The explanation as the coach says it."""
        return f"{self.title}\n{self.text}" + (f"\nSource: {self.source}" if self.source else "")


_ASKING = re.compile(
    r"^(please |can you |could you |tell me |explain( to me)? |i want to know )*"
    r"((what|who)('s|s)? (is|are|does|do|was)?|how (do|does|can) (i|you|one)|define|explain|meaning of|about)?\s*"
    r"(meant by |the meaning of )?",
)
FEW_WORDS = 4
"""In a longer question a single word ("trust", "move") need not be what is asked about."""

_ARTICLE = re.compile(r"^(an?|the|this|your|my) ")
_TAIL = frozenset(["mean", "means", "work", "works", "here", "exactly", "again", "please", "strategy", "score"])


def plain(term: str) -> str:
    """A term as it is looked up: without case, signs, articles and the question around it."""
    words = re.sub(r"[^\w'\s]", " ", term.casefold().replace("’", "'").replace("_", " "))
    words = " ".join(words.split())
    asked = _ASKING.sub("", words).strip() or words
    return _without_tail(_ARTICLE.sub("", asked).strip()) or words


def _without_tail(asked: str) -> str:
    """What is asked without the words that end a question, of which one is left if there is nothing else."""
    words = asked.split()
    while len(words) > 1:
        if words[-1] in _TAIL:
            words.pop()
        elif len(words) > 2 and words[-2:] == ["stand", "for"]:
            del words[-2:]
        else:
            break
    return " ".join(words)


def named_in(words: str, names: Iterable[str]) -> bool:
    """Whether one of the names stands in the words, whatever its case and whether with a hyphen, a line or a space."""
    said = _spaced(words)
    return any(re.search(rf"\b{re.escape(_spaced(name))}\b", said) for name in names)


def _spaced(words: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", words.casefold()))


def nearest_term(term: str, known: Iterable[str]) -> str | None:
    """The known term that is meant, allowing for a typing error; None if none is near."""
    names = list(known)
    asked = plain(term)
    if asked in names:
        return asked
    few = len(asked.split()) <= FEW_WORDS
    within = [name for name in names if (few or " " in name) and re.search(rf"\b{re.escape(name)}\b", asked)]
    if within:
        return max(within, key=len)
    close = difflib.get_close_matches(asked, names, n=1, cutoff=0.82)
    return close[0] if close else None
