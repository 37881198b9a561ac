"""What authors get wrong: each breaks a sound scenario, “An angry parent”, in its own way."""

from __future__ import annotations

from typing import Any


def line(scenario: dict[str, Any], **has: Any) -> dict[str, Any]:
    """The first line that has these fields, or has fields of these names."""
    return next(
        line for line in scenario["lines"] if all(key in line and want in (..., line[key]) for key, want in has.items())
    )


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
