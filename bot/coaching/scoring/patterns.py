"""The notation of phrases, and what it compiles to.

    we should have @contact_verbs      words, and a word of a lexicon (or one of its phrases)
    (i|we) ~forget                     a choice, and all forms of a word
    (kind of|sort of)? sorry           a choice of phrases that may be left out
    (stop|do not (shout|swear))        choices within choices
    sorry .. ~happen                   a gap of up to three words; "..5" up to five
    not !only                          any word but that one; !(only|just) any but those
    (he|she|!@not_names)               a choice that ends in any word but those
    _                                  any one word

A phrase matches inside one sentence; commas do not count as words. A gap at the end of a phrase is not needed
to match: it says how far the words go that are shown.

Why not spaCy's Matcher for phrases too: it walks every word of a text with every pattern, and has no index from a
word to the patterns that need it. Measured with 7,000 patterns in 115 groups on replies of 28 words, one core: 19 ms
a reply with one Matcher a rule, 10 ms with one a pattern tried only where its anchor stands, and over a second more to
start; 0.7 ms as here. Token patterns, of which there are few, are spaCy's.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from bot.coaching.scoring.lexicon import Lexicons
from bot.coaching.scoring.text import word_set

Token = dict[str, Any]
_GAP = re.compile(r"\.\.(\d*)")
_COMMON = word_set(
    "a an the i you he she it we they me him her us them my your his our their is are was were be been am "
    "do does did have has had will would can could should may might must to of in on at for with from by "
    "about and or but if so that this there what who how when where which why not no as just all up out "
    "now then one some any very too"
)


class Step(NamedTuple):
    """One word of a pattern, or a choice of phrases."""

    words: frozenset[str] | None
    """The words that fit; None for any word."""
    optional: bool = False
    barred: bool = False
    """Whether `words` are those that do not fit."""
    gap: int = 0
    """If not 0: any words, from none up to so many."""
    ways: tuple[tuple[Step, ...], ...] = ()
    """Rows of steps, of which one must fit. They are tried here and not written out as patterns."""
    heads: Mapping[str, tuple[tuple[Step, ...], ...]] | None = None
    """More such rows: those that begin with a word that must be there, by that word. None if this is no choice."""

    def fits(self, word: str) -> bool:
        """Whether a word fits here."""
        return self.words is None or (word in self.words) != self.barred

    def open_ways(self, word: str | None) -> Iterator[tuple[Step, ...]]:
        """The ways that could begin with a word; None if there is no word left."""
        if word is not None and self.heads is not None:
            yield from self.heads.get(word, ())
        yield from self.ways

    def single(self) -> Iterator[Step]:
        """The step, or the steps of all the ways of a choice."""
        if self.heads is None:
            yield self
            return
        for row in itertools.chain(self.ways, *self.heads.values()):
            yield from row


class Pattern(NamedTuple):
    """A row of steps, cut at its anchor: the step that is least often met.

    A text is searched from the places of its anchors, to the left and to the right, so a pattern costs nothing
    where its anchor does not occur.
    """

    anchor: frozenset[str]
    left: tuple[Step, ...]
    """The steps before the anchor, from right to left."""
    right: tuple[Step, ...]
    trailing: int = 0
    """Words after the match that belong to what is shown."""

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps before and after the anchor, those of choices included."""
        return tuple(single for step in self.left + self.right for single in step.single())

    def match(self, words: Sequence[str], place: int, first: int, last: int) -> tuple[int, int] | None:
        """The longest match with its anchor at `place`, between the words `first` and `last`; None if there is none."""
        start = _walk(self.left, 0, words, place - 1, first - 1, -1)
        if start is None:
            return None
        end = _walk(self.right, 0, words, place + 1, last, 1)
        return None if end is None else (start + 1, end)


def first_words(steps: Sequence[Step]) -> frozenset[str] | None:
    """The words with which steps can begin; None if that can be any word, or none at all."""
    found: frozenset[str] = frozenset()
    for step in steps:
        if step.heads is not None:
            if step.ways:
                return None
            return found.union(step.heads)
        if step.words is None or step.barred:
            return None
        found = found | step.words if found else step.words
        if not step.optional:
            return found
    return None


def _walk(steps: tuple[Step, ...], at: int, words: Sequence[str], place: int, stop: int, way: int) -> int | None:
    """Where the steps end, going one way as far as they can; None if they do not fit."""
    if at == len(steps):
        return place
    step = steps[at]
    if step.heads is not None:
        best: int | None = None
        rest = steps[at + 1 :]
        for row in step.open_ways(words[place] if place != stop else None):
            end = _walk(row + rest, 0, words, place, stop, way)
            if end is not None and (best is None or (end - best) * way > 0):
                best = end
        return best
    if step.gap:
        furthest = min(step.gap, (stop - place) * way)
        for count in range(furthest, -1, -1):
            end = _walk(steps, at + 1, words, place + way * count, stop, way)
            if end is not None:
                return end
        return None
    if place != stop and step.fits(words[place]):
        end = _walk(steps, at + 1, words, place + way, stop, way)
        if end is not None:
            return end
    return _walk(steps, at + 1, words, place, stop, way) if step.optional else None


