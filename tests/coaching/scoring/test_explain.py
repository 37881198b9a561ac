"""Those who write rules are told why a rule fired, and why another did not."""

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.coaching.codebook import Dimension
from bot.coaching.scoring.explain import Explainer, Explanation
from bot.coaching.scoring.language import Example, Guard, Pack
from bot.coaching.scoring.scorer import Scorer
from bot.library import KNOWLEDGE
from bot.library.scoring import read_scoring_rules

ANGRY = "Not one of you rang me! He came home with his lip split."
BOTH: list[Dimension] = ["two_way", "empathy"]

GUARD = {
    "id": "no_apology", "about": "", "within": "match", "phrases": ["sorry you feel"],
    "found": ["", ""], "absent": ["", ""],
}  # fmt: skip
RULES: list[dict[str, object]] = [
    {"id": "admit_mistake.act", "phrases": ["we should have (rung|called|told) ..2"]},
    {"id": "admit_mistake.sorry", "phrases": ["i am sorry ..3", "sorry you"], "unless": ["no_apology"]},
    {"id": "admit_mistake.late", "phrases": ["too late"], "where": {"kind": ["statement"], "subject": ["we"]}},
    {"id": "admit_mistake.heard", "phrases": ["you are right"], "parent": ["angry"]},
    {"id": "admit_mistake.weak", "cues": [{"phrases": ["my"]}, {"phrases": ["slip|slips"]}, {"phrases": ["owe"]}]},
    {"id": "admit_mistake.also", "phrases": ["my bad"], "beside": ["appreciate"]},
]
EXAMPLES: dict[str, object] = {"about": "", "fires": ["", ""], "silent": ["", ""]}
PACK = {
    "move": "admit_mistake", "dimension": "empathy", "helps": True, "about": "", "source": "L",
    "rules": [{**EXAMPLES, **rule} for rule in RULES],
}  # fmt: skip

SILENT = [
    (rule.id, example.reply, example.parent) if isinstance(example, Example) else (rule.id, example, "")
    for pack in read_scoring_rules(KNOWLEDGE).packs
    for rule in pack.rules
    for example in rule.silent
]


@pytest.fixture(scope="session")
def explainer() -> Explainer:
    return Explainer(read_scoring_rules(KNOWLEDGE))


@pytest.fixture(scope="session")
def small() -> Explainer:
    """An explainer that knows only the rules above."""
    rules = read_scoring_rules(KNOWLEDGE)
    packs, guards = (msgspec.convert(PACK, Pack),), (msgspec.convert(GUARD, Guard),)
    return Explainer(msgspec.structs.replace(rules, packs=packs, guards=guards))


def why(explained: Explanation, rule: str) -> str:
    """Why a rule did not fire."""
    (missed,) = (each for each in (*explained.stopped, *explained.broken_off) if each.rule == rule)
    return "; ".join(missed.why)


def test_a_rule_that_fired_is_shown_with_its_words_and_its_move(small: Explainer) -> None:
    (fired,) = small.explain("We should have rung you that day. How is he now?", ANGRY, BOTH).fired
    assert (fired.rule, fired.move, fired.not_shown) == ("admit_mistake.act", "admit_mistake", "")
    assert fired.words == "We should have rung you that"


def test_words_are_shown_as_typed_and_as_read(small: Explainer) -> None:
    explained = small.explain("u shoud hvae told me", ANGRY, BOTH)
    assert [(word.typed, word.text) for word in explained.words] == [
        ("u", "you"), ("shoud", "should"), ("hvae", "have"), ("told", "told"), ("me", "me"),
    ]  # fmt: skip


def test_the_guard_that_stops_a_rule_is_named_with_its_words(small: Explainer) -> None:
    explained = small.explain("I'm sorry you feel that way.", ANGRY, BOTH)
    assert why(explained, "admit_mistake.sorry") == 'the guard no_apology stops it: "sorry you feel"'


def test_each_condition_that_does_not_hold_is_named(small: Explainer) -> None:
    explained = small.explain("Are you too late?", ANGRY, BOTH)
    assert why(explained, "admit_mistake.late") == "it wants kind: statement; it wants subject: we"


def test_a_signal_that_is_not_in_the_parents_line_is_named(small: Explainer) -> None:
    assert small.explain("You're right.", ANGRY, BOTH).fired
    assert "no signal angry" in why(small.explain("You're right.", "He likes it here.", BOTH), "admit_mistake.heard")


def test_the_word_on_which_a_phrase_broke_off_is_named(small: Explainer) -> None:
    explained = small.explain("We should have a rule about lunch.", ANGRY, BOTH)
    assert why(explained, "admit_mistake.act") == (
        '"we should have (rung|called|told) ..2" broke off: after "We should have" it wants called, rung, told, '
        'and "a" stands there'
    )
    assert "the sentence ends there" in why(small.explain("we should have", ANGRY, BOTH), "admit_mistake.act")


def test_cues_that_are_too_few_or_too_far_apart_are_counted(small: Explainer) -> None:
    assert "cues 1 and 2 of 3 are there, 2 of 3 points" in why(small.explain("my slip", "", BOTH), "admit_mistake.weak")
    explained = small.explain("I owe you. It was my work. A slip.", "", BOTH)
    assert "but not in one clause" in why(explained, "admit_mistake.weak")


def test_a_move_that_needs_another_beside_it_is_not_shown_alone(small: Explainer) -> None:
    (fired,) = small.explain("my bad", "", BOTH).fired
    assert fired.not_shown == "needs appreciate beside it"


def test_signals_of_the_parent_are_shown_with_their_words(explainer: Explainer) -> None:
    assert "Not one of you" in explainer.explain("ok", ANGRY, BOTH).signals["angry"]


def test_the_score_rules_that_decided_lead_to_the_score(explainer: Explainer) -> None:
    explained = explainer.explain("You're pathetic.", ANGRY, BOTH)
    assert explained.scored.scores.empathy == 0
    assert explained.steps["empathy"][-1].effect == "score 0"


def test_whatever_keeps_a_rule_silent_is_said(explainer: Explainer) -> None:
    for rule, reply, parent in SILENT[::10]:
        explained = explainer.explain(reply, parent, BOTH)
        assert rule not in {each.rule for each in explained.fired}
        assert all(each.why for each in (*explained.stopped, *explained.broken_off)), reply


@given(reply=st.text(max_size=200), parent=st.text(max_size=80))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_can_be_explained_and_has_the_scores_it_is_given(
    explainer: Explainer, scorer: Scorer, reply: str, parent: str
) -> None:
    explained = explainer.explain(reply, parent, BOTH)
    assert explained.scored == scorer.score(reply, parent, BOTH)
