"""Days and times of day in words that are in their usual spelling."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import get_args

from bot.coaching.codebook import Weekday

_NUMBERS = {
    word: number
    for number, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
        start=1,
    )
} | {str(number): number for number in range(1, 13)}
_BEFORE = {"half": 30, "quarter": 15, "ten": 10, "twenty": 20, "five": 5}
_SPOTS = {"noon": 12 * 60, "midday": 12 * 60, "lunchtime": 12 * 60, "lunch": 12 * 60, "midnight": 0}
_WRITTEN = re.compile(r"([01]?\d|2[0-3])[.:]([0-5]\d)(am|pm)?|(1[0-2]|[1-9])(am|pm)")
_AT = frozenset({"at", "by", "from", "before", "after", "around", "about", "till", "until", "past", "to", "half"})
_EARLY = 7
"""Hours below this are those of the afternoon: nobody meets a teacher at four in the morning."""


def day_in(words: Sequence[str]) -> Weekday | None:
    """The first weekday that is named."""
    for word in words:
        for day in get_args(Weekday):
            if word in (day, f"{day}s"):
                return day  # type: ignore[no-any-return]
    return None


def minute_in(words: Sequence[str]) -> int | None:
    """The first time of day that is named, in minutes after midnight; a bare "four" is the afternoon's."""
    for place, word in enumerate(words):
        if word in _SPOTS:
            return _SPOTS[word]
        written = _WRITTEN.fullmatch(word)
        if written:
            hour, minute = int(written[1] or written[4]), int(written[2] or 0)
            return _of_day(hour, minute, written[3] or written[5])
        if word in _NUMBERS and _is_hour(words, place):
            return _spoken(words, place)
    return None


def _is_hour(words: Sequence[str], place: int) -> bool:
    """Whether a number is a time: "at four", "four o'clock", "Thursday four", and not "four weeks"."""
    before = words[place - 1] if place else ""
    after = words[place + 1] if place + 1 < len(words) else ""
    if after in ("past", "to") and words[place] in _BEFORE:
        return False
    return before in _AT or after in ("o", "oclock", "pm", "am", "sharp") or day_in([before]) is not None


def _spoken(words: Sequence[str], place: int) -> int:
    hour, minute = _NUMBERS[words[place]], 0
    before = list(words[max(0, place - 2) : place])
    if before[-1:] == ["half"]:
        minute = 30
    elif len(before) == 2 and before[0] in _BEFORE and before[1] in ("past", "to"):
        minute = _BEFORE[before[0]] if before[1] == "past" else -_BEFORE[before[0]]
    after = words[place + 1] if place + 1 < len(words) else ""
    return _of_day(hour, minute, after if after in ("am", "pm") else None)


def _of_day(hour: int, minute: int, half: str | None) -> int:
    if (half == "pm" or (half is None and hour < _EARLY)) and hour < 12:
        hour += 12
    if half == "am" and hour == 12:
        hour = 0
    return (hour * 60 + minute) % (24 * 60)
