"""`alongside explain`: a rule author sees how a reply came to its scores."""

import json

import pytest

from bot.commands.explain import dimensions, print_explanation
from bot.commands.outcome import BadInput

PARENT = "Not one of you rang me!"


def test_everything_from_the_words_to_the_scores_is_on_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    print_explanation("Im sorry you feel that way.", PARENT, "two_way, empathy")
    shown = capsys.readouterr().out
    parts = [
        "Words", "Clauses", "Signals in the parent's line", "Rules that fired", "Rules that nearly fired",
        "How each score came about", "Scores",
    ]  # fmt: skip
    places = [shown.index(part) for part in parts]
    assert places == sorted(places)
    assert "the guard " in shown


def test_square_brackets_of_a_reply_are_shown_and_not_obeyed(capsys: pytest.CaptureFixture[str]) -> None:
    print_explanation("[bold]Sorry[/bold] [/nonsense]", PARENT, "empathy")
    assert "bold" in capsys.readouterr().out


def test_as_json_it_is_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    print_explanation("How is he now?", PARENT, "two_way", as_json=True)
    explained = json.loads(capsys.readouterr().out)
    assert explained["scored"]["scores"]["two_way"] >= 2
    assert {word["typed"] for word in explained["words"]} >= {"How", "now"}


def test_a_dimension_that_does_not_exist_is_named_with_those_that_do() -> None:
    assert dimensions("empathy,two_way") == ("two_way", "empathy")
    with pytest.raises(BadInput, match=r'"warmth" is not one of two_way, empathy, boundaries'):
        dimensions("warmth")
