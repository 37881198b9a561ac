"""Agreement is told as the literature tells it, and with an honest interval."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from bot.coaching.agreement.kappa import FEWEST, Pair, interval_of_kappa, weighted_kappa

SCORE = st.integers(0, 3)
PAIRS = st.lists(st.tuples(SCORE, SCORE), max_size=40)
BY_PARTICIPANT = st.dictionaries(
    st.sampled_from("abcdefghij"), st.lists(st.tuples(SCORE, SCORE), min_size=1, max_size=6)
)


@given(PAIRS.filter(lambda pairs: len({score for pair in pairs for score in pair}) > 1))
def test_it_is_the_kappa_that_statistics_packages_work_out(pairs: list[Pair]) -> None:
    one, other = zip(*pairs, strict=True)
    usual = cohen_kappa_score(one, other, weights="quadratic", labels=[0, 1, 2, 3])
    assert weighted_kappa(pairs) == pytest.approx(usual, abs=1e-12)


@given(PAIRS)
def test_who_is_named_first_makes_no_difference(pairs: list[Pair]) -> None:
    assert weighted_kappa(pairs) == weighted_kappa([(other, one) for one, other in pairs])


@pytest.mark.parametrize("pairs", [[], [(2, 2)], [(1, 1)] * 30])
def test_one_and_the_same_score_throughout_tells_nothing_about_agreement(pairs: list[Pair]) -> None:
    assert weighted_kappa(pairs) is None


@given(BY_PARTICIPANT)
def test_the_interval_holds_the_kappa_and_stays_on_the_scale(pairs: dict[str, list[Pair]]) -> None:
    interval = interval_of_kappa(pairs)
    kappa = weighted_kappa([pair for some in pairs.values() for pair in some])
    if interval is not None:
        assert kappa is not None
        assert -1 <= interval.low < interval.high <= 1
        assert interval.low - 0.002 <= kappa <= interval.high + 0.002
        assert len(pairs) >= FEWEST


@given(BY_PARTICIPANT)
def test_the_same_ratings_have_the_same_interval_in_whatever_order_they_come(pairs: dict[str, list[Pair]]) -> None:
    assert interval_of_kappa(pairs) == interval_of_kappa(dict(reversed(pairs.items())))


def test_a_few_participants_are_too_few_for_an_interval_however_much_they_said() -> None:
    three = {name: [(0, 1), (3, 3), (2, 1), (1, 1)] * 20 for name in "abc"}
    assert weighted_kappa([pair for some in three.values() for pair in some]) is not None
    assert interval_of_kappa(three) is None


def test_replies_of_one_person_do_not_count_as_so_many_witnesses() -> None:
    dice = random.Random(5)
    replies = [(score, max(0, min(3, score + dice.choice([-1, 0, 0, 1])))) for score in [0, 1, 2, 3] * 12]
    many = interval_of_kappa({f"{number}": [pair] for number, pair in enumerate(replies)})
    alike = interval_of_kappa({f"{number}": [pair] * 6 for number, pair in enumerate(replies[:8])})
    assert many is not None
    assert alike is not None
    assert many.high - many.low < alike.high - alike.low


def raters(dice: random.Random, replies: int) -> list[Pair]:
    """Two raters on one participant's replies, whose level varies; so does how mild the second rater is there."""

    def score(value: float) -> int:
        return sum(value > bound for bound in (-1.0, 0.1, 1.1))

    level, mildness = dice.gauss(0, 0.7), dice.gauss(0, 0.35)
    values = [level + dice.gauss(0, 0.7) for _ in range(replies)]
    return [(score(value + dice.gauss(0, 0.45)), score(value + mildness + dice.gauss(0, 0.45))) for value in values]


@pytest.mark.parametrize("participants", [FEWEST, 8, 20])
def test_of_a_hundred_such_workshops_about_ninety_five_have_the_true_agreement_in_the_interval(
    participants: int,
) -> None:
    dice = random.Random(7)
    true = weighted_kappa([pair for _ in range(8000) for pair in raters(dice, 5)])
    assert true is not None
    held = found = 0
    for _ in range(300):
        interval = interval_of_kappa({str(number): raters(dice, 5) for number in range(participants)})
        if interval is not None:
            found += 1
            held += interval.low <= true <= interval.high
    assert found > 290
    assert 0.90 <= held / found <= 0.99
