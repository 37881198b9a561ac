"""What docs/rules.md tells rule authors is true: its examples work, its commands and fields exist."""

import json
import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.main import get_command

from bot.cli import app
from bot.coaching.scoring.language import (
    Cue,
    Example,
    Guard,
    If,
    Lexicon,
    Pack,
    Rule,
    ScoreRule,
    ScoreSheet,
    Signal,
    Spelling,
    Where,
)
from bot.coaching.scoring.scorer import Scorer
from bot.commands.gold import read_gold
from bot.library import KNOWLEDGE
from bot.library.scoring import check_scoring, read_scoring_rules

ROOT = KNOWLEDGE.parent.parent
PAGE = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
LISTS = {"guards.yml": "guards", "signals.yml": "signals"}
"""The list that an example of each file goes into."""


def blocks(kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the knowledge with every example of the page put where its first line says."""
    folder = Path(shutil.copytree(KNOWLEDGE, tmp_path_factory.mktemp("rules") / "knowledge"))
    for block in blocks("yaml"):
        named = re.match(r"# bot/knowledge/(\S+?\.yml)(?:: (\w+))?\n", block)
        assert named, block
        file, value = folder / named[1], yaml.safe_load(block)
        if isinstance(value, dict):
            file.write_text(block, encoding="utf-8")
            continue
        whole: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
        whole_or_sheet = whole[named[2]] if named[2] else whole
        whole_or_sheet[LISTS.get(file.name, "rules")] += value
        file.write_text(yaml.safe_dump(whole, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return folder


def test_every_example_of_the_page_has_no_fault(knowledge: Path) -> None:
    assert check_scoring(knowledge) == []


def test_the_miss_of_the_worked_example_is_heard_once_its_rule_is_there(knowledge: Path) -> None:
    scorer = Scorer(read_scoring_rules(knowledge))
    line = json.loads(blocks("json")[0])
    scored = scorer.score(line["reply"], line["parent"], line["calls_for"])
    assert scored.has("appreciate")
    assert "appreciate.salute" in scorer.fired(line["reply"])
    assert scored.scores.empathy == line["readings"][0]["empathy"]


def test_the_gold_line_of_the_page_can_be_evaluated(tmp_path: Path) -> None:
    file = tmp_path / "ours.jsonl"
    file.write_text("".join(blocks("json")), encoding="utf-8")
    assert read_gold(file)[0].readings[0].moves == ["appreciate", "open_question"]


def test_every_command_of_the_page_exists_with_its_options() -> None:
    commands = get_command(app).commands  # type: ignore[attr-defined]
    typed = [line for block in blocks("sh") for line in block.splitlines() if line.strip()]
    assert typed
    for line in typed:
        program, name, *arguments = shlex.split(line)
        assert program == "alongside"
        options = {option for each in commands[name].params for option in (*each.opts, *each.secondary_opts)}
        assert {argument for argument in arguments if argument.startswith("--")} <= options, line


@pytest.mark.parametrize(
    "schema", [Rule, Where, Guard, Signal, Lexicon, Cue, Example, If, ScoreRule, ScoreSheet, Spelling, Pack]
)
def test_every_field_that_can_be_written_is_on_the_page(schema: type) -> None:
    prose = re.sub(r"```.*?```", "", PAGE, flags=re.DOTALL)
    told = set(re.findall(r"\w+", " ".join(re.findall(r"`[^`]+`", prose) + blocks("yaml"))))
    fields = {"if" if name == "when" else name for name in schema.__struct_fields__}  # type: ignore[attr-defined]
    assert fields <= told | {"move", "rules"}
