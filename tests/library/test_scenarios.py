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
        scorer = SCORER if harm is teach_coldness_by_example else None
        return check_scenarios(tmp_path, dynamics, TOPICS, STRATEGIES, THEMES, WORDING, scorer)

    return broken


def line(scenario: dict[str, Any], **has: Any) -> dict[str, Any]:
    """The first line that has these fields, or has fields of these names."""
    return next(
        line for line in scenario["lines"] if all(key in line and want in (..., line[key]) for key, want in has.items())
    )


def test_the_scenarios_that_come_with_it_have_no_faults(dynamics: Dynamics) -> None:
    assert check_scenarios(KNOWLEDGE, dynamics, TOPICS, STRATEGIES, THEMES, WORDING, SCORER) == []
    assert {"angry_parent", "neglect_concerns", "poverty", "special_care"} <= set(read_scenarios(KNOWLEDGE))


def misspell_a_topic(scenario: dict[str, Any]) -> None:
    line(scenario, phases=...)["answers"] = {"topics": ["sleep_foood"]}


def misspell_a_move(scenario: dict[str, Any]) -> None:
    line(scenario, phases=...)["answers"] = {"moves": ["admit_mistakes"]}


def misspell_an_effect(scenario: dict[str, Any]) -> None:
    line(scenario, phases=...)["effects"] = [{"moves": ["set_limits"], "heat": -1}]


def misspell_a_worry(scenario: dict[str, Any]) -> None:
    line(scenario, tells=...)["tells"].append("nobody_knows")


def misspell_a_line(scenario: dict[str, Any]) -> None:
    line(scenario, phases=...)["when"] = {"said": ["vent_lipp"]}


def misspell_a_probe(scenario: dict[str, Any]) -> None:
    line(scenario, phases=...)["probe"] = "name_the_kid"


def misspell_a_strategy(scenario: dict[str, Any]) -> None:
    scenario["strategies"][0] = "stay_calmer"


def misspell_the_theme(scenario: dict[str, Any]) -> None:
    scenario["theme"] = "special_need"


def wear_hair_that_nobody_draws(scenario: dict[str, Any]) -> None:
    scenario["parent"]["face"]["hair"] = "curley"


def have_a_skin_that_nobody_draws(scenario: dict[str, Any]) -> None:
    scenario["parent"]["face"]["skin"] = 7


def leave_a_probe_without_a_line(scenario: dict[str, Any]) -> None:
    del line(scenario, probe=...)["probe"]


def leave_a_probe_without_an_example(scenario: dict[str, Any]) -> None:
    del line(scenario, probe=...)["example"]


def keep_a_worry_for_ever(scenario: dict[str, Any]) -> None:
    id = scenario["worries"][0]["id"]
    for one in scenario["lines"]:
        if id in one.get("tells", []):
            one["tells"].remove(id)
        if id in one.get("when", {}).get("told", []):
            one["when"]["told"].remove(id)


def ask_for_nothing(scenario: dict[str, Any]) -> None:
    line(scenario, phases=...)["calls_for"] = []


def belong_nowhere(scenario: dict[str, Any]) -> None:
    line(scenario, phases=...)["phases"] = []


def contradict_itself(scenario: dict[str, Any]) -> None:
    line(scenario, phases=...)["when"] = {"heat_at_least": 8, "heat_at_most": 3}


def want_a_thing_said_and_unsaid(scenario: dict[str, Any]) -> None:
    id = scenario["lines"][0]["id"]
    line(scenario, phases=...)["when"] = {"said": [id], "not_said": [id]}


def want_a_thing_remembered_and_forgotten(scenario: dict[str, Any]) -> None:
    line(scenario, phases=...)["when"] = {"remembers": ["hushes"], "not_remembers": ["hushes"]}


def wait_for_one_that_waits(scenario: dict[str, Any]) -> None:
    one, other = [found for found in scenario["lines"] if "phases" in found and "probe" not in found][:2]
    one["when"], other["when"] = {"any_said": [other["id"]]}, {"said": [one["id"]]}


def misspell_one_of_two_lines(scenario: dict[str, Any]) -> None:
    line(scenario, phases=...)["when"] = {"any_said": ["vent_lipp", scenario["lines"][0]["id"]]}


def wait_for_each_other(scenario: dict[str, Any]) -> None:
    one, other = [found for found in scenario["lines"] if "phases" in found and "probe" not in found][:2]
    one["when"], other["when"] = {"said": [other["id"]]}, {"said": [one["id"]]}


