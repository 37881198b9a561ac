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
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from bot.coaching.scoring.lexicon import Lexicons
from bot.coaching.scoring.steps import Pattern, Step
from bot.coaching.scoring.text import word_set

Token = dict[str, Any]
_GAP = re.compile(r"\.\.(\d*)")
_SEPARATORS = {" ": re.compile("[ ()]"), "|": re.compile("[|()]")}
COMMON = word_set(
    "a an the i you he she it we they me him her us them my your his our their is are was were be been am "
    "do does did have has had will would can could should may might must to of in on at for with from by "
    "about and or but if so that this there what who how when where which why not no as just all up out "
    "now then one some any very too"
)
"""The words that stand in nearly every text."""


class TokenPattern(NamedTuple):
    """A spaCy token pattern, and the words of which one must be in a text for it to match."""

    tokens: tuple[Token, ...]
    anchors: frozenset[str]
    """Empty if the pattern has to be tried on every text."""


class _Way(NamedTuple):
    """One way to fill a part of a phrase."""

    steps: tuple[Step, ...]
    anchor: int | None
    """The place of the step that is least often met; None if there is no step that must be there."""


@lru_cache(maxsize=8192)
def compile_phrase(phrase: str, lexicons: Lexicons, spell: Callable[[str], tuple[str, ...]]) -> tuple[Pattern, ...]:
    """The patterns of one phrase, the same ones each time. Raises ValueError with the reason if it cannot be read."""
    parts = split_parts(phrase, " ")
    last = _GAP.fullmatch(parts[-1]) if parts else None
    if last:
        parts.pop()
    trailing = int(last[1] or 3) if last else 0
    choices = [_ways(part, lexicons, spell) for part in parts]
    anchored = _anchored_part(choices)
    if anchored is None:
        raise ValueError(f'"{phrase}" can match without any word; give it at least one word that must be there')
    before = _flat(_as_step(ways, backwards=True) for ways in choices[:anchored][::-1])
    after = _flat(_as_step(ways, backwards=False) for ways in choices[anchored + 1 :])
    patterns = []
    for steps, place in choices[anchored]:
        assert place is not None
        words = steps[place].words or frozenset()
        patterns.append(Pattern(words, steps[:place][::-1] + before, steps[place + 1 :] + after, trailing))
    return tuple(patterns)


def _anchored_part(choices: Sequence[Sequence[_Way]]) -> int | None:
    """The part of a phrase whose words are least often met; None if none of its parts has to be there."""
    needed = [number for number, ways in enumerate(choices) if all(way.anchor is not None for way in ways)]
    if len(needed) < 2:
        return needed[0] if needed else None
    return min(needed, key=lambda number: sum(_commonness(steps[at or 0].words) for steps, at in choices[number]))


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


def _way(steps: tuple[Step, ...]) -> _Way:
    """The way that these steps are, with the place of the step that is least often met."""
    needed = [place for place, step in enumerate(steps) if step.is_word]
    if len(needed) < 2:
        return _Way(steps, needed[0] if needed else None)
    return _Way(steps, min(needed, key=lambda place: _commonness(steps[place].words)))


def split_parts(text: str, separator: str) -> list[str]:
    """Cut a phrase at a separator outside round brackets. Raises ValueError for brackets that do not close."""
    if "(" not in text and ")" not in text:
        return text.split() if separator == " " else text.split(separator)
    parts, depth, start = [], 0, 0
    for sign in _SEPARATORS[separator].finditer(text):
        letter = sign[0]
        depth += (letter == "(") - (letter == ")")
        if depth < 0:
            raise ValueError(f'"{text}" closes a bracket that was not opened')
        if letter == separator and depth == 0:
            parts.append(text[start : sign.start()])
            start = sign.end()
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
    return not words.isdisjoint(COMMON)


@lru_cache(maxsize=8192)
def _commonness(words: frozenset[str] | None) -> int:
    """How often a choice of words is likely to be met: everyday words count much."""
    if words is None:
        return 0
    if words.isdisjoint(COMMON):
        return len(words)
    return len(words) + 99 * len(words & COMMON)


@lru_cache(maxsize=8192)
def _ways(part: str, lexicons: Lexicons, spell: Callable[[str], tuple[str, ...]]) -> list[_Way]:
    optional = part.endswith("?") and len(part) > 1
    body = part[:-1] if optional else part
    gap = _GAP.fullmatch(body)
    if gap:
        return [_way((Step(None, optional=True, gap=int(gap[1] or 3)),))]
    if body == "_":
        return [_way((Step(None, optional=optional),))]
    if body.startswith("!"):
        return [_way((Step(_barred(body[1:], lexicons, spell), optional=optional, barred=True),))]
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
    ways = longer + [_words(entry) for entry in sorted(entries) if len(entry) > 1]
    if singles:
        ways.append(_way((Step(singles, optional=optional),)))
    elif optional:
        ways.append(_way(()))
    return ways


@lru_cache(maxsize=8192)
def _word(word: str) -> Step:
    """The step of one word, the same one each time."""
    return Step(frozenset({word}))


@lru_cache(maxsize=16384)
def _words(entry: tuple[str, ...]) -> _Way:
    """The way of words in a row, the same one each time."""
    return _Way(tuple(map(_word, entry)), next((place for place, word in enumerate(entry) if word not in COMMON), 0))


def _row(choice: str, lexicons: Lexicons, spell: Callable[[str], tuple[str, ...]]) -> list[_Way]:
    """A choice of several parts in a row."""
    rows = itertools.product(*(_ways(part, lexicons, spell) for part in split_parts(choice, " ")))
    return [_way(tuple(step for way in row for step in way.steps)) for row in rows]


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
