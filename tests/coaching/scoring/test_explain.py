"""Those who write rules are told why a rule fired, and why another did not."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.coaching.codebook import Dimension
from bot.coaching.scoring.explain import Explainer, Explanation, Missed
from bot.coaching.scoring.language import Example
from bot.coaching.scoring.scorer import Scorer
from bot.library import KNOWLEDGE
from bot.library.scoring import read_scoring_rules

ANGRY = "Not one of you rang me! He came home with his lip split."
BOTH: list[Dimension] = ["two_way", "empathy"]

SILENT = [
    (rule.id, example.reply, example.parent) if isinstance(example, Example) else (rule.id, example, "")
    for pack in read_scoring_rules(KNOWLEDGE).packs
    for rule in pack.rules
    for example in rule.silent
]


@pytest.fixture(scope="session")
def explainer() -> Explainer:
    return Explainer(read_scoring_rules(KNOWLEDGE))


def missed(explained: Explanation, rule: str) -> Missed:
    (found,) = (each for each in (*explained.stopped, *explained.broken_off) if each.rule == rule)
    return found


def test_a_rule_that_fired_is_shown_with_its_words_and_its_move(explainer: Explainer) -> None:
    explained = explainer.explain("We should have rung you. How is he now?", ANGRY, BOTH)
    fired = {each.rule: each for each in explained.fired}
    assert fired["admit_mistake.should-have"].words.startswith("We should have rung you")
    assert fired["admit_mistake.should-have"].move == "admit_mistake"
    assert fired["admit_mistake.should-have"].silenced_by is None


def test_words_are_shown_as_typed_and_as_read(explainer: Explainer) -> None:
    explained = explainer.explain("u shoud tlel me", ANGRY, BOTH)
    assert [(word.typed, word.text) for word in explained.words] == [
        ("u", "you"), ("shoud", "should"), ("tlel", "tell"), ("me", "me"),
    ]  # fmt: skip


def test_the_guard_that_stops_a_rule_is_named_with_its_words(explainer: Explainer) -> None:
    explained = explainer.explain("I'm sorry you feel that way.", ANGRY, BOTH)
    assert any(
        'sorry_you_feel stops it: "sorry you feel' in why for why in missed(explained, "admit_mistake.sorry").why
    )


def test_the_word_on_which_a_phrase_broke_off_is_named(explainer: Explainer) -> None:
    explained = explainer.explain("We should have a rule about lunch.", ANGRY, BOTH)
    broken = [each for each in explained.broken_off if each.rule.startswith("admit_mistake_concrete")]
    assert any('after "We should have"' in each.why[0] and '"a" stands there' in each.why[0] for each in broken)


def test_signals_of_the_parent_are_shown_with_their_words(explainer: Explainer) -> None:
    assert explainer.explain("ok", ANGRY, BOTH).signals["angry"] == "Not one of you rang"


def test_the_score_rules_that_decided_lead_to_the_score(explainer: Explainer) -> None:
    explained = explainer.explain("You're pathetic.", ANGRY, BOTH)
    assert explained.scored.scores.empathy == 0
    assert explained.steps["empathy"][-1].effect == "score 0"


@pytest.mark.parametrize("start", range(8))
def test_whatever_keeps_a_rule_silent_is_said(explainer: Explainer, start: int) -> None:
    for rule, reply, parent in SILENT[start::8]:
        explained = explainer.explain(reply, parent, BOTH)
        assert rule not in {each.rule for each in explained.fired}
        assert all(each.why for each in (*explained.stopped, *explained.broken_off)), reply


@given(reply=st.text(max_size=200), parent=st.text(max_size=80))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_can_be_explained_and_has_the_scores_it_is_given(
    explainer: Explainer, scorer: Scorer, reply: str, parent: str
) -> None:
    explained = explainer.explain(reply, parent, BOTH)
    assert explained.scored == scorer.score(reply, parent, BOTH)