class TokenPattern(NamedTuple):
    """A spaCy token pattern, and the words of which one must be in a text for it to match."""

    tokens: tuple[Token, ...]
    anchors: frozenset[str]
    """Empty if the pattern has to be tried on every text."""


class _Way(NamedTuple):
    """One way to fill a part of a phrase."""

    steps: tuple[Step, ...]


def compile_phrase(phrase: str, lexicons: Lexicons, spell: Callable[[str], tuple[str, ...]]) -> tuple[Pattern, ...]:
    """The patterns of one phrase. Raises ValueError with the reason if it cannot be read."""
    parts = split_parts(phrase, " ")
    last = _GAP.fullmatch(parts[-1]) if parts else None
    if last:
        parts.pop()
    trailing = int(last[1] or 3) if last else 0
    choices = [_ways(part, lexicons, spell) for part in parts]
    anchored = _anchored_part(choices)
    if anchored is None:
        raise ValueError(f'"{phrase}" can match without any word; give it at least one word that must be there')
    before = tuple(_as_step(ways, backwards=True) for ways in choices[:anchored])[::-1]
    after = tuple(_as_step(ways, backwards=False) for ways in choices[anchored + 1 :])
    patterns = []
    for way in choices[anchored]:
        place = _anchor(way.steps)
        assert place is not None
        words = way.steps[place].words or frozenset()
        left, right = way.steps[:place][::-1], way.steps[place + 1 :]
        patterns.append(Pattern(words, left + _flat(before), right + _flat(after), trailing))
    return tuple(patterns)


def _anchored_part(choices: Sequence[Sequence[_Way]]) -> int | None:
    """The part of a phrase whose words are least often met; None if none of its parts has to be there."""
    costs: dict[int, int] = {}
    for number, ways in enumerate(choices):
        anchors = [_anchor(way.steps) for way in ways]
        if all(place is not None for place in anchors):
            costs[number] = sum(
                _commonness(way.steps[place or 0].words or frozenset())
                for way, place in zip(ways, anchors, strict=True)
            )
    return min(costs, key=lambda number: costs[number], default=None)


def _as_step(ways: Sequence[_Way], backwards: bool) -> tuple[Step, ...]:
    """A part of a phrase as steps: its only way, or one step that tries its ways in turn."""
    rows = [way.steps[::-1] if backwards else way.steps for way in ways]
    if len(rows) == 1:
        return rows[0]
    heads: dict[str, list[tuple[Step, ...]]] = {}
    others = []
    for row in rows:
        first = row[0] if row else None
        if first is None or first.words is None or first.optional or first.barred:
            others.append(row)
        else:
            for word in first.words:
                heads.setdefault(word, []).append(row)
    return (Step(None, ways=tuple(others), heads={word: tuple(found) for word, found in heads.items()}),)


def _flat(parts: Iterable[tuple[Step, ...]]) -> tuple[Step, ...]:
    return tuple(itertools.chain.from_iterable(parts))


def _anchor(steps: Sequence[Step]) -> int | None:
    """The place of the step that is least often met; None if there is no step that must be there."""
    needed = [
        place for place, step in enumerate(steps) if step.words is not None and not step.optional and not step.barred
    ]
    if len(needed) < 2:
        return needed[0] if needed else None
    return min(needed, key=lambda place: _commonness(steps[place].words or frozenset()))


def split_parts(text: str, separator: str) -> list[str]:
    """Cut a phrase at a separator outside round brackets. Raises ValueError for brackets that do not close."""
    if "(" not in text and ")" not in text:
        return text.split() if separator == " " else text.split(separator)
    parts, depth, start = [], 0, 0
    for place, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth < 0:
            raise ValueError(f'"{text}" closes a bracket that was not opened')
        if letter == separator and depth == 0:
            parts.append(text[start:place])
            start = place + 1
    if depth:
        raise ValueError(f'"{text}" has a bracket that is not closed')
    parts.append(text[start:])
    return [part for part in parts if part.strip()] if separator == " " else parts


