"""Whatever is in a knowledge file, `alongside check` says where it is wrong, and never falls over."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.library import KNOWLEDGE
from bot.library.coach_texts import check_coach
from bot.library.conversation import check_conversation
from bot.library.documents import read_document
from bot.library.dynamics import check_dynamics, read_dynamics
from bot.library.faults import Fault, KnowledgeError
from bot.library.pseudonyms import check_pseudonyms
from bot.library.scenarios import check_scenarios
from bot.library.scoring import check_scoring
from bot.library.scoring_files import read_scoring_files
from bot.library.strategies import read_strategies
from bot.library.themes import check_themes, read_themes
from bot.library.trainees import check_trainees
from bot.library.wording import check_wording, read_wording
from tests.fuzz.mishaps import BOMB, ODD_VALUES, damaged

MISHAPS = int(os.environ.get("MISHAPS", "40"))
"""Ways to damage a scenario; other files get a tenth of them. `make fuzz-knowledge` tries many more."""

Check = Callable[[Path], list[Fault]]

CHECKS: dict[str, Check] = {
    "coach/praise.yml": check_coach,
    "coach/needs.yml": check_coach,
    "coach/remedies.yml": check_coach,
    "coach/explanations.yml": check_coach,
    "conversation.yml": check_conversation,
    "dynamics.yml": check_dynamics,
    "pseudonyms.yml": check_pseudonyms,
    "themes.yml": check_themes,
    "trainees.yml": check_trainees,
    "wording.yml": check_wording,
    "strategies.yml": check_coach,
    "sources.yml": check_coach,
}
"""The check that reads each kind of file, for those that are read quickly."""

RULES = ("scores.yml", "topics.yml", "signals.yml", "lexicons/feelings.yml", "moves/open_question.yml")


@pytest.fixture(scope="module")
def check_scenario() -> Check:
    dynamics, strategies, wording = read_dynamics(KNOWLEDGE), read_strategies(KNOWLEDGE), read_wording(KNOWLEDGE)
    themes = read_themes(KNOWLEDGE)
    topics = [topic.id for topic in read_scoring_files(KNOWLEDGE).topics.value.topics]
    return lambda folder: check_scenarios(folder, dynamics, topics, strategies, themes, wording, None)


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    """A copy of the knowledge with a single scenario, to be damaged."""
    folder = tmp_path / "knowledge"
    shutil.copytree(KNOWLEDGE, folder)
    for file in (folder / "scenarios").glob("*.yml"):
        if file.stem != "angry_parent":
            file.unlink()
    return folder


def told(check: Check, folder: Path, file: Path, data: bytes) -> None:
    """Check the file with that in it: every fault names a line that is there, and says what is wrong."""
    file.write_bytes(data)
    began = time.process_time()
    faults = check(folder)
    assert time.process_time() - began < 20, "a check that goes on for ever"
    lines = data.count(b"\n") + data.count(b"\r") + 1
    for fault in faults:
        assert fault.what.strip()
        assert "Traceback" not in str(fault)
        if fault.file.endswith(file.name):
            assert 1 <= fault.line <= lines + 1


@pytest.mark.parametrize("seed", range(MISHAPS))
def test_a_damaged_scenario_is_told_with_its_lines(seed: int, knowledge: Path, check_scenario: Check) -> None:
    file = knowledge / "scenarios" / "angry_parent.yml"
    told(check_scenario, knowledge, file, damaged(file.read_text(encoding="utf-8"), seed))


@pytest.mark.parametrize("name", CHECKS)
def test_any_other_damaged_file_is_told_with_its_lines(name: str, knowledge: Path) -> None:
    file = knowledge / name
    text = file.read_text(encoding="utf-8")
    for seed in range(MISHAPS // 10):
        told(CHECKS[name], knowledge, file, damaged(text, seed))


@pytest.mark.parametrize("name", RULES)
def test_damaged_rules_are_told_with_their_lines(name: str, knowledge: Path) -> None:
    file = knowledge / name
    told(check_scoring, knowledge, file, damaged(file.read_text(encoding="utf-8"), 1))


@pytest.mark.parametrize("value", ODD_VALUES)
def test_an_odd_value_is_a_fault_of_its_file(value: str, tmp_path: Path) -> None:
    file = tmp_path / "themes.yml"
    file.write_bytes(f"themes: {value}\n".encode("utf-8", "surrogatepass"))
    assert check_themes(tmp_path)


def test_a_few_lines_that_stand_for_millions_are_refused_at_once(tmp_path: Path) -> None:
    file = tmp_path / "bomb.yml"
    file.write_text(BOMB, encoding="utf-8")
    began = time.process_time()
    with pytest.raises(KnowledgeError, match="more than 200000 things"):
        read_document(file, dict)
    assert time.process_time() - began < 2, "they would take minutes and all memory"
