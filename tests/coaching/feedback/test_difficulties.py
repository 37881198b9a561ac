"""Whatever a trainee says they find hard leads to something that helps and to something to rehearse."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.coaching.feedback.difficulties import OFFERED, DifficultyFinder, varied
from bot.coaching.scoring.vocabulary import LEXICONS, Vocabulary
from bot.library.difficulties import read_difficulties
from bot.library.scenarios import read_scenarios
from bot.library.scoring import read_scoring_rules
from bot.settings import ROOT

KNOWLEDGE = ROOT / "bot" / "knowledge"
SAID = ROOT / "tests" / "difficulties"
SCENARIOS = read_scenarios(KNOWLEDGE)
FINDER = DifficultyFinder(read_difficulties(KNOWLEDGE), SCENARIOS, Vocabulary(read_scoring_rules(KNOWLEDGE), LEXICONS))


def offered(words: str) -> list[str]:
    """The scenarios that are offered to these words."""
    return [offer.scenario for offer in FINDER.hear(words).offers]


def table(file: Path) -> list[tuple[str, set[str]]]:
    """Sentences with the scenarios of which one must be offered."""
    return [(row["said"], set(row["offers"])) for row in yaml.safe_load(file.read_text(encoding="utf-8"))]


@pytest.mark.parametrize(("said", "wanted"), table(SAID / "sentences.yml"))
def test_what_is_hard_leads_to_what_can_be_rehearsed(said: str, wanted: set[str]) -> None:
    assert wanted & set(offered(said)), FINDER.hear(said)


def test_nine_of_ten_sentences_that_nothing_was_written_for_are_understood() -> None:
    rows = table(SAID / "check.yml")
    missed = [said for said, wanted in rows if not wanted & set(offered(said))]
    assert len(missed) <= len(rows) / 10, missed


@pytest.mark.parametrize("said", ["I am afraid of angry parents", "im affraid of angrry parants", "ANGRY PARENTS!!!"])
def test_slips_and_capitals_do_not_matter(said: str) -> None:
    assert offered(said)[0] == "angry_parent"


def test_a_subject_is_taken_up_before_what_can_come_up_in_any_talk() -> None:
    heard = FINDER.hear("I never know what to say when a family has no money for the trip")
    assert heard.difficulties[0] == "money"
    assert "freezing" in heard.difficulties


def test_a_conversation_is_offered_by_its_own_name() -> None:
    assert offered("Refused medication")[0] == "medication"


def test_only_what_is_there_to_be_chosen_is_offered() -> None:
    heard = FINDER.hear("angry parents", among=["bullying"])
    assert heard.difficulties[0] == "anger"
    assert [offer.scenario for offer in heard.offers] == ["bullying"]


@given(st.text(max_size=400))
def test_any_words_get_at_most_a_few_offers_and_the_same_ones_again(words: str) -> None:
    heard = FINDER.hear(words)
    assert len(heard.offers) <= OFFERED
    assert len({offer.scenario for offer in heard.offers}) == len(heard.offers)
    assert FINDER.hear(words) == heard


@given(st.integers(0, 2**31))
def test_suggestions_are_few_and_differ_in_theme(turn: int) -> None:
    scenarios = list(SCENARIOS.values())
    suggested = varied(scenarios, turn)
    assert len(suggested) == OFFERED
    assert len({one.theme for one in suggested}) == OFFERED


def test_suggestions_are_no_more_than_there_are() -> None:
    assert varied([], 3) == ()
