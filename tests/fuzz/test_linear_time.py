"""Nothing that is typed keeps a processor busy: four times the text takes about four times the time, not sixteen."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from bot.coaching.feedback.help import nearest_term
from bot.coaching.play import Play
from bot.library import KNOWLEDGE
from bot.library.knowledge import read_knowledge
from bot.settings import ROOT
from tests.fuzz.patterns import Found, Search, Unknown, hostile_to, regular_expressions

SMALL, LARGE = 2_000, 8_000
"""Characters. The longest reply lies between."""
QUICK = 0.02
"""Seconds of the processor that are no matter. Squared time for the large text is a multiple of that."""
GROWTH = 9.0
"""Linear time grows to the fourfold, squared time to the sixteenfold."""
REPEATS = 3
STEPS = (16, 20, 24, 28, 200, 1_000)
"""Smaller texts come first: for the worst expressions they are enough, and the large ones would never end."""

EXPRESSIONS = list(regular_expressions(ROOT / "bot"))

PUT_TOGETHER = {
    "bot.coaching.feedback.help": "names of terms, letter by letter",
    "bot.coaching.roleplay.addressed": "names of those at the table; as part of a whole turn below",
    "bot.library.wording": "phrases, letter by letter",
    "bot.library.reading_age": "one of two endings",
}
"""Where expressions are made while the program runs, and of what."""

OWN_FILES = ("bot.web.bundle", "bot.web.static_files")
"""Where expressions see the scripts and styles of the program itself, and nothing else."""

FLOODS = (
    "sorry ",
    "do you or should we have what if not but i understand that you ",
    "a",
    "(",
    "?!.,;:-'\"",
    "n't's'd'",
    "e\u0301\u0327",
    "🙏👨‍👩‍👧 ",
    "ok\n",
    ".",
    " ",
    "12:30 ",
    "Elif, ",
    "explain to me ",
    " works",
    "i'm not saying you are not not ",
)


def seconds(search: Callable[[], object], repeats: int = 1) -> float:
    """The least time of the processor that it took."""
    taken = []
    for _ in range(repeats):
        began = time.process_time()
        search()
        taken.append(time.process_time() - began)
    return min(taken)


def grows_too_fast(small: Callable[[], object], large: Callable[[], object]) -> bool:
    if seconds(large) < QUICK:
        return False
    least = seconds(large, REPEATS)
    return least > QUICK and least > GROWTH * seconds(small, REPEATS)


def test_every_expression_that_is_put_together_is_known() -> None:
    unknown = {found.where.partition(":")[0] for found in EXPRESSIONS if isinstance(found, Unknown)}
    assert unknown == set(PUT_TOGETHER)
    assert len(EXPRESSIONS) > 50, "they are found at all"


@pytest.mark.parametrize(
    "found",
    [found for found in EXPRESSIONS if isinstance(found, Found) and not found.where.startswith(OWN_FILES)],
    ids=lambda found: found.where,
)
def test_a_regular_expression_takes_linear_time(found: Found) -> None:
    for search in found.searches:
        for step in STEPS:
            for text in hostile_to(found.pattern, step):
                assert seconds(lambda: search(text)) < 0.5, f"{found.where} takes for ever on {text[:60]!r}"  # noqa: B023
        texts = zip(hostile_to(found.pattern, SMALL), hostile_to(found.pattern, LARGE), strict=True)
        for small, large in texts:
            slow = grows_too_fast(_on(search, small), _on(search, large))
            assert not slow, f"{found.where} {found.pattern.pattern!r}: squared time on {large[:60]!r}"


def _on(search: Search, text: str) -> Callable[[], object]:
    return lambda: search(text)


@pytest.fixture(scope="module")
def play() -> Play:
    """A talk with two people at the table."""
    return read_knowledge(KNOWLEDGE).plays()["three_way"]


@pytest.mark.parametrize("flood", FLOODS)
def test_a_whole_turn_takes_linear_time(flood: str, play: Play) -> None:
    state = play.open(1)

    def turn(length: int) -> Callable[[], object]:
        text = (flood * length)[:length] + "\x00"
        return lambda: play.answer(state, text)

    seconds(turn(100))
    assert not grows_too_fast(turn(1_500), turn(6_000)), f"a turn takes squared time on {flood!r}"


@pytest.mark.parametrize("flood", FLOODS)
def test_a_question_to_the_coach_takes_linear_time(flood: str) -> None:
    terms = ["trust", "two-way communication", "admit mistakes"]

    def ask(length: int) -> Callable[[], object]:
        text = (flood * length)[:length] + "x"
        return lambda: nearest_term(text, terms)

    assert not grows_too_fast(ask(SMALL), ask(LARGE)), f"a question takes squared time on {flood!r}"
