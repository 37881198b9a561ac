"""Whatever is said to the whole running bot is answered, or refused, in words, and the talk goes on."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.fuzz.naughty import CORPUS
from tests.fuzz.replies import PATIENCE, Outcome, counted, talk

pytestmark = pytest.mark.rasa

FIRST_MIXTURES = range(len(CORPUS), len(CORPUS) + 20)
EACH = 12
"""Replies in one talk."""


def test_hostile_replies_are_answered_in_words_and_the_talk_goes_on(served: str) -> None:
    numbers = [*range(0, len(CORPUS)), *FIRST_MIXTURES]
    talks = [numbers[first : first + EACH] for first in range(0, len(numbers), EACH)]
    with httpx.Client(base_url=served, timeout=PATIENCE) as web, ThreadPoolExecutor(4) as pool:

        def one(those: list[int]) -> list[Outcome]:
            return list(talk(web, those))

        outcomes = [outcome for outcomes in pool.map(one, talks) for outcome in outcomes]
    assert len(outcomes) == len(numbers)
    wrong = [f"{outcome.number}: {outcome.wrong}" for outcome in outcomes if outcome.wrong]
    assert not wrong, "\n".join([*counted(outcomes), *wrong])
    answered = sum(outcome.verdict == "answered" for outcome in outcomes)
    assert answered > len(outcomes) * 3 / 4, "most of them have words in them, however odd"
