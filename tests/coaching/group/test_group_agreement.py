"""Facilitators see how far they and the coach agree, and their ratings make the coach better."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.coaching.agreement.gold import line_of
from bot.coaching.codebook import DIMENSIONS, Scores
from bot.coaching.group.agreement import COACH, TOO_FEW, agreement_of_raters, agreement_with_coach
from bot.coaching.group.corrections import gold_file, gold_from
from bot.coaching.group.ratings import Rating
from bot.coaching.group.talks import Consent, GroupTalk
from bot.commands.agreement import compare
from bot.commands.evaluate import evaluate
from bot.commands.gold import read_gold

GOLD = Path(__file__).parents[2] / "gold"
FREELY = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def rate(talks: list[GroupTalk], rater: str, seed: int = 1, **more: Any) -> list[Rating]:
    """Ratings of all replies: mostly as the coach, at times a point off, at times none for boundaries."""
    dice = random.Random(seed)

    def near(score: int | None) -> int:
        return min(3, max(0, (2 if score is None else score) + dice.choice([-1, 0, 0, 0, 1])))

    return [
        Rating(
            rater,
            one.id,
            near(one.turn.scored.scores.two_way),
            near(one.turn.scored.scores.empathy),
            dice.choice([None, near(one.turn.scored.scores.boundaries)]),
            **more,
        )
        for talk in talks
        for one in talk.turns
    ]


def test_agreement_with_the_coach_is_what_evaluate_finds_on_the_exported_ratings(workshop: Any, tmp_path: Path) -> None:
    talks = workshop.group(8, 1, 5)
    ratings = rate(talks, "ann")
    file = tmp_path / "ratings.jsonl"
    file.write_text(gold_file(gold_from(talks, ratings)), encoding="utf-8")
    found = compare(read_gold(file), [one.turn.scored for talk in talks for one in talk.turns])
    (pair,) = agreement_with_coach(talks, ratings)
    assert (pair.first, pair.second) == ("ann", COACH)
    for score in pair.scores:
        theirs = found.scores[score.dimension]
        assert score.kappa == pytest.approx(theirs.kappa)
        assert score.replies == theirs.replies
        assert score.exact / score.replies == pytest.approx(theirs.exact)
        assert score.within_one / score.replies == pytest.approx(theirs.within_one)
        assert score.interval is not None
        assert score.interval.low < theirs.kappa < score.interval.high


def test_ratings_made_after_a_look_at_the_coachs_scores_do_not_count_as_agreement(workshop: Any) -> None:
    talks = workshop.group(6, 1, 4)
    (pair,) = agreement_with_coach(talks, rate(talks[:3], "ann") + rate(talks[3:], "ann", saw_scores=True))
    assert pair.scores[0].replies == 12
    assert pair.left_out == 12


def test_two_raters_have_their_own_agreement_on_the_replies_that_both_rated(workshop: Any) -> None:
    talks = workshop.group(6, 1, 4)
    ratings = rate(talks, "ann", 1) + rate(talks[:4], "bob", 2) + rate(talks[4:], "cy", 3)
    found = {(pair.first, pair.second): pair for pair in agreement_of_raters(talks, ratings)}
    assert found.keys() == {("ann", "bob"), ("ann", "cy")}
    assert found["ann", "bob"].scores[0].replies == 16
    assert found["ann", "bob"].scores[0].participants == 4
    boundaries = found["ann", "bob"].scores[2]
    assert boundaries.replies + boundaries.one_sided <= 16
    assert boundaries.one_sided > 0


def test_too_few_ratings_are_told_in_words_and_not_in_figures(workshop: Any) -> None:
    talks = workshop.group(3, 1, 3)
    (pair,) = agreement_with_coach(talks, rate(talks, "f1"), {"f1": "Ann"})
    score = pair.scores[0]
    assert (score.kappa, score.interval) == (None, None)
    assert score.in_words.startswith(f"Ann and the coach gave the same score to {score.exact} of 9 replies")
    assert f"from {TOO_FEW} replies on" in score.in_words
    (boundaries,) = [s for s in agreement_with_coach(talks, [Rating("f1", 1, 1, 1)])[0].scores if not s.replies]
    assert boundaries.in_words == "There is no reply yet that both have scored."


def test_where_the_interval_cannot_be_told_the_words_say_why(workshop: Any, by_id: Any) -> None:
    few = workshop.group(2, 1, 10)
    words = agreement_with_coach(few, rate(few, "ann"))[0].scores[0].in_words
    assert "fewer than 4 people" in words
    same = [workshop.reply("Yes.", f"p{n}", scores=(2, 2, 2)) for n in range(12)]
    ratings = [Rating("ann", talk.turns[0].id, 2, 2, 2) for talk in same]
    score = agreement_with_coach(same, ratings)[0].scores[0]
    assert (score.exact, score.kappa) == (12, None)
    assert "one and the same score" in score.in_words


def test_a_second_thought_replaces_the_first_and_a_deleted_reply_counts_no_more(workshop: Any) -> None:
    talks = workshop.group(4, 1, 4)
    ratings = rate(talks, "ann", 1) + rate(talks, "ann", 2) + [Rating("ann", 999_999, 0, 0)]
    assert agreement_with_coach(talks, ratings) == agreement_with_coach(talks, rate(talks, "ann", 2))


def test_corrections_are_gold_replies_that_evaluate_runs_on(workshop: Any, tmp_path: Path) -> None:
    talks = [
        workshop.reply("You're right, we should have rung you. I'm sorry. What did he tell you?", f"p{n}")
        for n in range(3)
    ]
    file = tmp_path / "corrections.jsonl"
    ratings = [Rating("ann", talk.turns[0].id, 3, 3, None, ("open_question",)) for talk in talks]
    file.write_text(gold_file(gold_from(talks, ratings)), encoding="utf-8")
    agreement = evaluate(file)
    assert agreement.replies == 3
    assert agreement.moves["open_question"].support == 3


def test_exported_lines_look_to_the_letter_like_those_of_the_other_gold_files() -> None:
    for name in ("dev.jsonl", "voices_check.jsonl"):
        lines = (GOLD / name).read_text(encoding="utf-8").splitlines()[:50]
        assert [line_of(reply) for reply in read_gold(GOLD / name)[:50]] == lines


def test_only_words_given_to_improve_the_scoring_are_exported(workshop: Any) -> None:
    talks = [workshop.reply("Take this."), workshop.reply("Not this.", consent=Consent(read=True, show=True))]
    ratings = [Rating("ann", talk.turns[0].id, 0, 0) for talk in talks]
    assert [reply.reply for reply in gold_from(talks, ratings)] == ["Take this."]


def test_only_what_differs_from_the_coach_is_a_correction(workshop: Any) -> None:
    talks = [workshop.reply("Hm.", f"p{n}", scores=(1, 1, None), moves=["avoid"]) for n in range(4)]
    ids = [talk.turns[0].id for talk in talks]
    ratings = [
        Rating("ann", ids[0], 1, 1),
        Rating("ann", ids[1], 1, 1, None, ("avoid",)),
        Rating("ann", ids[2], 1, 1, None, ()),
        Rating("ann", ids[3], 0, 1, saw_scores=True),
    ]
    corrected = gold_from(talks, ratings, only_corrections=True)
    assert [reply.readings[0].moves for reply in corrected] == [[], None]
    assert len(gold_from(talks, ratings, only_corrections=True, only_blind=True)) == 1


def test_a_rating_that_was_changed_after_the_look_is_read_as_it_was_given_before(workshop: Any) -> None:
    talk = workshop.reply("Hm.", scores=(1, 1, None))
    turn = talk.turns[0].id
    changed = Rating("ann", turn, 1, 1, None, ("avoid",), saw_scores=True, blind=Scores(3, 0))
    first = Rating("ann", turn, 3, 0)
    assert changed.as_given_blindly() == first
    assert agreement_with_coach([talk], [changed]) == agreement_with_coach([talk], [first])
    both = [Rating("bob", turn, 0, 0)]
    assert agreement_of_raters([talk], [changed, *both]) == agreement_of_raters([talk], [first, *both])
    (now,), (then,) = gold_from([talk], [changed]), gold_from([talk], [changed], only_blind=True)
    assert (now.readings[0].two_way, then.readings[0].two_way, then.readings[0].moves) == (1, 3, None)
    assert Rating("ann", turn, 1, 1, saw_scores=True).as_given_blindly() is None


def test_two_facilitators_make_two_readings_and_ids_stay_the_same(workshop: Any) -> None:
    talks = [workshop.reply("Hm.")]
    turn = talks[0].turns[0].id
    ratings = [Rating("ann", turn, 0, 0), Rating("bob", turn, 1, 1), Rating("cy", turn, 2, 2)]
    (reply,) = gold_from(talks, ratings)
    assert [reading.two_way for reading in reply.readings] == [0, 1]
    assert reply.id == gold_from(talks, ratings[:1])[0].id
    assert talks[0].session not in reply.id


@FREELY
@given(st.text(min_size=1, max_size=80), st.integers(0, 3), st.none() | st.integers(0, 3))
def test_whatever_was_typed_survives_the_way_into_a_gold_file(
    tmp_path_factory: pytest.TempPathFactory, new_workshop: Any, words: str, score: int, boundaries: int | None
) -> None:
    talk = new_workshop(1).reply(words + " \u2028 \x85 \u2029 =1", "p1")
    file = tmp_path_factory.getbasetemp() / "typed.jsonl"
    gold = gold_from([talk], [Rating("ann", talk.turns[0].id, score, score, boundaries)])
    file.write_text(gold_file(gold), encoding="utf-8")
    assert read_gold(file) == gold


@FREELY
@given(st.integers(0, 999), st.integers(1, 6), st.integers(1, 5))
def test_figures_of_agreement_hold_together(new_workshop: Any, seed: int, participants: int, replies: int) -> None:
    talks = new_workshop(seed).group(participants, 1, replies)
    ratings = rate(talks, "ann", seed) + rate(talks, "bob", seed + 1)
    for pair in (*agreement_with_coach(talks, ratings), *agreement_of_raters(talks, ratings)):
        assert [score.dimension for score in pair.scores] == list(DIMENSIONS)
        for score in pair.scores:
            assert score.exact <= score.within_one <= score.replies <= participants * replies
            assert score.kappa is None or score.replies >= TOO_FEW
            assert score.interval is None or score.kappa is not None
            assert msgspec.json.decode(msgspec.json.encode(score), type=type(score)) == score
