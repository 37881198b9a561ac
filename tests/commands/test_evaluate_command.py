"""`alongside evaluate`: facilitators and rule authors see how far the coach agrees with readings by hand."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from bot.coaching.codebook import FoundMove, Reasons, ScoredReply, Scores
from bot.commands.agreement import compare, disagreements
from bot.commands.baselines import baselines
from bot.commands.evaluate import Shown, evaluate, print_agreement
from bot.commands.gold import GoldReply, read_gold
from bot.commands.outcome import BadInput

GOLD = Path(__file__).parents[1] / "gold"
PARENT = "Not one of you rang me!"


def reading(two_way: int = 1, empathy: int = 1, boundaries: int | None = None, *moves: str) -> dict[str, Any]:
    return {"two_way": two_way, "empathy": empathy, "boundaries": boundaries, "moves": list(moves)}


def gold(file: Path, *replies: tuple[str, list[dict[str, Any]]]) -> Path:
    lines = [
        {
            "id": f"r{number}",
            "parent": PARENT,
            "calls_for": ["two_way", "empathy"],
            "reply": reply,
            "readings": readings,
        }
        for number, (reply, readings) in enumerate(replies)
    ]
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return file


def scored(two_way: int, empathy: int, boundaries: int | None = None) -> ScoredReply:
    return ScoredReply(Scores(two_way, empathy, boundaries), (), Reasons(two_way="", empathy=""))


def test_agreement_on_the_gold_replies_does_not_fall() -> None:
    agreement = evaluate(GOLD / "dev.jsonl")
    assert agreement.replies == 800
    assert agreement.scores["two_way"].kappa > 0.70
    assert agreement.scores["empathy"].kappa > 0.65
    assert agreement.scores["boundaries"].kappa > 0.64
    assert agreement.micro_f1 > 0.56


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('{"id": "a"}', ":1: "),
        ("nonsense", ":1: "),
        (json.dumps({"id": "a", "parent": "", "calls_for": [], "reply": "", "readings": []}), '"readings" is empty'),
        (
            json.dumps(
                {"id": "a", "parent": "", "calls_for": [], "reply": "", "readings": [reading(1, 1, None, "hug")]}
            ),
            '"hug" is not a move',
        ),
    ],
)
def test_a_gold_line_that_cannot_be_used_is_named(tmp_path: Path, line: str, told: str) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text(line, encoding="utf-8")
    with pytest.raises(BadInput, match=told):
        read_gold(file)


def test_the_second_reading_of_a_move_is_not_held_against_the_scorer(tmp_path: Path) -> None:
    file = gold(tmp_path / "gold.jsonl", ("ok", [reading(1, 1, None, "defend"), reading()]))
    agreement = compare(read_gold(file), [scored(1, 1)])
    assert agreement.scores["two_way"].exact == 1
    assert agreement.moves == {}


def test_moves_that_were_not_looked_for_are_not_held_against_the_scorer(tmp_path: Path) -> None:
    unread = {**reading(1, 1), "moves": None}
    read = read_gold(gold(tmp_path / "gold.jsonl", ("ok", [unread]), ("I hear you.", [unread, reading()])))
    found = FoundMove("defend", 0, 2, "ok", "defend.x")
    agreement = compare(read[:1], [ScoredReply(Scores(1, 1), (found,), Reasons(two_way="", empathy=""))])
    assert agreement.scores["two_way"].exact == 1
    assert agreement.moves == {}
    assert disagreements(read[:1], [ScoredReply(Scores(1, 1), (found,), Reasons(two_way="", empathy=""))]) == []
    looked = compare(read[1:], [ScoredReply(Scores(1, 1), (found,), Reasons(two_way="", empathy=""))])
    assert looked.moves["defend"].precision == 0


def test_figures_are_those_of_the_textbook(tmp_path: Path) -> None:
    file = gold(
        tmp_path / "gold.jsonl",
        ("a", [reading(0)]), ("a b", [reading(1)]), ("a b c", [reading(2)]), ("a b c d", [reading(3)]),
    )  # fmt: skip
    found = compare(read_gold(file), [scored(0, 1), scored(1, 1), scored(2, 1), scored(0, 1)]).scores["two_way"]
    assert (found.exact, found.within_one, found.gross) == (0.75, 0.75, 0.25)
    assert found.confusion == [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [1, 0, 0, 0]]
    # Observed 9 squared points in 4 replies, against 40 in 16 by chance.
    assert found.kappa == pytest.approx(0.1)


def test_agreement_that_length_explains_is_not_counted_as_understanding(tmp_path: Path) -> None:
    replies = [
        (" ".join(["word"] * (10 * score + extra)), [reading(score)]) for score in range(4) for extra in (1, 2, 3)
    ]
    read = read_gold(gold(tmp_path / "gold.jsonl", *replies))
    by_length = compare(read, [scored(len(reply.reply.split()) // 10, 1) for reply in read])
    assert by_length.scores["two_way"].kappa == 1
    mixed = [GoldReply(each.id, each.parent, each.calls_for, "one two three", each.readings) for each in read]
    apart = compare(mixed, [scored(reply.readings[0].two_way, 1) for reply in mixed])
    assert apart.scores["two_way"].beyond_length == pytest.approx(1)


def test_an_overlooked_crossing_counts_as_held(tmp_path: Path) -> None:
    read = read_gold(gold(tmp_path / "gold.jsonl", ("a", [reading(1, 1, 0)]), ("b", [reading()])))
    found = compare(read, [scored(1, 1), scored(1, 1)]).scores["boundaries"]
    assert found.confusion[0] == [0, 0, 1, 0]
    assert found.na_agree == 1


def test_the_worst_disagreement_comes_first(tmp_path: Path) -> None:
    read = read_gold(
        gold(
            tmp_path / "gold.jsonl", ("a", [reading(1)]), ("b", [reading(0, 0)]), ("c", [reading(1, 1, None, "blame")])
        )
    )
    found = disagreements(read, [scored(1, 1), scored(3, 3), scored(1, 1)])
    assert [each.reply.reply for each in found] == ["b", "c"]
    assert found[1].only_theirs == ["blame"]


def test_baselines_learn_what_words_tell_and_do_not_see_the_line_they_are_asked_about() -> None:
    def reply(number: int, text: str, score: int) -> GoldReply:
        line = msgspec.convert([reading(score, score)], type=list[Any])
        return msgspec.convert(
            {"id": str(number), "parent": f"line {number // 8}", "calls_for": [], "reply": text, "readings": line},
            GoldReply,
        )

    told = [
        reply(n, "what has helped him before" if n % 2 else "that is the rule here", 3 if n % 2 else 0)
        for n in range(64)
    ]
    kappas = baselines(told, told)
    assert kappas["TF-IDF and ridge"]["two_way"].kappa == pytest.approx(1)
    assert kappas["always the commonest"]["two_way"].kappa == pytest.approx(0)
    assert kappas["always the commonest"]["two_way"].exact == pytest.approx(0.5)
    assert "boundaries" not in kappas["TF-IDF and ridge"]


def test_a_report_is_written_and_a_later_one_is_compared_with_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = gold(
        tmp_path / "gold.jsonl", ("How is he now?", [reading(2, 1, None, "open_question")]), ("No.", [reading(0, 0)])
    )
    print_agreement(file, json=tmp_path / "report.json", with_baselines=False)
    report = json.loads((tmp_path / "report.json").read_text())
    assert report["agreement"]["replies"] == 2
    capsys.readouterr()
    print_agreement(file, earlier=tmp_path / "report.json", with_baselines=False)
    assert "+0.000" in capsys.readouterr().out
    with pytest.raises(BadInput, match="is not a report"):
        print_agreement(file, earlier=file, with_baselines=False)


def test_as_json_on_standard_output_nothing_else_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = gold(tmp_path / "gold.jsonl", ("How is he now?", [reading(2)]))
    print_agreement(file, json=Path("-"), with_baselines=False)
    assert json.loads(capsys.readouterr().out)["file"] == "gold.jsonl"


def test_each_style_is_shown_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = gold(tmp_path / "gold.jsonl", ("How is he now?", [reading(2)]), ("No.", [reading(0)]))
    file.write_text(file.read_text().replace('"r0"', '"txt-1"').replace('"r1"', '"usa-1"'))
    print_agreement(file, with_baselines=False, shown=Shown(styles=True))
    by_style = capsys.readouterr().out.partition("by style")[2]
    assert by_style.index("txt") < by_style.index("usa")


def test_words_of_replies_are_shown_only_when_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = gold(tmp_path / "gold.jsonl", ("You are a liar.", [reading(3, 3)]))
    print_agreement(file, with_baselines=False)
    print_agreement(file, with_baselines=False, shown=Shown(worst=5, texts=False, confusion=True))
    shown = capsys.readouterr().out
    assert "liar" not in shown
    assert "r0" in shown
    print_agreement(file, with_baselines=False, shown=Shown(worst=5))
    assert "liar" in capsys.readouterr().out
