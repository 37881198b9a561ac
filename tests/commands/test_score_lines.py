"""`alongside score` and `alongside evaluate`, as their users meet them."""

import io
import json
from pathlib import Path

import pytest

from bot.commands.evaluate import compare, evaluate, read_gold
from bot.commands.outcome import BadInput
from bot.commands.score import score_lines

GOLD = Path(__file__).parents[1] / "gold"


def scored(*lines: str) -> list[dict[str, object]]:
    out = io.StringIO()
    score_lines(io.StringIO("\n".join(lines)), out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_each_line_is_answered_in_order_and_a_bad_line_does_not_stop_the_rest() -> None:
    good = {"id": "a", "parent": "He won't sleep.", "calls_for": ["two_way"], "reply": "What have you tried?"}
    answers = scored(json.dumps(good), "{nonsense", json.dumps({"id": 2}), json.dumps({**good, "id": "b"}))
    assert [answer["id"] for answer in answers] == ["a", None, 2, "b"]
    assert answers[0]["two_way"] == 3
    assert answers[0]["boundaries"] is None
    assert "JSON" in str(answers[1]["error"])
    assert "reply" in str(answers[2]["error"])
    assert {**answers[0], "id": "b"} == answers[3]


def test_parent_and_calls_for_may_be_left_out() -> None:
    (answer,) = scored(json.dumps({"id": 1, "reply": "Thank you for telling me."}))
    assert answer["empathy"] == 2
    moves = answer["moves"]
    assert isinstance(moves, list)
    assert moves[0]["text"] == "Thank you for telling me"


def test_agreement_on_the_gold_replies_does_not_fall() -> None:
    agreement = evaluate(GOLD / "dev.jsonl")
    assert agreement.replies == 800
    assert agreement.scores["two_way"].kappa > 0.70
    assert agreement.scores["empathy"].kappa > 0.65
    assert agreement.scores["boundaries"].kappa > 0.64
    assert agreement.micro_f1 > 0.56


def test_a_gold_line_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text('{"id": "a"}\n', encoding="utf-8")
    with pytest.raises(BadInput, match=":1:"):
        evaluate(file)


def test_the_second_reading_of_a_move_is_not_held_against_the_scorer(tmp_path: Path) -> None:
    reading = {"two_way": 1, "empathy": 1, "boundaries": None}
    line = {
        "id": "a",
        "parent": "",
        "calls_for": [],
        "reply": "ok",
        "readings": [{**reading, "moves": ["defend"]}, {**reading, "moves": []}],
    }
    file = tmp_path / "gold.jsonl"
    file.write_text(json.dumps(line), encoding="utf-8")
    from bot.coaching.codebook import Reasons, ScoredReply, Scores

    silent = ScoredReply(Scores(two_way=1, empathy=1), (), Reasons(two_way="", empathy=""))
    agreement = compare(read_gold(file), [silent])
    assert agreement.scores["two_way"].exact == 1
    assert agreement.moves == {}
