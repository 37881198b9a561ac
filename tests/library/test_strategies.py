"""Whoever edits the strategies or the coach's words is told what is wrong, and the shipped ones are sound."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.coaching.codebook import HELPING, HURTING
from bot.library.coach_texts import check_coach, read_coach, read_coach_texts
from bot.library.faults import KnowledgeError
from bot.library.strategies import check_strategies, read_sources, read_strategies

KNOWLEDGE = Path(__file__).parents[2] / "bot" / "knowledge"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of what the coach knows, to be spoilt."""
    shutil.copytree(KNOWLEDGE / "coach", tmp_path / "coach")
    for name in ("sources.yml", "strategies.yml"):
        shutil.copy(KNOWLEDGE / name, tmp_path / name)
    return tmp_path


def spoil(file: Path, old: str, new: str) -> int:
    """Change one place in a file; gives its line."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_the_shipped_strategies_and_texts_are_sound() -> None:
    assert check_strategies(KNOWLEDGE) == []
    assert check_coach(KNOWLEDGE) == []


def test_each_source_is_cited_by_some_strategy() -> None:
    assert {strategy.source for strategy in read_strategies(KNOWLEDGE).values()} == set(read_sources(KNOWLEDGE))


def test_every_move_belongs_to_a_strategy_or_has_a_remedy_that_does() -> None:
    strategies = read_strategies(KNOWLEDGE)
    shown = {move for strategy in strategies.values() for move in strategy.moves}
    assert shown == set(HELPING)
    remedies = read_coach_texts(KNOWLEDGE).remedies
    assert all(set(remedies[move].strategies) <= set(strategies) for move in HURTING)


def test_an_unknown_move_is_told_with_its_line_and_the_nearest_name(copy: Path) -> None:
    line = spoil(copy / "strategies.yml", "moves: [admit_mistake]", "moves: [admit_mistakes]")
    faults = check_strategies(copy)
    assert any(fault.line == line and 'Did you mean "admit_mistake"?' in fault.mend for fault in faults)


def test_a_move_that_no_strategy_claims_is_told(copy: Path) -> None:
    spoil(copy / "strategies.yml", "moves: [raise_concern, offer_help]", "moves: [offer_help]")
    spoil(copy / "strategies.yml", "moves: [raise_concern]", "moves: [offer_help]")
    assert [fault.what for fault in check_strategies(copy)] == ['no strategy is shown by move "raise_concern"']


def test_a_source_that_is_missing_is_told(copy: Path) -> None:
    text = (copy / "sources.yml").read_text(encoding="utf-8")
    (copy / "sources.yml").write_text(text[: text.index("A:\n")] + text[text.index("duty:\n") :], encoding="utf-8")
    assert any('source "A"' in fault.what for fault in check_strategies(copy))


def test_a_place_that_nothing_fills_is_told(copy: Path) -> None:
    line = spoil(copy / "coach" / "needs.yml", "What would you like me to know about {child}", "Tell me of {chlid}")
    faults = check_coach(copy)
    assert [(fault.line, fault.what) for fault in faults] == [(line, "nothing fills {chlid} here")]
    assert 'Did you mean "child"?' in faults[0].mend


def test_praise_without_the_trainees_words_is_told(copy: Path) -> None:
    line = spoil(copy / "coach" / "praise.yml", "“{quote}” leaves the answer", "That leaves the answer")
    assert [fault.line for fault in check_coach(copy)] == [line]


def test_words_that_stand_in_two_places_are_told(copy: Path) -> None:
    spoil(copy / "coach" / "needs.yml", '"How does it look from your side?"', '"How do you see it yourself?"')
    assert [fault.what for fault in check_coach(copy)] == ["these words stand in two places"]


def test_a_moment_for_which_the_coach_has_nothing_to_say_is_told(copy: Path) -> None:
    spoil(
        copy / "coach" / "needs.yml",
        "strategies: [ask_the_parent, parent_knows_child, know_how_to_listen, let_the_parent_talk]\n",
        "strategies: [ask_the_parent]\n    when: {heat_at_most: 5}\n",
    )
    assert [fault.what for fault in check_coach(copy)] == ["the last need for two_way does not fit every moment"]


def test_an_unknown_strategy_is_told(copy: Path) -> None:
    spoil(copy / "coach" / "remedies.yml", "do_not_judge", "dont_judge")
    assert [fault.what for fault in check_coach(copy)] == ['strategy "dont_judge" does not exist']


def test_faults_of_all_files_are_told_at_once(copy: Path) -> None:
    spoil(copy / "sources.yml", "year: 2019", "year: soon")
    spoil(copy / "strategies.yml", "source: L", "source: X")
    spoil(copy / "coach" / "praise.yml", "strength: 2", "strength: 9")
    spoil(copy / "coach" / "debrief.yml", "reachable_share: 0.6", "reachable_share: 60")
    files = {Path(fault.file).name for fault in check_coach(copy)}
    assert files == {"sources.yml", "strategies.yml", "praise.yml", "debrief.yml"}


def test_a_duty_that_rests_on_a_strategy_nobody_knows_is_told(copy: Path) -> None:
    spoil(copy / "coach" / "debrief.yml", "practises: [raise_the_concern]", "practises: [raise_concern]")
    assert [fault.what for fault in check_coach(copy)] == ['strategy "raise_concern" does not exist']


@pytest.mark.parametrize(
    ("words", "wrong", "what"),
    [
        ("hasn't shown in your replies yet", "with {mean} hasn't shown", "nothing fills {mean} here"),
        ("You haven't met {parent} yet", "You haven't met {name} yet", "nothing fills {name} here"),
        ('    stalled: "Last time', '    agreement: "Last time', 'nothing is suggested after end "stalled"'),
    ],
)
def test_a_suggestion_that_cannot_be_made_is_told(copy: Path, words: str, wrong: str, what: str) -> None:
    spoil(copy / "coach" / "debrief.yml", words, wrong)
    assert what in [fault.what for fault in check_coach(copy)]


def test_a_coach_with_faulty_words_is_not_made(copy: Path) -> None:
    (copy / "coach" / "needs.yml").unlink()
    with pytest.raises(KnowledgeError, match="cannot be read"):
        read_coach(copy)
