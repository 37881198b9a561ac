"""What the parent says next: relevant, earned, and never twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from bot.coaching.roleplay.dynamics import Dynamics
from bot.coaching.roleplay.line import Answers, Line
from bot.coaching.roleplay.rehearsal import scored
from bot.coaching.roleplay.scenario import Scenario
from bot.coaching.roleplay.state import ParentState
from bot.coaching.roleplay.talk import TalkEnded, answer, begin

Said = Callable[..., tuple[ParentState, tuple[str, ...]]]
CALM: dict[str, Any] = {"phase": "exploring", "heat": 3, "turn": 1}
QUESTION = ["open_question"]
PROBES = ("probe_name", "probe_calm", "probe_plan")


def test_a_question_about_sleep_is_answered_about_sleep(said: Said) -> None:
    after, bubbles = said(2, 2, None, QUESTION, ["sleep_food"], **CALM, trust=6)
    assert after.line == "sleep_open"
    assert bubbles == ("(sleep_open)",)


def test_the_same_question_gets_less_from_a_parent_who_does_not_trust(said: Said) -> None:
    after, _ = said(2, 1, None, QUESTION, ["sleep_food"], **CALM, trust=2)
    assert after.line == "sleep_wary"


def test_the_first_of_two_subjects_is_answered(said: Said) -> None:
    after, _ = said(2, 1, None, QUESTION, ["friends", "sleep_food"], **CALM, trust=3)
    assert after.line == "friends"


def test_an_insult_is_answered_before_any_question(said: Said) -> None:
    after, _ = said(2, 0, 0, ["retaliate", "open_question"], ["friends"], **CALM, trust=5)
    assert after.line == "react_insult"


def test_a_second_apology_on_the_heels_of_the_first_is_not_news(small: Scenario, dynamics: Dynamics) -> None:
    twice = replace(
        small,
        lines=(*small.lines, replace(small.line("react_sorry"), id="react_sorry_again", says=("(react_sorry_again)",))),
    )
    sorry = scored(2, 3, None, ["admit_mistake"])
    first, _ = answer(twice, dynamics, replace(begin(twice, dynamics, 1), phase="exploring", heat=4), sorry, "…")
    assert first.line.startswith("react_sorry")
    second, _ = answer(twice, dynamics, first, sorry, "…")
    assert not second.line.startswith("react_sorry")


def test_a_probe_comes_when_it_is_due(said: Said) -> None:
    after, _ = said(1, 2, phase="exploring", heat=3, trust=4, turn=2)
    assert after.line == "probe_name"


def test_a_probe_lets_a_question_be_answered_first_but_not_for_ever(said: Said) -> None:
    asking: dict[str, Any] = {"two_way": 2, "empathy": 1, "moves": QUESTION, "topics": ["friends"], "trust": 3}
    first, _ = said(**asking, phase="exploring", heat=3, turn=2)
    assert first.line == "friends"
    late, _ = said(**asking, phase="exploring", heat=3, turn=4)
    assert late.line == "probe_name"


def test_a_probe_waits_for_its_moment_and_then_comes_all_the_same(said: Said) -> None:
    met: dict[str, Any] = {"said": ("open_0", "probe_name"), "phase": "venting", "trust": 4, "heat": 7}
    waits, _ = said(1, 1, **met, turn=4)
    assert waits.line != "probe_calm"
    comes, _ = said(1, 1, **met, turn=7)
    assert comes.line == "probe_calm"


def test_a_worry_comes_out_when_the_parent_is_asked_and_taken_seriously(said: Said) -> None:
    asked, _ = said(2, 2, None, QUESTION, **CALM, trust=5)
    assert asked.told == ("job",)
    told_off, _ = said(0, 1, None, ["instruct"], **CALM, trust=5)
    assert told_off.told == ()


@pytest.mark.parametrize(("heat", "trust"), [(3, 1), (8, 6)])
def test_no_worry_comes_out_without_trust_or_in_a_rage(said: Said, heat: int, trust: int) -> None:
    after, _ = said(2, 1, None, QUESTION, phase="exploring", heat=heat, trust=trust, turn=1)
    assert after.told == ()


def test_the_deeper_worry_waits_for_the_shallower(said: Said) -> None:
    first, _ = said(3, 3, None, QUESTION, **CALM, trust=9)
    assert first.told == ("job",)
    second, _ = said(3, 3, None, QUESTION, **CALM, trust=9, told=("job",), said=("open_0", "tell_job"))
    assert second.told == ("job", "debt")


def test_a_worry_that_weighs_comes_out_late_in_a_good_talk_whatever_is_asked(said: Said, dynamics: Dynamics) -> None:
    met: dict[str, Any] = {"said": ("open_0", "probe_name", "probe_calm"), "phase": "exploring", "heat": 2, "trust": 6}
    early, _ = said(3, 3, None, QUESTION, ["friends"], **met, turn=1)
    assert early.line == "friends"
    late, _ = said(3, 3, None, QUESTION, ["friends"], **met, turn=dynamics.choice.unburdens_from - 1)
    assert late.told == ("job",)


def test_there_is_something_to_say_when_the_phase_has_run_dry(small: Scenario, dynamics: Dynamics) -> None:
    used = tuple(line.id for line in small.lines if "exploring" in line.phases)
    state = replace(begin(small, dynamics, 1), said=used, phase="exploring", heat=3, trust=4, turn=5)
    after, bubbles = answer(small, dynamics, state, scored(1, 1, None), "…")
    assert after.ended is None
    assert bubbles


def test_a_parent_with_nothing_left_to_say_ends_the_talk(small: Scenario, dynamics: Dynamics) -> None:
    used = tuple(line.id for line in small.lines if line.closes is None)
    state = replace(begin(small, dynamics, 1), said=used, phase="exploring", heat=3, trust=5, turn=5)
    after, bubbles = answer(small, dynamics, state, scored(1, 1, None), "…")
    assert after.ended is not None
    assert bubbles


def test_nobody_answers_after_the_end(small: Scenario, dynamics: Dynamics) -> None:
    state = replace(begin(small, dynamics, 1), ended="agreement")
    with pytest.raises(TalkEnded, match="has ended"):
        answer(small, dynamics, state, scored(2, 2, None), "…")


def test_the_seed_varies_how_the_parent_opens(small: Scenario, dynamics: Dynamics) -> None:
    assert {begin(small, dynamics, seed).line for seed in range(20)} == {"open_0", "open_1"}


def with_lines(small: Scenario, *lines: Line) -> Scenario:
    return replace(small, lines=(*small.lines, *lines))


def test_what_weighs_on_a_parent_follows_a_short_answer_in_the_same_breath(small: Scenario, dynamics: Dynamics) -> None:
    asked = scored(2, 3, None, QUESTION, ["friends"])
    parent = replace(begin(small, dynamics, 1), phase="exploring", heat=3, trust=6, turn=6, said=PROBES)
    after, bubbles = answer(small, dynamics, parent, asked, "…")
    assert bubbles == ("(friends)", "(tell_job)")
    assert after.line == "tell_job"
    assert after.told == ("job",)


def test_a_question_is_answered_even_if_the_mood_is_not_quite_that_of_the_answer(
    small: Scenario, dynamics: Dynamics
) -> None:
    asked = scored(2, 1, None, QUESTION, ["sleep_food"])
    parent = replace(begin(small, dynamics, 1), phase="exploring", heat=3, trust=5, turn=1, said=("sleep_open",))
    assert "sleep_wary" in answer(small, dynamics, parent, asked, "…")[0].said
    trusting = replace(parent, trust=9)
    assert "sleep_wary" not in answer(small, dynamics, trusting, asked, "…")[0].said


def test_what_is_asked_counts_and_not_what_is_said_in_passing(small: Scenario, dynamics: Dynamics) -> None:
    passing = replace(scored(2, 1, None, QUESTION, ["friends", "sleep_food"]), asked=("friends",))
    parent = replace(begin(small, dynamics, 1), phase="exploring", heat=3, trust=3, turn=1, said=("friends",))
    assert answer(small, dynamics, parent, passing, "…")[0].line != "sleep_wary"


def test_a_parent_goes_on_with_a_thought_of_their_own_when_it_is_time_to_decide(
    small: Scenario, dynamics: Dynamics
) -> None:
    thoughts = with_lines(
        small,
        Line("yes", ("All right.",), ("two_way",), ("deciding",), answers=Answers(moves=("share_decision",))),
    )
    together = scored(2, 2, None, ["share_decision"])
    start = replace(begin(thoughts, dynamics, 1), phase="deciding", heat=2, trust=6, turn=3, said=PROBES)
    said = [answer(thoughts, dynamics, replace(start, seed=seed), together, "…")[1] for seed in range(40)]
    assert {len(bubbles) for bubbles in said} == {1, 2}
    assert all(bubbles[0] == "All right." for bubbles in said)
    assert all(bubble.startswith("(deciding") for bubbles in said for bubble in bubbles[1:])
