"""A slip of the fingers costs a trainee nothing, and what is no slip stays as it was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.coaching.scoring.misspellings import Misspellings
from bot.coaching.scoring.scorer import Scorer

MEANT = ("understand", "worried", "sorry", "brain", "kind", "thursday")
KNOWN = frozenset({"worries", "kings", "adios"})
EVERYDAY = frozenset({"you", "the", "what", "have"})

COMMONEST = frozenset({"you", "the", "do", "a"})
CONTRACTED = frozenset({"don't", "dont", "isn't", "i'll", "that's"})

misspellings = Misspellings((*MEANT, "doubt"), KNOWN, EVERYDAY | COMMONEST, COMMONEST, CONTRACTED)
words = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("undrestand", "understand"),
        ("understnad", "understand"),
        ("undestand", "understand"),
        ("underatand", "understand"),
        ("worrried", "worried"),
        ("sorrry", "sorry"),
        ("yuo", "you"),
        ("waht", "what"),
        ("hte", "the"),
        ("hve", "have"),
        ("rhe", "the"),
        ("qhat", "what"),
        ("aa", "a"),
        ("dob't", "don't"),
        ("isnn't", "isn't"),
        ("isn'", "isn't"),
        ("i'lk", "i'll"),
        ("thst's", "that's"),
        ("dobt", "dont"),
        ("doubtt", "doubt"),
    ],
)
def test_one_slip_is_mended(typed: str, meant: str) -> None:
    assert misspellings.mend(typed) == meant


@pytest.mark.parametrize("typed", ["worries", "kings", "adios", "undrestnad", "xkinx", "mind", "é", "k1nd", "", "q"])
def test_real_words_and_words_further_off_stay(typed: str) -> None:
    assert misspellings.mend(typed) == typed


def test_a_name_stays_a_name_but_a_day_is_a_day() -> None:
    assert misspellings.mend("brian", name=True) == "brian"
    assert misspellings.mend("thrusday", name=True) == "thursday"


@given(typed=words)
def test_mending_leads_to_a_word_that_rules_look_for_and_then_stops(typed: str) -> None:
    mended = misspellings.mend(typed)
    assert mended == typed or mended in {*MEANT, "doubt", *EVERYDAY, *COMMONEST, *CONTRACTED}
    assert misspellings.mend(mended) == mended


@given(data=st.data(), word=st.sampled_from(["understand", "worried", "thursday"]))
def test_any_letter_left_out_or_swapped_of_a_long_word_is_mended(data: st.DataObject, word: str) -> None:
    place = data.draw(st.integers(1, len(word) - 2))
    assert misspellings.mend(word[:place] + word[place + 1 :]) == word
    assert misspellings.mend(word[:place] + word[place + 1] + word[place] + word[place + 2 :]) == word


@pytest.mark.parametrize(
    "typed",
    [
        "I'm so sorry we didnt rign you. What did he tlel you?",
        "Im so srory we didn't ring you. Waht did he tell you?",
        "I'm so sorry we didn't ring yuo. What did he tell yu?",
    ],
)
def test_slips_do_not_change_the_scores(scorer: Scorer, typed: str) -> None:
    parent = "Not one of you rang me! He came home with his lip split."
    tidy = scorer.score("I'm so sorry we didn't ring you. What did he tell you?", parent, ["two_way", "empathy"])
    assert scorer.score(typed, parent, ["two_way", "empathy"]).scores == tidy.scores


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("I dob't know whta iis wrong", "i do not know what is wrong"),
        ("He isnn't here, II know tht", "he is not here i know that"),
        ("It's beeen sooooo long, I seee", "it has been so long i see"),
        ("Rhat was nad it wass quick", "that was and it was quick"),
        ("I saw Sid amd Mia in Boden", "i saw sid and mia in boden"),
        ("o'clock, Tom's and the girls' coats", "oclock tom 's and the girls coats"),
    ],
)
def test_small_words_are_read_as_they_were_meant(scorer: Scorer, typed: str, read: str) -> None:
    assert " ".join(scorer.reader.read(typed).words) == read
