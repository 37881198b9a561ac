"""How moves, signs and the parent's line add up to a score, and how that is told."""

from typing import Any

import msgspec

from bot.coaching.codebook import Dimension, ScoredReply
from bot.coaching.scoring.language import Pack, ScoreFile, ScoreSheet, ScoringRules, SignalFile, SignReasons
from bot.coaching.scoring.scorer import Scorer
from bot.library import KNOWLEDGE
from bot.library.scoring import read_scoring_rules

EMPATHY: dict[str, Any] = {
    "points": {"appreciate": 6, "small.child": -4, "small.hand": 6, "blame": -8},
    "parent": {"shouts": -3},
    "levels": [-3, 5, 9],
    "rules": [{"id": "empathy.blamed", "about": "", "if": {"any": ["blame"], "none": ["appreciate"]}, "score": 0}],
}
BOTH: list[Dimension] = ["two_way", "empathy"]


def pack(move: str, rules: dict[str, list[str]], sign: bool = False, helps: bool = True) -> Pack:
    written = [
        {"id": id, "about": "", "phrases": phrases, "fires": ["", ""], "silent": ["", ""]}
        for id, phrases in rules.items()
    ]
    return msgspec.convert(
        {
            "move": move, "dimension": "empathy", "helps": helps, "about": "", "source": "L",
            "sign": sign, "rules": written,
        },
        Pack,
    )  # fmt: skip


def scored(reply: str, parent: str = "") -> ScoredReply:
    plain = ScoreSheet(points={}, parent={}, levels=(0, 5, 9), rules=())
    real = read_scoring_rules(KNOWLEDGE)
    rules = ScoringRules(
        packs=(
            pack("appreciate", {"appreciate.thanks": ["thanks"]}),
            pack("blame", {"blame.fault": ["your fault"]}, helps=False),
            pack("small", {"small.child": ["every child"], "small.hand": ["hand in hand"]}, sign=True),
        ),
        lexicons=real.lexicons, guards=(), signals=SignalFile(()).signals, spelling=real.spelling, topics=(),
        scores=ScoreFile(plain, msgspec.convert(EMPATHY, ScoreSheet), plain),
        reasons=msgspec.structs.replace(
            real.reasons,
            signs=SignReasons(help={"small.hand": '"{words}" is near'}, hurt={"small.child": 'you spoke of "{words}"'}),
        ),
        proposals=real.proposals,
        lemmas=real.lemmas,
    )  # fmt: skip
    return Scorer(rules).score(reply, parent, BOTH)


def test_a_reply_in_which_nothing_is_found_makes_no_points() -> None:
    assert scored("The bell rings at nine.").scores.empathy == 1


def test_each_move_and_sign_makes_its_points_once() -> None:
    assert scored("Thanks.").scores.empathy == 2
    assert scored("Thanks, thanks, thanks.").scores.empathy == 2
    assert scored("Thanks, we go hand in hand.").scores.empathy == 3
    assert scored("Every child does.").scores.empathy == 0


def test_the_parents_line_can_make_points() -> None:
    assert scored("Thanks.", parent="NOBODY RANG").scores.empathy == 1


def test_rules_settle_the_score_after_the_points() -> None:
    assert scored("Thanks. That is your fault.").scores.empathy == 1
    assert scored("That is your fault.").scores.empathy == 0


def test_a_sign_that_weighed_is_told_in_the_trainees_words() -> None:
    assert scored("Every child does.").reasons.empathy == 'You spoke of "Every child".'
    assert scored("We go hand in hand.").reasons.empathy == '"hand in hand" is near.'


def test_where_a_move_explains_the_score_signs_are_left_out() -> None:
    assert "hand in hand" not in scored("Thanks, we go hand in hand.").reasons.empathy