def lose_the_last_words(scenario: dict[str, Any]) -> None:
    scenario["lines"] = [one for one in scenario["lines"] if one.get("closes") != "stalled"]


def lose_the_first_words(scenario: dict[str, Any]) -> None:
    for one in scenario["lines"]:
        if one.pop("opens", None):
            one["phases"] = ["opening"]


def say_a_line_twice(scenario: dict[str, Any]) -> None:
    scenario["lines"].append(dict(scenario["lines"][-1]))


def say_a_sentence_twice(scenario: dict[str, Any]) -> None:
    line(scenario, phases=...)["says"].append("I have said this once before, I think.")
    line(scenario, opens=True)["says"].append("Oh. I have said this once before, I think!")


def fall_silent_in_a_rage(scenario: dict[str, Any]) -> None:
    for one in scenario["lines"]:
        if "venting" in one.get("phases", []):
            one.setdefault("when", {})["heat_at_most"] = 7


def take_another_name(scenario: dict[str, Any]) -> None:
    scenario["id"] = "quiet_parent"


def mistype_a_place(scenario: dict[str, Any]) -> None:
    line(scenario, phases=...)["says"] = ["Friday at {whem}, then."]


def leave_a_brace_open(scenario: dict[str, Any]) -> None:
    line(scenario, phases=...)["says"] = ["Friday at {when, then."]


def agree_too_early(scenario: dict[str, Any]) -> None:
    line(scenario, phases=...)["says"] = ["So: {agreed}."]


def open_with_a_place(scenario: dict[str, Any]) -> None:
    line(scenario, opens=True)["says"] = ["{when}? That suits me."]


def fill_in_the_briefing(scenario: dict[str, Any]) -> None:
    scenario["briefing"][0] += " You meet {when}."


def close_only_with_places(scenario: dict[str, Any]) -> None:
    for one in scenario["lines"]:
        if one.get("closes") == "appointment":
            one["says"] = ["{when}, then. (" + one["id"] + ")"]


def propose_without_a_verdict(scenario: dict[str, Any]) -> None:
    line(scenario, phases=...)["answers"] = {"proposal": "step"}


def judge_no_proposal(scenario: dict[str, Any]) -> None:
    line(scenario, phases=...)["answers"] = {"verdict": "refuse"}


def answer_a_proposal_and_a_topic(scenario: dict[str, Any]) -> None:
    line(scenario, phases=...)["answers"] = {"proposal": "step", "verdict": "refuse", "topics": ["friends"]}


def tempt_without_an_example(scenario: dict[str, Any]) -> None:
    del line(scenario, tempts=..., probe=...)["example"]


def tempt_for_nothing(scenario: dict[str, Any]) -> None:
    del line(scenario, tempts=..., effects=...)["effects"]


def tempt_to_nothing(scenario: dict[str, Any]) -> None:
    for one in scenario["lines"]:
        one.pop("tempts", None)


def topics_of(one: dict[str, Any]) -> list[str]:
    found = one.get("answers", {}).get("topics", [])
    return found if isinstance(found, list) else []


def have_nothing_to_say_on_friends(scenario: dict[str, Any]) -> None:
    for one in scenario["lines"]:
        if "friends" in topics_of(one):
            topics_of(one).remove("friends")


def answer_on_friends_only_in_trust(scenario: dict[str, Any]) -> None:
    for one in scenario["lines"]:
        if "friends" in topics_of(one):
            one.setdefault("when", {})["trust_at_least"] = 5


def answer_once_only(scenario: dict[str, Any]) -> None:
    scenario["lines"] = [one for one in scenario["lines"] if not one.get("answers", {}).get("again")]


def go_deeper_into_nothing(scenario: dict[str, Any]) -> None:
    have_nothing_to_say_on_friends(scenario)
    line(scenario, phases=...)["answers"] = {"again": True, "topics": ["friends"]}


def never_refuse_a_step(scenario: dict[str, Any]) -> None:
    refusal = {"proposal": "step", "verdict": "refuse"}
    scenario["lines"] = [one for one in scenario["lines"] if one.get("answers") != refusal]


def accept_a_time_only_by_its_name(scenario: dict[str, Any]) -> None:
    for one in scenario["lines"]:
        if one.get("answers") == {"proposal": "meeting", "verdict": "accept"}:
            one["says"] = ["{when}, then. (" + one["id"] + ")"]


def repeat_nothing_that_was_agreed(scenario: dict[str, Any]) -> None:
    for one in scenario["lines"]:
        one["says"] = [bubble.replace("{agreed}", "That") for bubble in one["says"]]


