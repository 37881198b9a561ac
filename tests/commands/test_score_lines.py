"""`alongside score`, as its users meet it."""

import io
import json

from bot.commands.score import score_lines


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
