"""Whoever edits what teachers find hard is told what is wrong, and what is shipped is sound."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.library.difficulties import FILE, check_difficulties, read_difficulties
from bot.library.faults import Fault
from bot.library.scenarios import read_scenarios
from bot.library.scoring import read_scoring_rules
from bot.library.strategies import read_strategies
from bot.settings import ROOT

KNOWLEDGE = ROOT / "bot" / "knowledge"
SCENARIOS, STRATEGIES = read_scenarios(KNOWLEDGE), read_strategies(KNOWLEDGE)
RULES = read_scoring_rules(KNOWLEDGE)


def faults(folder: Path) -> list[Fault]:
    """What is wrong with the difficulties in a folder."""
    return check_difficulties(folder, SCENARIOS, STRATEGIES, RULES)


def test_the_shipped_difficulties_are_sound() -> None:
    assert faults(KNOWLEDGE) == []


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("strategies: [stay_calm, let", "strategies: [stay_clam, let", 'strategy "stay_clam" does not exist'),
        ("    angry_parent: she comes in furious", "    angry_parrot: she comes in furious", '"angry_parrot" does not'),
        ("[teacher_begins, keep_offering_help, take_burden_off, do_not_judge]", "[let_off_steam]", "practises none"),
        ("    - angry parents frighten me", "    - a sunny day at sea", "is heard as nothing rather than anger"),
        ("    - aggressive|", "    - (aggressive|", "bracket"),
        ("  name: tears", "  nome: tears", '"nome" is not a field here'),
    ],
)
def test_a_fault_is_told_with_its_line_and_how_to_mend_it(tmp_path: Path, old: str, new: str, what: str) -> None:
    shutil.copy(KNOWLEDGE / FILE, tmp_path)
    file = tmp_path / FILE
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    found = [fault for fault in faults(tmp_path) if what in fault.what]
    assert found
    assert found[0].mend


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_shipped_scenario_is_found_by_at_least_two_difficulties(scenario: str) -> None:
    difficulties = read_difficulties(KNOWLEDGE).values()
    assert sum(scenario in difficulty.scenarios for difficulty in difficulties) >= 2


def test_a_scenario_that_no_difficulty_names_yet_is_no_fault() -> None:
    assert check_difficulties(KNOWLEDGE, SCENARIOS | {"new_one": SCENARIOS["poverty"]}, STRATEGIES, None) == []