def teach_coldness_by_example(scenario: dict[str, Any]) -> None:
    line(scenario, opens=True, example=...)["example"] = "That is not my department. You should calm down."


def option(id: str, heat: int = 0) -> dict[str, Any]:
    return {"id": id, "label": "You put the kettle on.", "effect": "The tea was hot.", "heat": heat}


def choice(*options: dict[str, Any], source: str = "L") -> list[dict[str, Any]]:
    return [{"id": "tea", "asks": "Is there tea?", "source": source, "options": list(options)}]


def forget_an_option(scenario: dict[str, Any]) -> None:
    scenario["arrangements"] = choice(option("no_tea"), option("hot_tea", -1))
    line(scenario, phases=...)["when"] = {"chosen": ["hot_te"]}


def give_an_option_twice(scenario: dict[str, Any]) -> None:
    scenario["arrangements"] = choice(option("hot_tea"), option("hot_tea", -1))


def change_something_by_default(scenario: dict[str, Any]) -> None:
    scenario["arrangements"] = choice(option("hot_tea", -1), option("no_tea"))


def rest_a_choice_on_nothing(scenario: dict[str, Any]) -> None:
    scenario["arrangements"] = choice(option("no_tea"), option("hot_tea", -1), source="A")


def rest_a_strategy_on_nothing(scenario: dict[str, Any]) -> None:
    scenario["sources"] = ["A"]


def never_be_free(scenario: dict[str, Any]) -> None:
    scenario["diary"] = {"days": ["monday"], "earliest": "17:00", "latest": "09:00"}


def let_a_stranger_speak(scenario: dict[str, Any]) -> None:
    line(scenario, phases=...)["says"].append(scenario["parent"]["child"] + ": I was there, you know.")


def misspell_a_voice(scenario: dict[str, Any]) -> None:
    scenario["voices"] = [{"name": "Marion", "relation": "grandmother", "age": 70}]
    line(scenario, phases=...)["says"] = ["Marion: I was there, you know.", "Marian: Twice."]


def let_a_voice_keep_silent(scenario: dict[str, Any]) -> None:
    scenario["voices"] = [{"name": "Marion", "relation": "grandmother", "age": 70}]


def use_a_stock_phrase(scenario: dict[str, Any]) -> None:
    line(scenario, phases=...)["says"] = ["At the end of the day, it’s him I mind about."]


def call_somebody_by_a_hardship(scenario: dict[str, Any]) -> None:
    scenario["briefing"][0] += " They are one of those problem families."


def write_like_a_ministry(scenario: dict[str, Any]) -> None:
    scenario["briefing"][0] = (
        "Notwithstanding considerable organisational difficulties, interdisciplinary consultation regarding "
        "individualised educational provision necessitates comprehensive documentation and parental participation."
    )


