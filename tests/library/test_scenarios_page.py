"""What docs/scenarios.md tells scenario authors is true: its parent plays as written, its fields and commands exist."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any, get_args, get_type_hints

import msgspec
import pytest
import yaml
from typer.main import get_command

from bot.cli import app
from bot.coaching.feedback.difficulties import NamedDifficulty
from bot.coaching.play import Play, spoken
from bot.coaching.roleplay.face import Face
from bot.coaching.roleplay.line import ENDS, PHASES, Answers, Effect, Line, Remembered, Temptation, Verdict, When
from bot.coaching.roleplay.rehearsal import MANNERS, rehearse
from bot.coaching.roleplay.scenario import (
    Arrangement,
    Diary,
    Harder,
    Hidden,
    Option,
    Parent,
    Probe,
    Scenario,
    Start,
    Teacher,
    Temper,
    Voice,
)
from bot.coaching.scoring.scorer import Scorer
from bot.library import KNOWLEDGE
from bot.library.documents import Document
from bot.library.knowledge import Knowledge, read_knowledge
from bot.library.scenario_wording import echoes_between
from bot.library.scenarios import check_scenarios, read_scenario, scenario_files
from bot.library.scoring_files import read_scoring_files
from bot.library.skeleton import skeleton
from bot.library.strategies import read_strategies
from bot.library.themes import read_themes
from bot.library.wording import read_wording

DOCS = KNOWLEDGE.parent.parent / "docs"
PAGE = (DOCS / "scenarios.md").read_text(encoding="utf-8")
TOPICS = [topic.id for topic in read_scoring_files(KNOWLEDGE).topics.value.topics]


DIFFICULTIES = "# difficulties.yml\n"
"""The first line of a block that belongs into that file."""


def blocks_of_the_parent() -> list[str]:
    return [block for block in blocks("yaml") if not block.startswith(DIFFICULTIES)]


def blocks(kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return read_knowledge()


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Document[Scenario]:
    """The parent of the page: the skeleton with every block put where its first line says."""
    whole: dict[str, Any] = yaml.safe_load(skeleton("class_photo"))
    for block in blocks_of_the_parent():
        named = re.match(r"# class_photo\.yml(?:: lines in place of (.+))?\n", block)
        assert named, block
        value = yaml.safe_load(block)
        if named[1] is None:
            assert set(value) <= set(whole)
            whole.update(value)
            continue
        gone = named[1].split(", ")
        assert set(gone) <= {line["id"] for line in whole["lines"]}
        whole["lines"] = [line for line in whole["lines"] if line["id"] not in gone] + value
    folder = tmp_path_factory.mktemp("page") / "scenarios"
    folder.mkdir()
    file = folder / "class_photo.yml"
    file.write_text(yaml.safe_dump(whole, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return read_scenario(file)


def test_the_difficulty_of_the_page_is_one_that_can_be_read() -> None:
    (block,) = (block for block in blocks("yaml") if block.startswith(DIFFICULTIES))
    (money,) = msgspec.convert(yaml.safe_load(block), dict[str, NamedDifficulty]).values()
    assert "class_photo" in money.scenarios


def test_the_parent_of_the_page_has_no_fault(example: Document[Scenario], knowledge: Knowledge) -> None:
    folder = example.file.parent.parent
    strategies, themes, wording = read_strategies(KNOWLEDGE), read_themes(KNOWLEDGE), read_wording(KNOWLEDGE)
    scorer = Scorer(knowledge.scoring)
    assert check_scenarios(folder, knowledge.dynamics, TOPICS, strategies, themes, wording, scorer) == []


def test_no_other_parent_says_what_the_parent_of_the_page_says(example: Document[Scenario]) -> None:
    assert list(echoes_between([*map(read_scenario, scenario_files(KNOWLEDGE)), example])) == []


def test_the_parent_of_the_page_plays_to_all_four_ends(example: Document[Scenario], knowledge: Knowledge) -> None:
    ends = {rehearse(example.value, knowledge.dynamics, manner, 1).last.ended for manner in MANNERS.values()}
    assert ends == set(ENDS)


def test_the_conversation_of_the_page_is_what_is_said(example: Document[Scenario], knowledge: Knowledge) -> None:
    told = re.sub(r"\n +", " ", blocks("text")[0]).splitlines()
    replies = [row.removeprefix("You:").strip() for row in told if row.startswith("You:")]
    scenario = example.value
    play = Play(scenario, knowledge.dynamics, Scorer(knowledge.scoring), knowledge.coach)
    state = play.open(0)
    said = [f"Gareth: {spoken(scenario, state)}"]
    for reply in replies:
        turn = play.answer(state, reply)
        state = turn.state
        said += [f"You:    {reply}", f"Gareth: {' / '.join(turn.answer)}"]
    assert [" ".join(row.split()) for row in told] == [" ".join(row.split()) for row in said]
    own = {line["id"] for block in blocks_of_the_parent()[1:] for line in yaml.safe_load(block)}
    assert set(state.said) <= own


def test_every_command_of_the_page_exists_with_its_options() -> None:
    commands = get_command(app).commands  # type: ignore[attr-defined]
    typed = [line for block in blocks("sh") for line in block.splitlines() if line.strip()]
    assert {shlex.split(line)[1] for line in typed} == {"new", "check", "map", "play", "simulate"}
    for line in typed:
        program, name, *arguments = shlex.split(line)
        assert program == "alongside"
        options = {option for each in commands[name].params for option in (*each.opts, *each.secondary_opts)}
        assert {argument for argument in arguments if argument.startswith("--")} <= options, line


SCHEMAS = (Scenario, Teacher, Parent, Start, Temper, Harder, Diary, Voice, Face, Hidden, Probe, Arrangement, Option)


@pytest.mark.parametrize("schema", [*SCHEMAS, Line, Answers, When, Effect])
def test_every_field_that_can_be_written_is_explained(schema: type) -> None:
    assert set(schema.__struct_fields__) <= explained()  # type: ignore[attr-defined]


def test_every_word_that_a_field_can_hold_is_on_the_page() -> None:
    looks = {word for hint in get_type_hints(Face).values() for word in words_of(hint)}
    choices = {*PHASES, *ENDS, *get_args(Remembered), *get_args(Temptation), *get_args(Verdict), *TOPICS, *looks}
    assert choices <= explained()


def words_of(hint: Any) -> set[str]:
    """The words that a field of this type can hold."""
    return {word for word in get_args(hint) if isinstance(word, str)}.union(*map(words_of, get_args(hint)))


def explained() -> set[str]:
    """All that stands in backquotes outside the blocks."""
    prose = re.sub(r"```.*?```", "", PAGE, flags=re.DOTALL)
    return set(re.findall(r"\w+", " ".join(re.findall(r"`[^`]+`", prose))))


def test_every_link_of_the_page_leads_somewhere() -> None:
    headings = {re.sub(r"[^\w -]", "", line.lstrip("# ")).lower().replace(" ", "-") for line in headings_of(PAGE)}
    for target in re.findall(r"\]\(([^)]+)\)", PAGE):
        assert target[1:] in headings if target.startswith("#") else (DOCS / target).is_file(), target


def headings_of(page: str) -> list[str]:
    outside = re.sub(r"```.*?```", "", page, flags=re.DOTALL)
    return [line for line in outside.splitlines() if line.startswith("#")]


def test_the_readme_leads_to_the_page() -> None:
    readme = Path(DOCS.parent / "README.md").read_text(encoding="utf-8")
    assert "docs/scenarios.md" in readme
    assert "alongside new" in readme
    assert "alongside map" in readme
