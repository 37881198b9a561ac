"""What the coach does outside a role-play."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.actions.explain import ActionExplain
from bot.actions.greeting import ActionFallback, ActionGreet
from bot.actions.scenarios import ActionBegin, ActionBrief
from bot.actions.stage import Stage
from bot.actions.teacher_reply import COMMANDS
from bot.settings import ROOT

WARM = "I'm so sorry, we should have rung you that same hour. What did he tell you?"


def test_the_coach_welcomes_and_offers_every_scenario(trainee: Any, shared_stage: Stage) -> None:
    said = trainee.asks(ActionGreet(), "hello")
    assert [message["kind"] for message in said] == ["greeting", "scenarios"]
    assert [button["title"] for button in said[1]["buttons"]] == [one.title for one in shared_stage.scenarios]


@pytest.mark.parametrize("named", ["angry_parent", "An angry parent", "AN ANGRY PARENT"])
def test_a_scenario_is_found_by_its_id_and_its_title(trainee: Any, named: str) -> None:
    said = trainee.asks(ActionBrief(), named, scenario=named)
    assert said[0]["kind"] == "briefing"
    assert "Dawn" in said[0]["text"]
    assert said[0]["buttons"][0]["payload"] == "/begin"


def test_a_scenario_is_found_by_its_number_in_the_list(trainee: Any, shared_stage: Stage) -> None:
    said = trainee.asks(ActionBrief(), "2", scenario="2")
    assert said[0]["scenario"] == shared_stage.scenarios[1].id


def test_an_unknown_scenario_gets_the_list(trainee: Any) -> None:
    said = trainee.presses("begin", scenario="divorced_hamster")
    assert "divorced_hamster" in said[0]["text"]
    assert len(said[0]["buttons"]) >= 4
    assert not trainee.in_loop


def test_after_the_briefing_yes_lets_the_parent_in(trainee: Any) -> None:
    trainee.asks(ActionBrief(), "poverty", scenario="poverty")
    said = trainee.asks(ActionBegin(), "yes please")
    assert said[0]["speaker"] == "parent"
    assert trainee.in_loop


def test_the_same_seed_gives_the_same_first_words(trainee: Any) -> None:
    first = trainee.presses("begin", scenario="poverty", seed=11)
    trainee.presses("start_over")
    assert trainee.presses("begin", scenario="poverty", seed=11) == first


@pytest.mark.parametrize(
    "question", ["what is two-way communication?", "explain empathy", "what is a leading question?"]
)
def test_words_of_the_trade_are_explained(trainee: Any, question: str) -> None:
    assert trainee.asks(ActionExplain(), question)[0]["kind"] == "explanation"


def test_an_unknown_word_gets_the_ones_that_can_be_asked_about(trainee: Any) -> None:
    assert "Empathy" in trainee.asks(ActionExplain(), "what is a zyzzyva?")[0]["text"]


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_has_an_answer_when_nothing_is_on(trainee: Any, command: str) -> None:
    said = trainee.presses(command)
    assert said
    assert all(message["kind"] != "notice" or "again" not in message for message in said)


@pytest.mark.parametrize("command", sorted(COMMANDS))
@pytest.mark.parametrize("moment", ["chosen", "in talk", "paused", "over"])
def test_every_command_has_an_answer_at_every_moment(trainee: Any, command: str, moment: str) -> None:
    trainee.asks(ActionBrief(), "poverty", scenario="poverty")
    if moment != "chosen":
        trainee.presses("begin")
        trainee.says("Thank you for coming in. How are things at home?")
    if moment == "paused":
        trainee.presses("pause")
    if moment == "over":
        trainee.presses("finish")
    said = trainee.presses(command)
    assert said
    assert all("again" not in message for message in said)


def test_what_is_not_understood_gets_help_that_fits_the_moment(trainee: Any) -> None:
    nothing_on = trainee.asks(ActionFallback(), "asdf qwerty")
    trainee.asks(ActionBrief(), "poverty", scenario="poverty")
    chosen = trainee.asks(ActionFallback(), "asdf qwerty")
    trainee.presses("begin")
    trainee.says(WARM)
    trainee.presses("pause")
    paused = trainee.asks(ActionFallback(), "asdf qwerty")
    trainee.presses("finish")
    over = trainee.asks(ActionFallback(), "asdf qwerty")
    texts = [said[0]["text"] for said in (nothing_on, chosen, paused, over)]
    assert len(set(texts)) == 4
    assert all(said[0]["buttons"] for said in (nothing_on, chosen, paused, over))


def test_words_about_another_parent_do_not_end_a_paused_talk(in_talk: Any) -> None:
    in_talk.presses("pause")
    said = in_talk.asks(ActionBrief(), "money was short in that family too", scenario="poverty")
    assert said[0]["kind"] == "pause"
    assert in_talk.presses("resume")[-1]["name"] == "Dawn Pritchard"


def test_progress_counts_and_averages(in_talk: Any) -> None:
    in_talk.says(WARM)
    assert "once" in in_talk.says("progress")[0]["text"]


def test_in_a_terminal_everything_is_readable(shared_stage: Stage, trainee: Any) -> None:
    trainee.channel = "cmdline"
    said = [*trainee.presses("begin", scenario="angry_parent"), *trainee.says(WARM), *trainee.says("finish")]
    texts = [message["text"] for message in said]
    assert texts[0].startswith("Dawn Pritchard: ")
    assert any(text.startswith("Coach: Two-way communication ") for text in texts)
    assert any("HOW IT ENDED" in text for text in texts)


def test_the_actions_do_without_tensorflow_and_rasa(tmp_path: Path) -> None:
    look = "import sys, bot.actions.server as server; server.stage(); print({'tensorflow', 'rasa'} & set(sys.modules))"
    here = os.environ | {"ALONGSIDE_DATA_DIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", look], env=here, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["set()"]
