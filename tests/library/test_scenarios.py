"""The author of a scenario is told everything that is wrong with it, where, and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from msgspec.structs import replace

from bot.coaching.roleplay.dynamics import Dynamics
from bot.coaching.scoring.scorer import Scorer
from bot.library.dynamics import check_dynamics, read_dynamics
from bot.library.faults import Fault, KnowledgeError
from bot.library.scenario_setting import called_alike
from bot.library.scenarios import check_scenarios, read_scenario, read_scenarios
from bot.library.scoring import read_scoring_rules
from bot.library.strategies import read_strategies
from bot.library.themes import read_themes
from bot.library.wording import read_wording
from tests.library import broken_scenarios as by

KNOWLEDGE = Path(__file__).parents[2] / "bot" / "knowledge"
TOPICS = [topic["id"] for topic in yaml.safe_load((KNOWLEDGE / "topics.yml").read_text("utf-8"))["topics"]]
STRATEGIES = read_strategies(KNOWLEDGE)
THEMES = read_themes(KNOWLEDGE)
WORDING = read_wording(KNOWLEDGE)
SCORER = Scorer(read_scoring_rules(KNOWLEDGE))
SOUND = (KNOWLEDGE / "scenarios" / "angry_parent.yml").read_text("utf-8")

Break = Callable[[dict[str, Any]], object]


@pytest.fixture(scope="module")
def dynamics() -> Dynamics:
    return read_dynamics(KNOWLEDGE)


@pytest.fixture
def broken(tmp_path: Path, dynamics: Dynamics) -> Callable[[Break], list[Fault]]:
    """The faults of a sound scenario after something has been done to it."""

    def broken(harm: Break) -> list[Fault]:
        scenario = yaml.load(SOUND, yaml.CSafeLoader)
        harm(scenario)
        file = tmp_path / "scenarios" / "angry_parent.yml"
        file.parent.mkdir()
        text = yaml.dump(scenario, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10_000)
        file.write_text(text, "utf-8")
        scorer = SCORER if harm is by.teach_coldness_by_example else None
        return check_scenarios(tmp_path, dynamics, TOPICS, STRATEGIES, THEMES, WORDING, scorer)

    return broken


def test_the_scenarios_that_come_with_it_have_no_faults(dynamics: Dynamics) -> None:
    assert check_scenarios(KNOWLEDGE, dynamics, TOPICS, STRATEGIES, THEMES, WORDING, SCORER) == []
    assert {"angry_parent", "neglect_concerns", "poverty", "special_care"} <= set(read_scenarios(KNOWLEDGE))


@pytest.mark.parametrize(
    ("harm", "what", "mend"),
    [
        (by.mistype_a_place, "nothing fills {whem}", '"when"'),
        (by.leave_a_brace_open, "a brace stands alone", "{when}"),
        (by.agree_too_early, "is no closing line for agreement", "closes: agreement"),
        (by.open_with_a_place, "nothing yet to fill {when} with", "words themselves"),
        (by.fill_in_the_briefing, "nothing is filled in here", "without braces"),
        (by.close_only_with_places, "every closing line for appointment has a place", "no braces"),
        (by.propose_without_a_verdict, "not what the parent makes of it", "verdict:"),
        (by.judge_no_proposal, "has a verdict, and not on what", "proposal:"),
        (by.answer_a_proposal_and_a_topic, "can answer no topics", "second line"),
        (by.tempt_without_an_example, "and has no example", "example:"),
        (by.tempt_for_nothing, "makes no difference whether one falls for it", "effects:"),
        (by.tempt_to_nothing, "no line tempts the teacher", "tempts:"),
        (by.have_nothing_to_say_on_friends, 'no line answers a question about "friends"', "topics: [friends]"),
        (by.answer_on_friends_only_in_trust, 'about "friends" finds no answer in phase opening', "more phases"),
        (by.answer_once_only, "nothing to say when the same is asked again", "again: true"),
        (by.go_deeper_into_nothing, "and no line answers it the first time", "topics: [friends]"),
        (by.never_refuse_a_step, "a proposal of kind step with refuse", "verdict: refuse"),
        (by.accept_a_time_only_by_its_name, "a proposal of kind meeting with accept", "no braces"),
        (by.repeat_nothing_that_was_agreed, "no closing line for agreement repeats", "{agreed}"),
        (by.forget_an_option, '"hot_te", which is not among the options', '"hot_tea"'),
        (by.give_an_option_twice, 'option "hot_tea" is there twice', "rename one"),
        (by.change_something_by_default, "what happens when nothing is chosen", "first option"),
        (by.rest_a_choice_on_nothing, 'the choice "tea" rests on source "A"', "Add A"),
        (by.rest_a_strategy_on_nothing, 'rests on source "L"', "Add L"),
        (by.never_be_free, "no time at all", "Turn the two times around"),
        (by.let_a_stranger_speak, "who is no voice at the table", "voices:"),
        (by.misspell_a_voice, '"Marian:", who is no voice', '"Marion"'),
        (by.let_a_voice_keep_silent, '"Marion" is at the table and never speaks', "Marion: "),
        (by.use_a_stock_phrase, '"At the end of the day" is a stock phrase', "only they would"),
        (by.call_somebody_by_a_hardship, '"problem families" is', "person first"),
        (by.write_like_a_ministry, "far above 14", "shorter sentences"),
        (by.misspell_a_topic, '"sleep_foood", which is not among the topics', '"sleep_food"'),
        (by.misspell_a_move, '"admit_mistakes", which is not among the moves', '"admit_mistake"'),
        (by.misspell_an_effect, '"set_limits", which is not among the moves', '"set_limit"'),
        (by.misspell_a_worry, '"nobody_knows", which is not among the worries', ""),
        (by.misspell_a_line, '"vent_lipp", which is not among the lines', ""),
        (by.misspell_a_probe, '"name_the_kid", which is not among the probes', "name_the_child"),
        (by.misspell_a_strategy, '"stay_calmer", which is not among the strategies', '"stay_calm"'),
        (by.misspell_the_theme, 'theme "special_need" is not in themes.yml', '"special_needs"'),
        (by.wear_hair_that_nobody_draws, '"curley" is not a choice here', '"curly"'),
        (by.have_a_skin_that_nobody_draws, "expected `int` <= 6", ""),
        (by.leave_a_probe_without_a_line, "no line puts probe", "probe: "),
        (by.leave_a_probe_without_an_example, "has no example", "example:"),
        (by.keep_a_worry_for_ever, "is never told", "tells: ["),
        (by.ask_for_nothing, "calls for nothing", "calls_for:"),
        (by.belong_nowhere, "belongs to no phase", "phases:"),
        (by.contradict_itself, "heat at least 8 and at most 3", "Turn the two bounds around"),
        (by.want_a_thing_said_and_unsaid, "must be said and not said", "Take one of the two out"),
        (
            by.want_a_thing_remembered_and_forgotten,
            "must be remembered and not remembered",
            "Take one of the two out",
        ),
        (by.wait_for_one_that_waits, "can never be said: it waits for", "first"),
        (by.misspell_one_of_two_lines, '"vent_lipp", which is not among the lines', ""),
        (by.wait_for_each_other, "can never be said: it waits for", "first"),
        (by.lose_the_last_words, "0 closing lines for stalled", "closes: stalled"),
        (by.lose_the_first_words, "no line opens the talk", "opens: true"),
        (by.say_a_line_twice, "is there twice", "rename one"),
        (by.say_a_sentence_twice, '"i have said this once before, i think" is said twice', "differently"),
        (
            by.fall_silent_in_a_rage,
            "in phase venting there may be nothing to say at heat 8, 9, 10",
            "phases: [venting]",
        ),
        (by.take_another_name, 'the file is called "angry_parent.yml"', "quiet_parent.yml"),
    ],
)
def test_a_fault_is_named_with_its_place_and_its_remedy(
    broken: Callable[[Break], list[Fault]], harm: Break, what: str, mend: str
) -> None:
    faults = broken(harm)
    found = [fault for fault in faults if what in fault.what]
    assert found, [str(fault) for fault in faults]
    assert mend in found[0].mend
    assert found[0].file.endswith("scenarios/angry_parent.yml")


def test_an_example_that_would_not_score_well_is_found(broken: Callable[[Break], list[Fault]]) -> None:
    cold = [
        fault for fault in broken(by.teach_coldness_by_example) if "on empathy, which the line calls for" in fault.what
    ]
    assert len(cold) == 1
    assert "name the feeling" in cold[0].mend


def test_the_place_is_the_line_of_the_file(broken: Callable[[Break], list[Fault]], tmp_path: Path) -> None:
    fault = next(fault for fault in broken(by.misspell_a_strategy) if "stay_calmer" in fault.what)
    text = (tmp_path / "scenarios" / "angry_parent.yml").read_text("utf-8").splitlines()
    assert "stay_calmer" in text[fault.line - 1]


def test_all_faults_are_told_at_once(broken: Callable[[Break], list[Fault]]) -> None:
    def harm(scenario: dict[str, Any]) -> None:
        by.misspell_a_topic(scenario)
        by.misspell_a_strategy(scenario)
        by.lose_the_last_words(scenario)

    told = "\n".join(str(fault) for fault in broken(harm))
    assert "sleep_foood" in told
    assert "stay_calmer" in told
    assert "closing lines for stalled" in told


def test_two_parents_do_not_say_the_same_sentence(tmp_path: Path, dynamics: Dynamics) -> None:
    (tmp_path / "scenarios").mkdir()
    for id in ("angry_parent", "poverty"):
        scenario = yaml.safe_load((KNOWLEDGE / "scenarios" / f"{id}.yml").read_text("utf-8"))
        by.line(scenario, opens=True)["says"].append("It rained the whole of that week.")
        text = yaml.safe_dump(scenario, allow_unicode=True, sort_keys=False, width=10_000)
        (tmp_path / "scenarios" / f"{id}.yml").write_text(text, "utf-8")
    faults = check_scenarios(tmp_path, dynamics, TOPICS, STRATEGIES, THEMES, WORDING, SCORER)
    shared = [fault for fault in faults if '"it rained the whole of that week" is also said in' in fault.what]
    assert [Path(fault.file).name for fault in shared] == ["poverty.yml"]
    place = re.search(r"angry_parent\.yml:(\d+)", shared[0].what)
    assert place
    said = (tmp_path / "scenarios" / "angry_parent.yml").read_text("utf-8").splitlines()[int(place[1]) - 1]
    assert "It rained the whole of that week." in said


def test_no_word_calls_two_scenarios() -> None:
    angry, poor = (read_scenario(KNOWLEDGE / "scenarios" / f"{id}.yml") for id in ("angry_parent", "poverty"))
    angry.value, poor.value = (
        replace(angry.value, called=("trouble",)),
        replace(poor.value, called=("Trouble", "money")),
    )
    faults = list(called_alike([angry, poor]))
    assert [fault.what for fault in faults] == ['"Trouble" also calls the scenario "angry_parent"']
    assert faults[0].file.endswith("poverty.yml")


def test_an_end_that_no_talk_reaches_is_found(broken: Callable[[Break], list[Fault]]) -> None:
    def out_of_reach(scenario: dict[str, Any]) -> None:
        for one in scenario["lines"]:
            if one.get("tells"):
                one.setdefault("when", {}).update(trust_at_least=10, heat_at_most=0)

    faults = broken(out_of_reach)
    assert any("the end agreement is never reached" in fault.what for fault in faults)
    assert any("is never told in" in fault.what for fault in faults)


def test_a_file_that_does_not_fit_the_schema_does_not_hide_the_others(tmp_path: Path, dynamics: Dynamics) -> None:
    folder = tmp_path / "scenarios"
    folder.mkdir()
    (folder / "one.yml").write_text("id: one\ntitle: 3\n", "utf-8")
    (folder / "two.yml").write_text("id: [two\n", "utf-8")
    faults = check_scenarios(tmp_path, dynamics, TOPICS, STRATEGIES, THEMES, WORDING, SCORER)
    assert {Path(fault.file).name for fault in faults} == {"one.yml", "two.yml"}
    with pytest.raises(KnowledgeError, match=r"one\.yml"):
        read_scenarios(tmp_path)


def test_a_folder_without_scenarios_is_a_fault(tmp_path: Path, dynamics: Dynamics) -> None:
    (tmp_path / "scenarios").mkdir()
    assert [fault.what for fault in check_scenarios(tmp_path, dynamics, [], {}, [])] == ["there are no scenarios"]


def test_the_dynamics_that_come_with_it_have_no_faults() -> None:
    assert check_dynamics(KNOWLEDGE) == []


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("moves: [blame, dismiss]}", "moves: [blaming]}", '"blaming", which does not exist'),
        ("id: hurt\n", "id: heard\n", '"heard" is the id of two rules'),
        ("strong:\n    [retaliate,", "strong:\n    [shout,", 'move "shout" under strong does not exist'),
        ("layer: 3,", "layer: 2,", "layer 3 of hidden things"),
        ("    closing: [deciding, exploring]\n", "", "phase closing has no neighbours"),
        (
            "    about: Nothing was won.\n    source: L\n",
            "    about: Nothing was won.\n    source: L\n    when: {heat_at_most: 3}\n",
            "run out of time",
        ),
        ("when: {trust_at_least: 4, heat_at_most: 7}", "when: {trust_at_least: 4, trust_at_most: 2}", "can never hold"),
    ],
)
def test_faults_of_the_dynamics_are_named(tmp_path: Path, old: str, new: str, what: str) -> None:
    sound = (KNOWLEDGE / "dynamics.yml").read_text("utf-8")
    assert old in sound
    (tmp_path / "dynamics.yml").write_text(sound.replace(old, new), "utf-8")
    faults = check_dynamics(tmp_path)
    assert any(what in fault.what for fault in faults), [str(fault) for fault in faults]
    assert all(fault.mend for fault in faults)
