"""Fill the places of a text, and take turns between ways of saying one thing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.coaching.codebook import FoundMove
from bot.coaching.feedback.texts import Pronouns
from bot.coaching.roleplay.scenario import Parent

_PLACE = re.compile(r"\{(\w+)\}")
_GESTURE = re.compile(r"\([^()]*\)")
# It begins where the signs begin, so that a long run of them is looked at once.
_SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]+[\"'”’)\]]*(?:\s+|$)|\n+")
_CLAUSE_END = re.compile(r"[.,;:!?…\n()–—]")
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "professor", "sir", "lady", "imam", "rev"})

QUOTE_WORDS = 16
"""A longer quotation is shortened to so many words."""
FEW_WORDS = 5
"""A shorter quotation is completed to its sentence, so that it can be understood."""
NEARBY_WORDS = 3
"""A clause that begins or ends so few words away is quoted from its beginning, or to its end."""
SAID_WORDS = 14
"""A parent's sentence of more words is not said back word for word."""


def fill(text: str, places: dict[str, str]) -> str:
    """The text with its places filled; a place that nothing is known for stays as it stands."""
    filled = _PLACE.sub(lambda place: places.get(place[1], place[0]), text)
    return filled[:1].upper() + filled[1:]


def in_turn(ways: Sequence[str], turn: int) -> str:
    """The way of saying it whose turn it is. Two turns in a row never get the same one of several."""
    return ways[turn % len(ways)]


def from_turn(ways: Sequence[str], turn: int) -> tuple[str, ...]:
    """All ways of saying it: the one whose turn it is, and then backwards, so that the next turn's comes last."""
    return tuple(ways[(turn - back) % len(ways)] for back in range(len(ways)))


def unsaid(wordings: Sequence[str], reply: str) -> str:
    """The first wording that the reply does not hold already; the first of all if it holds every one."""
    said = _plain(reply)
    return next((wording for wording in wordings if _plain(wording) not in said), wordings[0])


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def called(name: str) -> str:
    """How the coach speaks of someone: "Dawn" for "Dawn Pritchard", but "Mrs Pritchard" for "Mrs Pritchard"."""
    words = name.split()
    return name if words[0].rstrip(".").casefold() in _TITLES else words[0]


def places_of(parent: Parent, pronouns: Sequence[Pronouns]) -> dict[str, str]:
    """The places that every text may hold: the names, and how to speak of the parent."""
    relation = parent.relation.casefold().split()
    them, their = pronouns[-1].them, pronouns[-1].their
    for pronoun in pronouns:
        if any(word in relation for word in pronoun.relations):
            them, their = pronoun.them, pronoun.their
            break
    return {"parent": called(parent.name), "child": parent.child, "them": them, "their": their}


def quote(reply: str, found: FoundMove) -> str:
    """The trainee's own words for a move: enough of them to be understood, few enough to be read.

    A stretch that begins or ends just inside a clause is completed to it, and a mere fragment to its sentence;
    what is too long is cut at a word, with an ellipsis. A full stop at the end is left out.
    """
    start, end = _to_clause(reply, found.start, min(found.end, len(reply)))
    if len(reply[start:end].split()) < FEW_WORDS:
        start, end = _sentence_around(reply, start, end)
    return _shortened(reply, start, end, found.start)


def opening_words(reply: str) -> str:
    """The beginning of a reply, as a quotation."""
    return _shortened(reply, 0, len(reply), 0)


def _to_clause(reply: str, start: int, end: int) -> tuple[int, int]:
    """The stretch, widened to the signs before and after it where these are no more than a few words away."""
    before = _CLAUSE_END.split(reply[:start])[-1]
    after = _CLAUSE_END.split(reply[end:], maxsplit=1)[0]
    if len(before.split()) <= NEARBY_WORDS:
        start -= len(before)
    if len(after.split()) <= NEARBY_WORDS:
        end += len(after)
        mark = re.match(r"[?!]+", reply[end:])
        end += mark.end() if mark else 0
    return start, end


def _sentence_around(reply: str, start: int, end: int) -> tuple[int, int]:
    """The sentence in which a stretch lies. Trailing signs belong to it."""
    begin, finish = 0, len(reply)
    for stop in _SENTENCE_END.finditer(reply):
        if stop.end() <= start:
            begin = stop.end()
        elif stop.start() >= end or stop.end() >= end:
            finish = stop.end()
            break
    return begin, finish


def _shortened(reply: str, start: int, end: int, focus: int) -> str:
    """The words between, or so many of them that the one at `focus` is among them."""
    words = [(start + word.start(), start + word.end()) for word in re.finditer(r"\S+", reply[start:end])]
    if not words:
        return "…"
    first, last = 0, len(words)
    if len(words) > QUOTE_WORDS:
        at = next((index for index, (_, stop) in enumerate(words) if stop > focus), 0)
        first = max(0, min(at - 2, len(words) - QUOTE_WORDS))
        last = first + QUOTE_WORDS
    text = " ".join(reply[begin:stop] for begin, stop in words[first:last])
    text = (text if text.endswith("..") else text.rstrip(".,;:–-")) or text
    return ("… " if first else "") + text + (" …" if last < len(words) else "")


def last_said(bubbles: Sequence[str]) -> str | None:
    """The last sentence said, if it can be said back: a short statement, without its gestures."""
    said = _GESTURE.sub(" ", " ".join(bubbles))
    sentences: list[str] = [sentence.strip() for sentence in re.findall(r"[^.!?…]+[.!?…]*", said) if sentence.strip()]
    for sentence in reversed(sentences):
        words = len(sentence.split())
        if 3 <= words <= SAID_WORDS and sentence[0].isupper() and sentence[-1] == "." and "“" not in sentence:
            return sentence
    return None


def in_brackets(citation: str) -> str:
    """A citation as it stands in brackets: "Leenders et al., 2019"."""
    return re.sub(r" \((\d{4})\)$", r", \1", citation)
