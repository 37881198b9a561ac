"""`alongside map` draws a scenario into a file, or says in one line why not."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from bot.commands.map import draw_map
from bot.commands.outcome import BadInput, Failed
from bot.library import KNOWLEDGE
from bot.library.faults import KnowledgeError


def test_a_scenario_is_drawn_into_the_file_one_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draw_map("bullying", tmp_path / "her_father.svg")
    ElementTree.parse(tmp_path / "her_father.svg")
    assert "her_father.svg shows the" in capsys.readouterr().out


def test_without_a_file_it_is_called_like_the_scenario(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    draw_map("bullying")
    assert [file.name for file in tmp_path.iterdir()] == ["bullying.svg"]


def test_a_file_that_is_still_being_written_can_be_drawn_and_printed(capsys: pytest.CaptureFixture[str]) -> None:
    draw_map(str(KNOWLEDGE / "skeleton.yml"), Path("-"))
    ElementTree.fromstring(capsys.readouterr().out)


def test_an_unknown_scenario_is_refused_with_a_guess() -> None:
    with pytest.raises(BadInput, match='Did you mean "bullying"'):
        draw_map("bulying")
    with pytest.raises(BadInput, match="there is no file"):
        draw_map("nowhere.yml")


def test_a_scenario_that_does_not_fit_the_schema_is_told(tmp_path: Path) -> None:
    (tmp_path / "half.yml").write_text("id: half\n", "utf-8")
    with pytest.raises(KnowledgeError, match=r"half\.yml:1"):
        draw_map(str(tmp_path / "half.yml"))


def test_a_place_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="cannot be written"):
        draw_map("bullying", tmp_path / "nowhere" / "map.svg")
