"""`alongside play`: a script prints what was agreed on, and a person can talk, take back and leave."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any, get_args

import pytest
from rich.console import Console

from bot.cli import main
from bot.coaching.roleplay.search import Tier
from bot.commands.outcome import BadInput
from bot.commands.play import Wishes, play_script
from bot.commands.play_explained import TIERS
from bot.commands.play_terminal import Terminal
from bot.library.knowledge import Knowledge, read_knowledge

BLAME = "That's your own fault, you should have brought him up better."
FIELDS = ["turn", "parent_line", "parent", "reply", "scores", "moves", "state", "ended"]


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return read_knowledge()


def script(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], *replies: str, scenario: str = "angry_parent", **wishes: Any
) -> list[dict[str, Any]]:
    file = tmp_path / "replies.txt"
    file.write_text("".join(f"{reply}\n" for reply in replies), "utf-8")
    play_script(scenario, file, Wishes(**{"seed": 1, **wishes}))
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
    assert len(turns) < 25, "the talk goes on for a while, and not for ever"
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


def in_terminal(
    knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch, *typed: str, scenario: str = "poverty", **wishes: Any
) -> str:
    shown = io.StringIO()
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in typed)))
    Terminal(
        knowledge.plays()[scenario], knowledge.coach, Wishes(seed=1, **wishes), Console(file=shown, width=100)
    ).run()
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
    assert "Type hint again" in shown
    assert "no reply to take back yet" in shown
    assert "Taken back" in shown
    assert "Looking back" not in shown


def test_a_hint_comes_in_three_steps_and_begins_anew_with_the_next_line(
    knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two, three = (in_terminal(knowledge, monkeypatch, *["hint"] * steps, "quit") for steps in (1, 2, 3))
    assert "Try: " not in one
    assert "Try: " in two
    assert "For instance" not in two
    assert "For instance" in three
    anew = in_terminal(knowledge, monkeypatch, "hint", "hint", "How are things at home?", "hint", "quit")
    assert anew.count("Try: ") == 1


def test_coached_on_request_one_sees_scores_and_tip_only_when_asking(
    knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk = ["feedback", "Calm down.", "quit"]
    shown = in_terminal(knowledge, monkeypatch, *talk, coaching="request")
    assert "You have not answered yet" in shown
    assert "Empathy" not in shown
    shown = in_terminal(knowledge, monkeypatch, *talk[1:-1], "feedback", "quit", coaching="request")
    assert "Empathy" in shown
    assert "“Calm down" in shown


def test_coached_at_the_end_one_hears_it_after_the_talk(knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = in_terminal(knowledge, monkeypatch, "Calm down.", "why", "quit", coaching="end")
    assert "at the end" in shown
    assert "of 3" not in shown
    ended = in_terminal(knowledge, monkeypatch, *[BLAME] * 20, "why", "quit", scenario="angry_parent", coaching="end")
    assert "of 3. " in ended


def test_a_person_can_ask_why_and_the_parent_can_be_asked_too(
    knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = ["Calm down.", "why empathy", "why boundaries", "Why?", "quit"]
    shown = " ".join(in_terminal(knowledge, monkeypatch, *typed, scenario="angry_parent").split())
    assert "Empathy, 0 of 3." in shown
    assert "Two-way communication, " not in shown
    assert "looks like this" in shown
    assert "no score for it" in shown
    assert shown.count("Boundaries") == 2, "two replies were scored: the second is the question to the parent"


def test_after_the_end_one_can_still_take_back_or_leave(knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = in_terminal(knowledge, monkeypatch, *[BLAME] * 20, "hint", "retry", "quit", scenario="angry_parent")
    assert "has left" in shown
    assert "The conversation has ended" in shown
    assert "Taken back" in shown


def test_markup_that_is_typed_is_shown_as_typed(knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = in_terminal(knowledge, monkeypatch, "How has [bold]he[/bold] been [/nothing] at home?", "finish")
    assert "[/nothing]" in shown


def complaint_about(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *typed: str) -> str:
    """What the command complains of; it ends with status 2."""
    monkeypatch.setattr("sys.argv", ["alongside", "play", *typed])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    return told


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        (["bullying", "--choose", "cornet"], "Did you mean “corner”?"),
        (["bullying", "--choose", "desk", "--choose", "corner"], "both answer “Where do you sit?”"),
        (["home_visit", "--hard"], "no harder way"),
    ],
)
def test_what_cannot_be_chosen_is_told_in_one_line(
    typed: list[str], complaint: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert complaint in complaint_about(monkeypatch, capsys, *typed)


def test_the_harder_way_and_the_choices_change_how_the_parent_walks_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], knowledge: Knowledge
) -> None:
    def after_hello(**wishes: Any) -> tuple[int, int]:
        state = script(tmp_path, capsys, "Hello.", scenario="bullying", **wishes)[0]["state"]
        return state["heat"], state["trust"]

    as_usual, hard = after_hello(), after_hello(difficulty="hard")
    assert hard[0] > as_usual[0]
    assert hard[1] < as_usual[1]
    assert after_hello(chosen=("corner",))[0] < as_usual[0]


def test_a_person_reads_what_is_arranged_and_how_to_arrange_it_otherwise(
    knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    wishes: dict[str, Any] = {"difficulty": "hard", "chosen": ("corner",)}
    shown = " ".join(in_terminal(knowledge, monkeypatch, "quit", scenario="bullying", **wishes).split())
    assert "The harder way: The office sent him" in shown
    assert "Where do you sit? At the corner of a low table" in shown
    assert "(or --choose his_hour or before_bell)" in shown


def test_a_third_voice_speaks_under_its_own_name(knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    replies = ["Elif, what do you like about the theatre?", "What matters to you both?", "How do you see it, Elif?"]
    shown = in_terminal(knowledge, monkeypatch, *replies, "quit", scenario="three_way")
    assert "\nElif\n" in shown
    assert "Elif:" not in shown


def test_the_parents_reasons_are_shown_with_explain(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    replies = ["You're right, we should have rung you. I'm sorry.", "Calm down.", "Shall I ring you on Friday at four?"]
    plain = script(tmp_path, capsys, *replies)
    turns = script(tmp_path, capsys, *replies, explain=True)
    assert [list(turn) for turn in turns] == [[*FIELDS, "why"]] * 3
    assert [{field: turn[field] for field in FIELDS} for turn in turns] == plain, "nothing else changes"
    sorry, hushed, asked = (turn["why"] for turn in turns)
    assert "mistake_admitted" in [felt["id"] for felt in sorry["felt"]]
    assert hushed["remarks"] == ["hushes"]
    assert (hushed["tier"], hushed["memory"]["hushes"]) == ("hurt", 1)
    (proposal,) = asked["proposals"]
    assert (proposal["kind"], proposal["when"]) == ("meeting", "Friday at four")
    assert proposal["verdict"] in ("accept", "bargain", "refuse")
    assert [why["lines"][-1] for why in (sorry, hushed)] == [turn["parent_line"] for turn in turns[1:]]
    assert all(why["reasons"]["empathy"] for why in (sorry, hushed, asked))


def test_a_person_sees_what_the_parent_went_by(knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = in_terminal(
        knowledge, monkeypatch, "Calm down.", "Shall I ring you on Friday at four?", "quit", explain=True
    )
    assert "hushes: 1" in shown
    assert "stung by what was said (hurt)" in shown
    assert "proposed" in shown
    assert "of 10" in shown


def test_every_tier_has_its_words() -> None:
    assert set(TIERS) == set(get_args(Tier))
