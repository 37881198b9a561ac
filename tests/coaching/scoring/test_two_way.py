"""What a trainee may rely on when it is scored how far the parent was brought in."""

import pytest

from bot.coaching.codebook import Dimension
from bot.coaching.scoring.scorer import Scorer

ALONE = "Every break he is on the stairs by himself, every single one, and none of you has noticed."
BOTH: tuple[Dimension, ...] = ("two_way", "empathy")


def test_the_parents_words_are_said_back_only_beside_something_warm_or_a_question(scorer: Scorer) -> None:
    fragment = "Every break, alone on those stairs."
    assert not scorer.score(fragment, ALONE, BOTH).has("reflect_back")
    assert scorer.score(f"{fragment} What does he say about it?", ALONE, BOTH).has("reflect_back")


def test_words_of_one_meaning_count_as_the_parents_words(scorer: Scorer) -> None:
    parent = "My mum had to fetch him, he was sobbing in the loos."
    scored = scorer.score("Crying in the toilets, with only his grandmother to fetch him. How is he now?", parent, BOTH)
    assert scored.has("reflect_back")


def test_an_abbreviation_is_jargon_unless_the_parent_used_it(scorer: Scorer) -> None:
    reply = "The LWOO will be settled after the DLE."
    assert scorer.score(reply, ALONE, BOTH).has("jargon")
    assert not scorer.score(reply, "What does the LWOO say, and the DLE?", BOTH).has("jargon")
    assert not scorer.score("I am SO sorry, that is NOT ok.", ALONE, BOTH).has("jargon")


@pytest.mark.parametrize(
    ("reply", "score"),
    [
        ("Sign the form by Friday, please.", 0),
        ("Don't you think he should learn to join in?", 0),
        ("We have a new playground rota this term.", 1),
        ("Who does he talk to at home?", 2),
        ("Every break on those stairs, alone. What does he tell you about it?", 3),
        ("What would you like us to try?", 3),
        ("Shall we work out together what would get him off those stairs?", 3),
    ],
)
def test_the_anchors_of_the_scale_hold(scorer: Scorer, reply: str, score: int) -> None:
    assert scorer.score(reply, ALONE, BOTH).scores.two_way == score


@pytest.mark.parametrize(
    ("open_one", "pressing_one"),
    [
        ("Why do you think he sits there?", "Why do you let him sit there?"),
        ("What has helped him before?", "Have you tried helping him?"),
        ("Could you tell me about it?", "Could you just calm down?"),
        ("Has he told you what happened?", "Did he also tell you what he did himself?"),
    ],
)
def test_a_pressing_question_is_no_opening(scorer: Scorer, open_one: str, pressing_one: str) -> None:
    assert scorer.score(open_one, ALONE, BOTH).scores.two_way >= 2
    assert scorer.score(pressing_one, ALONE, BOTH).scores.two_way <= 1
