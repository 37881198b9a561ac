"""Words of rules and words that are typed come out in the same spelling."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bot
from bot.coaching.scoring.language import Spelling
from bot.coaching.scoring.text import Normaliser
from bot.library.documents import read_document

SPELLING = read_document(Path(bot.__file__).parent / "knowledge" / "spelling.yml", Spelling).value
typed_words = sorted({*SPELLING.words, *(word for phrase in SPELLING.phrases for word in phrase.split())})
words = st.sampled_from(typed_words) | st.text(alphabet="abdeilmostu'", min_size=1, max_size=6)


@pytest.fixture(scope="module")
def normaliser() -> Normaliser:
    return Normaliser(SPELLING)


@given(row=st.lists(words, min_size=1, max_size=5))
def test_a_phrase_of_a_rule_is_spelt_as_the_same_words_in_a_reply(normaliser: Normaliser, row: list[str]) -> None:
    phrase = " ".join(row)
    assert normaliser.phrase(phrase) == tuple(word.text for word in normaliser.read(phrase).words)
