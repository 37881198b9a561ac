"""What a trainee and a facilitator may rely on when a reply is scored."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.coaching.scoring.scorer import Scorer

ANGRY = "Not one of you rang me! He came home with his lip split and you lot stood there with your coffees."
SECRET = "Please keep this between us. You can't tell anyone, I'd lose the kids."
WANTS_NAME = "Who pushed him? I want the name, and I want it today."

REPLIES = (
    "I'm so sorry we didn't ring you.",
    "Thank you for coming in. How has he been since?",
    "We have a new method this year.",
    "You must be so worried about him.",
    "I can't talk about other pupils with you.",
)

INSULTS = (
    "You're being pathetic.",
    "Shut up.",
    "Shut up. ?? where was I",
    "You're a liar.",
    "What an idiot you are.",
    "Maybe learn to read.",
    "No wonder your child is like this with a parent like you.",
)

shared = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(reply=st.text(max_size=400), parent=st.text(max_size=200))
@example(reply="", parent="")
@example(reply="????!!!!((((((((", parent="…")
@example(reply="🙏😂\u202e\u0000 ok", parent="\ud7ff")
@shared
def test_any_text_gets_scores_and_spans_that_quote_it(scorer: Scorer, reply: str, parent: str) -> None:
    scored = scorer.score(reply, parent, ["two_way", "empathy", "boundaries"])
    assert scored.scores.boundaries is not None
    for move in scored.moves:
        assert reply[move.start : move.end] == move.text


def test_a_hundred_thousand_characters_are_scored(scorer: Scorer) -> None:
    for text in ("sorry " * 17_000, "(" * 100_000, "a" * 100_000, "do you or " * 10_000, "é́" * 50_000):
        assert scorer.score(text[:100_000], ANGRY, ["two_way", "empathy"]).scores.two_way <= 1


@pytest.mark.parametrize("reply", REPLIES)
@pytest.mark.parametrize("insult", INSULTS)
def test_an_insult_never_helps(scorer: Scorer, reply: str, insult: str) -> None:
    kind = scorer.score(reply, ANGRY, ["two_way", "empathy"]).scores
    rude = scorer.score(f"{reply} {insult}", ANGRY, ["two_way", "empathy"]).scores
    assert rude.empathy == 0 <= kind.empathy
    assert rude.boundaries == 0
    assert rude.two_way <= kind.two_way


@pytest.mark.parametrize("reply", REPLIES)
def test_a_genuine_question_never_hurts_the_exchange(scorer: Scorer, reply: str) -> None:
    before = scorer.score(reply, ANGRY, ["two_way", "empathy"]).scores
    after = scorer.score(f"{reply} What has he told you himself?", ANGRY, ["two_way", "empathy"]).scores
    assert after.two_way >= max(before.two_way, 2)


@pytest.mark.parametrize(
    "typed",
    [
        "im so sorry we didnt ring you what did he tell you",
        "I'M SO SORRY WE DIDN'T RING YOU. WHAT DID HE TELL YOU?",
        "I’m  so sorry we didn’t ring you.   What did he tell you",
        "im so sorry we didnt ring u. wot did he tell u",
    ],
)
def test_typing_does_not_change_the_scores(scorer: Scorer, typed: str) -> None:
    tidy = scorer.score("I'm so sorry we didn't ring you. What did he tell you?", ANGRY, ["two_way", "empathy"])
    scored = scorer.score(typed, ANGRY, ["two_way", "empathy"])
    assert scored.scores == tidy.scores
    assert scored.scores.two_way == scored.scores.empathy == 3
    assert {move.move for move in scored.moves} == {move.move for move in tidy.moves}


def test_a_reply_is_scored_alike_whatever_was_scored_before(scorer: Scorer) -> None:
    first = [scorer.score(reply, ANGRY, ["empathy"]) for reply in REPLIES]
    again = [scorer.score(reply, ANGRY, ["empathy"]) for reply in reversed(REPLIES)]
    assert first == list(reversed(again))


def test_boundaries_are_scored_only_when_called_for_or_crossed(scorer: Scorer) -> None:
    assert scorer.score("How is he now?", ANGRY, ["two_way"]).scores.boundaries is None
    assert scorer.score("I promise it will never happen again.", ANGRY, ["two_way"]).scores.boundaries == 0
    assert scorer.score("How is he now?", WANTS_NAME, ["boundaries"]).scores.boundaries == 1


def test_keeping_another_family_private_with_care_is_the_best_there_is(scorer: Scorer) -> None:
    reply = "I can't talk about other pupils. What I can do is ring you on Thursday with what we changed for him."
    assert scorer.score(reply, WANTS_NAME, ["boundaries"]).scores.boundaries == 3
    assert scorer.score("I can't talk about other pupils.", WANTS_NAME, ["boundaries"]).scores.boundaries == 2


def test_a_promise_of_secrecy_drops_the_boundary(scorer: Scorer) -> None:
    scored = scorer.score("Okay, this stays between you and me, I won't tell anyone.", SECRET, ["boundaries"])
    assert scored.scores.boundaries == 0
    assert scored.has("give_in", "over_promise")


def test_understanding_that_is_taken_back_stays_low(scorer: Scorer) -> None:
    scored = scorer.score("I understand that you're upset, but the rules are the rules.", ANGRY, ["empathy"])
    assert scored.scores.empathy <= 1
    assert scored.has("yes_but")


@pytest.mark.parametrize("question", ["How is he?", "and how is she", "How are you?", "What is it?"])
def test_a_short_question_is_a_question(scorer: Scorer, question: str) -> None:
    reply = f"We should have rung you, I am sorry. {question}"
    assert scorer.score(reply, ANGRY, ["two_way", "empathy"]).scores.two_way >= 2


@pytest.mark.parametrize("empty", ["", "ok", "dfkj gsdf", "🤷", "wrong chat sorry"])
def test_saying_nothing_to_an_angry_parent_is_no_answer(scorer: Scorer, empty: str) -> None:
    scores = scorer.score(empty, ANGRY, ["two_way", "empathy", "boundaries"]).scores
    assert (scores.two_way, scores.empathy, scores.boundaries) == (0, 0, 1)


def test_reasons_quote_the_words_that_decided(scorer: Scorer) -> None:
    reasons = scorer.score("You must be so worried. What has helped him before?", ANGRY, ["two_way", "empathy"]).reasons
    assert "What has helped him before" in reasons.two_way
    assert "You must be so worried" in reasons.empathy
    assert reasons.boundaries is None


def test_the_topic_that_is_asked_about_comes_first(scorer: Scorer) -> None:
    scored = scorer.score("The homework can wait. How does he sleep at night?", ANGRY, ["two_way"])
    assert scored.topics[0] == "sleep_food"
    assert "school_work" in scored.topics