def compile_tokens(tokens: tuple[Token, ...], lexicons: Lexicons) -> TokenPattern:
    """A spaCy token pattern with "@lexicon" in its sets opened out. Raises ValueError for an unknown lexicon."""
    opened = tuple({key: _opened(value, lexicons) for key, value in token.items()} for token in tokens)
    required = []
    for token in opened:
        lower = token.get("LOWER")
        if token.get("OP", "1") in ("1", "+") and lower is not None:
            words = [lower] if isinstance(lower, str) else lower.get("IN")
            if words:
                required.append(frozenset(words))
    return TokenPattern(opened, min(required, key=_commonness) if required else frozenset())


def _opened(value: Any, lexicons: Lexicons) -> Any:
    if isinstance(value, dict):
        return {key: _opened(inner, lexicons) for key, inner in value.items()}
    if isinstance(value, list):
        return sorted({word for item in value for word in _opened_name(item, lexicons)})
    if isinstance(value, str) and value.startswith("@"):
        return {"IN": sorted(lexicons.words(value[1:]))}
    return value


def _opened_name(item: Any, lexicons: Lexicons) -> tuple[Any, ...]:
    return tuple(lexicons.words(item[1:])) if isinstance(item, str) and item.startswith("@") else (item,)


def is_everyday(words: frozenset[str]) -> bool:
    """Whether a choice of words holds words that stand in nearly every text, so that finding one says little."""
    return not words.isdisjoint(_COMMON)


def _commonness(words: frozenset[str]) -> int:
    """How often a choice of words is likely to be met: everyday words count much."""
    return len(words) + 99 * len(words & _COMMON)


@lru_cache(maxsize=4096)
def _ways(part: str, lexicons: Lexicons, spell: Callable[[str], tuple[str, ...]]) -> list[_Way]:
    optional = part.endswith("?") and len(part) > 1
    body = part[:-1] if optional else part
    gap = _GAP.fullmatch(body)
    if gap:
        return [_Way((Step(None, optional=True, gap=int(gap[1] or 3)),))]
    if body == "_":
        return [_Way((Step(None, optional=optional),))]
    if body.startswith("!"):
        return [_Way((Step(_barred(body[1:], lexicons, spell), optional=optional, barred=True),))]
    entries: set[tuple[str, ...]] = set()
    longer: list[_Way] = []
    choices = split_parts(body[1:-1] if body.startswith("(") else body, "|")
    for number, choice in enumerate(choices, 1):
        if not choice.strip():
            raise ValueError(f'"{part}" has an empty choice')
        if choice.startswith("!") and number < len(choices):
            raise ValueError(f'"{choice}" lets through what follows it in "{part}"; put it last, or write !(one|other)')
        if " " in choice.strip() and any(sign in choice for sign in "@~(.?_'!"):
            longer.extend(_row(choice, lexicons, spell))
        elif choice == "_" or choice.startswith(("(", "!")):
            longer.extend(_ways(choice, lexicons, spell))
        else:
            entries |= _entries(choice.strip(), lexicons, spell)
    singles = frozenset(entry[0] for entry in entries if len(entry) == 1)
    ways = longer + [
        _Way(tuple(Step(frozenset({word})) for word in entry)) for entry in sorted(entries) if len(entry) > 1
    ]
    if singles:
        ways.append(_Way((Step(singles, optional=optional),)))
    elif optional:
        ways.append(_Way(()))
    return ways


def _row(choice: str, lexicons: Lexicons, spell: Callable[[str], tuple[str, ...]]) -> list[_Way]:
    """A choice of several parts in a row."""
    rows = itertools.product(*(_ways(part, lexicons, spell) for part in split_parts(choice, " ")))
    return [_Way(tuple(step for way in row for step in way.steps)) for row in rows]


def _entries(choice: str, lexicons: Lexicons, spell: Callable[[str], tuple[str, ...]]) -> set[tuple[str, ...]]:
    if choice.startswith("@"):
        return set(lexicons.entries(choice[1:]))
    if choice.startswith("~"):
        return {(form,) for form in lexicons.forms(choice[1:])}
    if choice == "'s":
        return {(choice,)}
    if choice.startswith("'"):
        raise ValueError(f'"{choice}" is read as the word that it stands for; write that word')
    spelt = spell(choice)
    if not spelt:
        raise ValueError(f'"{choice}" holds no word')
    return {spelt}


def _barred(choices: str, lexicons: Lexicons, spell: Callable[[str], tuple[str, ...]]) -> frozenset[str]:
    """The words that do not fit: of a lexicon those of its entries that are one word."""
    barred: set[str] = set()
    for choice in split_parts(choices[1:-1] if choices.startswith("(") else choices, "|"):
        words = {entry[0] for entry in _entries(choice, lexicons, spell) if len(entry) == 1}
        if not words:
            raise ValueError(f'"!{choice}" bars one word at a time, and "{choice}" is read as several')
        barred |= words
    return frozenset(barred)
