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


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Other kids I will not discuss", "other kids i will not discuss"),
        ("whatever it is il fix it", "whatever it is i will fix it"),
        ("the kids are ill", "the kids are ill"),
        ("Mum's ill too", "mum 's ill too"),
        ("ill call you", "i will call you"),
        ("ur welcome", "you are welcome"),
        ("I should of gone", "i should have gone"),
    ],
)
def test_typed_words_in_a_row_are_read_as_they_were_meant(normaliser: Normaliser, typed: str, read: str) -> None:
    assert " ".join(word.text for word in normaliser.read(typed).words) == read
