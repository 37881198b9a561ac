"""What the guide for facilitators names is there, and what it credits to a source is credited to one that exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.coaching.roleplay.scenario import Scenario
from bot.library import KNOWLEDGE
from bot.library.scenarios import read_scenarios

PAGE = KNOWLEDGE.parent.parent / "docs" / "facilitators.md"


@pytest.fixture(scope="module")
def text() -> str:
    return PAGE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def scenarios() -> dict[str, Scenario]:
    return dict(read_scenarios(KNOWLEDGE))


def test_all_that_it_links_to_and_shows_is_there(text: str) -> None:
    targets = [target.partition("#")[0] for target in re.findall(r"\]\(([^)]+)\)", text)]
    assert len(targets) >= 6
    assert [target for target in targets if not (PAGE.parent / target).is_file()] == []
    shown = {Path(target).name for target in targets if target.endswith(".png")}
    assert shown == {picture.name for picture in (PAGE.parent / "facilitators").iterdir()}


def test_the_plans_name_conversations_and_moments_as_the_page_does(text: str, scenarios: dict[str, Scenario]) -> None:
    plans = text[text.index("## 60 minutes") :]
    titles = re.findall(r"conversations?, \*([^*]+)\*(?: and \*([^*]+)\*)?", plans)
    named = {title for pair in titles for title in pair if title}
    assert named == {scenarios["angry_parent"].title, scenarios["poverty"].title}
    moments = {probe.about for id in ("angry_parent", "poverty") for probe in scenarios[id].probes}
    asked = {each for wall in re.findall(r"The wall: ([^|]+)\|", plans) for each in re.findall(r"\*([^*]+)\*", wall)}
    assert len(asked) == 4
    assert asked <= moments


@pytest.mark.parametrize("minutes", [60, 90])
def test_the_minutes_of_a_plan_follow_on_each_other_to_its_end(text: str, minutes: int) -> None:
    plan = text[text.index(f"## {minutes} minutes") :].partition("\n## ")[0]
    spans = [(int(a), int(b)) for a, b in re.findall(r"^\| (\d+)–(\d+) \|", plan, re.MULTILINE)]
    assert [begin for begin, _ in spans] == [0, *(end for _, end in spans[:-1])]
    assert spans[-1][1] == minutes
    credited = set(re.findall(r"\b([A-Z])\b(?=\)|,)", plan))
    assert "W" in credited
    assert credited <= {"L", "B", "W", "U", "A"}