@pytest.mark.parametrize(
    ("harm", "what", "mend"),
    [
        (mistype_a_place, "nothing fills {whem}", '"when"'),
        (leave_a_brace_open, "a brace stands alone", "{when}"),
        (agree_too_early, "is no closing line for agreement", "closes: agreement"),
        (open_with_a_place, "nothing yet to fill {when} with", "words themselves"),
        (fill_in_the_briefing, "nothing is filled in here", "without braces"),
        (close_only_with_places, "every closing line for appointment has a place", "no braces"),
        (propose_without_a_verdict, "not what the parent makes of it", "verdict:"),
        (judge_no_proposal, "has a verdict, and not on what", "proposal:"),
        (answer_a_proposal_and_a_topic, "can answer no topics", "second line"),
        (tempt_without_an_example, "and has no example", "example:"),
        (tempt_for_nothing, "makes no difference whether one falls for it", "effects:"),
        (tempt_to_nothing, "no line tempts the teacher", "tempts:"),
        (have_nothing_to_say_on_friends, 'no line answers a question about "friends"', "topics: [friends]"),
        (answer_on_friends_only_in_trust, 'about "friends" finds no answer in phase opening', "more phases"),
        (answer_once_only, "nothing to say when the same is asked again", "again: true"),
        (go_deeper_into_nothing, "and no line answers it the first time", "topics: [friends]"),
        (never_refuse_a_step, "a proposal of kind step with refuse", "verdict: refuse"),
        (accept_a_time_only_by_its_name, "a proposal of kind meeting with accept", "no braces"),
        (repeat_nothing_that_was_agreed, "no closing line for agreement repeats", "{agreed}"),
        (forget_an_option, '"hot_te", which is not among the options', '"hot_tea"'),
        (give_an_option_twice, 'option "hot_tea" is there twice', "rename one"),
        (change_something_by_default, "what happens when nothing is chosen", "first option"),
        (rest_a_choice_on_nothing, 'the choice "tea" rests on source "A"', "Add A"),
        (rest_a_strategy_on_nothing, 'rests on source "L"', "Add L"),
        (never_be_free, "no time at all", "Turn the two times around"),
        (let_a_stranger_speak, "who is no voice at the table", "voices:"),
        (misspell_a_voice, '"Marian:", who is no voice', '"Marion"'),
        (let_a_voice_keep_silent, '"Marion" is at the table and never speaks', "Marion: "),
        (use_a_stock_phrase, '"At the end of the day" is a stock phrase', "only they would"),
        (call_somebody_by_a_hardship, '"problem families" is', "person first"),
        (write_like_a_ministry, "far above 14", "shorter sentences"),
        (misspell_a_topic, '"sleep_foood", which is not among the topics', '"sleep_food"'),
        (misspell_a_move, '"admit_mistakes", which is not among the moves', '"admit_mistake"'),
        (misspell_an_effect, '"set_limits", which is not among the moves', '"set_limit"'),
        (misspell_a_worry, '"nobody_knows", which is not among the worries', ""),
        (misspell_a_line, '"vent_lipp", which is not among the lines', ""),
        (misspell_a_probe, '"name_the_kid", which is not among the probes', "name_the_child"),
        (misspell_a_strategy, '"stay_calmer", which is not among the strategies', '"stay_calm"'),
        (misspell_the_theme, 'theme "special_need" is not in themes.yml', '"special_needs"'),
        (wear_hair_that_nobody_draws, '"curley" is not a choice here', '"curly"'),
        (have_a_skin_that_nobody_draws, "expected `int` <= 6", ""),
        (leave_a_probe_without_a_line, "no line puts probe", "probe: "),
        (leave_a_probe_without_an_example, "has no example", "example:"),
        (keep_a_worry_for_ever, "is never told", "tells: ["),
        (ask_for_nothing, "calls for nothing", "calls_for:"),
        (belong_nowhere, "belongs to no phase", "phases:"),
        (contradict_itself, "heat at least 8 and at most 3", "Turn the two bounds around"),
        (want_a_thing_said_and_unsaid, "must be said and not said", "Take one of the two out"),
        (want_a_thing_remembered_and_forgotten, "must be remembered and not remembered", "Take one of the two out"),
        (wait_for_one_that_waits, "can never be said: it waits for", "first"),
        (misspell_one_of_two_lines, '"vent_lipp", which is not among the lines', ""),
        (wait_for_each_other, "can never be said: it waits for", "first"),
        (lose_the_last_words, "0 closing lines for stalled", "closes: stalled"),
        (lose_the_first_words, "no line opens the talk", "opens: true"),
        (say_a_line_twice, "is there twice", "rename one"),
        (say_a_sentence_twice, '"i have said this once before, i think" is said twice', "differently"),
        (fall_silent_in_a_rage, "in phase venting there may be nothing to say at heat 8, 9, 10", "phases: [venting]"),
        (take_another_name, 'the file is called "angry_parent.yml"', "quiet_parent.yml"),
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
        fault for fault in broken(teach_coldness_by_example) if "on empathy, which the line calls for" in fault.what
    ]
    assert len(cold) == 1
    assert "name the feeling" in cold[0].mend


def test_the_place_is_the_line_of_the_file(broken: Callable[[Break], list[Fault]], tmp_path: Path) -> None:
    fault = next(fault for fault in broken(misspell_a_strategy) if "stay_calmer" in fault.what)
    text = (tmp_path / "scenarios" / "angry_parent.yml").read_text("utf-8").splitlines()
    assert "stay_calmer" in text[fault.line - 1]


def test_all_faults_are_told_at_once(broken: Callable[[Break], list[Fault]]) -> None:
    def harm(scenario: dict[str, Any]) -> None:
        misspell_a_topic(scenario)
        misspell_a_strategy(scenario)
        lose_the_last_words(scenario)

    told = "\n".join(str(fault) for fault in broken(harm))
    assert "sleep_foood" in told
    assert "stay_calmer" in told
    assert "closing lines for stalled" in told


def test_two_parents_do_not_say_the_same_sentence(tmp_path: Path, dynamics: Dynamics) -> None:
    (tmp_path / "scenarios").mkdir()
    for id in ("angry_parent", "poverty"):
        scenario = yaml.safe_load((KNOWLEDGE / "scenarios" / f"{id}.yml").read_text("utf-8"))
        line(scenario, opens=True)["says"].append("It rained the whole of that week.")
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
