"""`alongside weigh`: authors see what points readings would give to moves and signs."""

import json
from pathlib import Path

import msgspec
import pytest
import yaml

from bot.coaching.scoring.language import ScoreSheet
from bot.commands.outcome import BadInput
from bot.commands.weigh import print_weights

PLACES = ["the hall", "the gym", "room four", "the office", "the library", "the yard", "the bus", "the gate"]


def gold(file: Path, styles: tuple[str, ...] = ("one", "two")) -> Path:
    """Thanks are read as 2, blame as 0 and a plain fact as 1, in every style."""
    replies = [
        (f"{style}-{number}{score}", text.format(place=place), score)
        for style in styles
        for number, place in enumerate(PLACES)
        for score, text in (
            (2, "Thank you so much for coming to {place}."),
            (0, "You should have told us before {place}."),
            (1, "It says so on the door of {place}."),
        )
    ]
    lines = [
        {
            "id": id, "parent": "Here I am.", "calls_for": ["two_way", "empathy"], "reply": reply,
            "readings": [{"two_way": 1, "empathy": score, "boundaries": None, "moves": []}],
        }
        for id, reply, score in replies
    ]  # fmt: skip
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return file


def test_what_readers_value_makes_points_and_what_they_mind_costs_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    print_weights([gold(tmp_path / "gold.jsonl")], "empathy", as_sheet=True)
    sheet = msgspec.convert({**yaml.safe_load(capsys.readouterr().out), "rules": []}, ScoreSheet)
    assert sheet.points["appreciate"] >= 1
    assert sheet.points["blame"] <= -1
    assert sheet.levels[0] < sheet.levels[1]


def test_points_are_shown_beside_those_of_the_sheet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    print_weights([gold(tmp_path / "gold.jsonl")], "empathy")
    printed = capsys.readouterr().out
    assert "appreciate" in printed
    assert "on styles left out" in printed


@pytest.mark.parametrize("score", ["", "warmth", "two_way,empathy"])
def test_a_score_that_there_is_not_is_told(tmp_path: Path, score: str) -> None:
    with pytest.raises(BadInput, match="is not one"):
        print_weights([gold(tmp_path / "gold.jsonl")], score)


def test_replies_of_one_style_are_too_few(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="two styles or more"):
        print_weights([gold(tmp_path / "gold.jsonl", ("one",))], "empathy")
