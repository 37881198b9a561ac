"""`alongside play`: a script prints what was agreed on, and a person can talk, take back and leave."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from bot.commands.outcome import BadInput
from bot.commands.play import play_script
from bot.commands.play_terminal import Terminal
from bot.library.knowledge import Knowledge, read_knowledge

BLAME = "That's your own fault, you should have brought him up better."
FIELDS = ["turn", "parent_line", "parent", "reply", "scores", "moves", "state", "ended"]


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return read_knowledge()


def script(tmp_path: Path, capsys: pytest.CaptureFixture[str], *replies: str, seed: int = 1) -> list[dict[str, Any]]:
    file = tmp_path / "replies.txt"
    file.write_text("".join(f"{reply}\n" for reply in replies), "utf-8")
    play_script("angry_parent", file, seed=seed)
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_script_prints_one_json_line_a_turn(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    turns = script(tmp_path, capsys, "I'm sorry, we should have rung you.", "How is he?", "")
    assert [turn["turn"] for turn in turns] == [1, 2, 3]
    assert [turn["reply"] for turn in turns] == ["I'm sorry, we should have rung you.", "How is he?", ""]
    for turn in turns:
        assert list(turn) == FIELDS
        assert list(turn["scores"]) == ["two_way", "empathy", "boundaries"]
        assert list(turn["state"]) == ["heat", "trust", "phase"]
        assert turn["ended"] is None
        for move in turn["moves"]:
            assert list(move) == ["move", "start", "end", "text", "rule"]
            assert turn["reply"][move["start"] : move["end"]] == move["text"]
    assert "admit_mistake" in [move["move"] for move in turns[0]["moves"]]


def test_a_script_stops_where_the_talk_ends(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    turns = script(tmp_path, capsys, *[BLAME] * 30)
    assert turns[-1]["ended"] in ("walkout", "stalled")
    assert len(turns) < 25
    assert [turn["ended"] for turn in turns[:-1]] == [None] * (len(turns) - 1)


def test_the_same_script_gives_the_same_conversation(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    replies = ["I'm sorry.", "What happened?", "Tell me more.", "Who are his friends?"]
    assert script(tmp_path, capsys, *replies, seed=4) == script(tmp_path, capsys, *replies, seed=4)


def test_bad_input_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        play_script("angry_parent", tmp_path / "nothing.txt")
    file = tmp_path / "replies.txt"
    file.write_bytes(b"\xff\xfe\xfa")
    with pytest.raises(BadInput, match="not UTF-8"):
        play_script("angry_parent", file)
    file.write_text("Hello.\n", "utf-8")
    with pytest.raises(BadInput, match='Did you mean "angry_parent"'):
        play_script("angry_parents", file)


def in_terminal(knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch, *typed: str, scenario: str = "poverty") -> str:
    shown = io.StringIO()
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in typed)))
    Terminal(knowledge.plays()[scenario], knowledge.coach, 1, Console(file=shown, width=100)).run()
    return shown.getvalue()


def test_a_person_sees_scores_a_tip_and_the_parents_answer(
    knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = in_terminal(knowledge, monkeypatch, "Thank you for coming. How are things at home?", "finish")
    assert "Two-way" in shown
    assert "Empathy" in shown
    assert shown.count(knowledge.scenarios["poverty"].parent.name) >= 2
    assert "Looking back" in shown


def test_a_person_can_ask_for_a_hint_and_take_a_reply_back(
    knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = in_terminal(knowledge, monkeypatch, "hint", "retry", "Calm down.", "retry", "help", "quit")
    assert "For instance" in shown
    assert "no reply to take back yet" in shown
    assert "Taken back" in shown
    assert "Looking back" not in shown


def test_after_the_end_one_can_still_take_back_or_leave(knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = in_terminal(knowledge, monkeypatch, *[BLAME] * 20, "hint", "retry", "quit", scenario="angry_parent")
    assert "has left" in shown
    assert "The conversation has ended" in shown
    assert "Taken back" in shown


def test_markup_that_is_typed_is_shown_as_typed(knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = in_terminal(knowledge, monkeypatch, "How has [bold]he[/bold] been [/nothing] at home?", "finish")
    assert "[/nothing]" in shown
