"""`alongside new` writes a parent who can be talked to at once, and never over a file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.coaching.roleplay.line import ENDS
from bot.coaching.roleplay.rehearsal import MANNERS, rehearse
from bot.commands.new import write_scenario
from bot.commands.outcome import BadInput
from bot.library import KNOWLEDGE
from bot.library.dynamics import read_dynamics
from bot.library.knowledge import check_knowledge
from bot.library.scenario_wording import echoes_between
from bot.library.scenarios import read_scenario, scenario_files


def test_the_new_parent_passes_the_whole_check(tmp_path: Path) -> None:
    others = shutil.ignore_patterns(*(file.name for file in scenario_files(KNOWLEDGE)))
    knowledge = Path(shutil.copytree(KNOWLEDGE, tmp_path / "knowledge", ignore=others))
    write_scenario("grandfather", knowledge / "scenarios")
    faults = check_knowledge(knowledge)
    # Other files may name the parents who were left out, and do not name this one yet.
    assert [fault for fault in faults if fault.file.endswith("grandfather.yml")] == []


def test_the_new_parent_says_nothing_that_another_says(tmp_path: Path) -> None:
    write_scenario("grandfather", tmp_path)
    files = [*scenario_files(KNOWLEDGE), tmp_path / "grandfather.yml"]
    assert list(echoes_between([read_scenario(file) for file in files])) == []


def test_the_new_parent_plays_to_all_four_ends(tmp_path: Path) -> None:
    write_scenario("grandfather", tmp_path)
    scenario = read_scenario(tmp_path / "grandfather.yml").value
    dynamics = read_dynamics(KNOWLEDGE)
    assert scenario.id == "grandfather"
    ends = {rehearse(scenario, dynamics, manner, 1).last.ended for manner in MANNERS.values()}
    assert ends == set(ENDS)


def test_every_field_comes_with_a_comment_that_explains_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_scenario("grandfather", tmp_path)
    text = (tmp_path / "grandfather.yml").read_text("utf-8")
    assert text.count("#") > 50
    assert "skeleton" not in text
    assert "alongside play grandfather" in text
    assert "alongside play grandfather" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("id", "instead"),
    [
        ("Grand Father", "grand_father"),
        ("3rd_parent", "rd_parent"),
        ("../angry", "angry"),
        ("", "a_quiet_father"),
        ("x" * 41, "x" * 40),
        ("gran\n", "gran"),
    ],
)
def test_a_name_that_cannot_be_one_is_refused_in_one_line(tmp_path: Path, id: str, instead: str) -> None:
    with pytest.raises(BadInput, match=f'such as "{instead}"'):
        write_scenario(id, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "grandfather.yml").write_text("mine", "utf-8")
    with pytest.raises(BadInput, match="is there already"):
        write_scenario("grandfather", tmp_path)
    assert (tmp_path / "grandfather.yml").read_text("utf-8") == "mine"


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="there is no folder"):
        write_scenario("grandfather", tmp_path / "nowhere")
