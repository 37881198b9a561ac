"""`alongside simulate`: no change may make a parent absurd."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from bot.coaching.play import Play
from bot.coaching.roleplay.scenario import Scenario
from bot.coaching.simulation.figures import WORTH, Simulation, SimulationFile, figures_of
from bot.coaching.simulation.talk import SimulatedTalk, simulate
from bot.coaching.simulation.trainees import Speaker
from bot.commands.gold import read_gold
from bot.commands.outcome import BadInput
from bot.commands.simulate import REAL_REPLIES, simulate_talks
from bot.library import KNOWLEDGE
from bot.library.knowledge import Knowledge, read_knowledge
from bot.library.trainees import read_trainees

SEEDS = 2
TRAINEES = read_trainees(KNOWLEDGE)
SCENARIOS = sorted(file.stem for file in (KNOWLEDGE / "scenarios").glob("*.yml"))


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return read_knowledge()


@pytest.fixture(scope="module")
def plays(knowledge: Knowledge) -> dict[str, Play]:
    return knowledge.plays()


@pytest.fixture(scope="module")
def talks(plays: dict[str, Play]) -> list[SimulatedTalk]:
    """Every trainee with every parent, a few times."""
    real = tuple(reply.reply for reply in read_gold(REAL_REPLIES))
    return [
        simulate(play, Speaker(TRAINEES, kind.id, seed, real), kind.id, seed)
        for play in plays.values()
        for kind in TRAINEES.trainees
        for seed in range(SEEDS)
    ]


@pytest.fixture(scope="module")
def figures(talks: list[SimulatedTalk], knowledge: Knowledge) -> Simulation:
    return figures_of(talks, knowledge.scenarios, ("improving", "cold"))


def test_who_is_skilled_reaches_an_agreement(figures: Simulation) -> None:
    ends = figures.trainees["skilled"].ends
    assert ends["agreement"] >= 0.9
    assert ends["agreement"] + ends["appointment"] >= 0.95


@pytest.mark.parametrize("kind", ["blamer", "defender"])
def test_who_blames_or_defends_is_left_with_nothing(figures: Simulation, kind: str) -> None:
    ends = figures.trainees[kind].ends
    assert ends["walkout"] + ends["stalled"] >= 0.85


def test_who_says_yes_to_everything_gets_no_agreement(figures: Simulation) -> None:
    assert figures.trainees["boundless"].ends["agreement"] <= 0.05


def test_who_improves_ends_better_than_who_does_not(figures: Simulation) -> None:
    assert figures.better is not None
    assert figures.better >= 0.9


def test_talks_are_neither_cut_short_nor_endless(talks: list[SimulatedTalk], figures: Simulation) -> None:
    assert min(talk.turns for talk in talks) >= 8
    assert max(talk.turns for talk in talks) <= 25
    assert 12 <= figures.turns <= 16


def test_no_parent_says_a_thing_twice(talks: list[SimulatedTalk]) -> None:
    assert [talk for talk in talks if talk.repeated] == []


def test_what_is_asked_is_answered(figures: Simulation) -> None:
    answered = [of.on_topic for of in figures.trainees.values() if of.on_topic is not None]
    assert figures.trainees["skilled"].on_topic >= 0.9  # type: ignore[operator]
    assert answered
    for id, of in figures.scenarios.items():
        assert of.on_topic is None or of.on_topic >= 0.85, id


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_same_trainee_never_has_the_same_talk_twice(plays: dict[str, Play], scenario: str) -> None:
    play = plays[scenario]
    lines = {simulate(play, Speaker(TRAINEES, "cold", 0), "cold", seed).lines for seed in range(6)}
    assert len(lines) == 6


def test_the_same_seed_gives_the_same_talk(plays: dict[str, Play]) -> None:
    play = plays["poverty"]
    once, again = (simulate(play, Speaker(TRAINEES, "improving", 3), "improving", 3) for _ in range(2))
    assert once == again


def test_figures_and_talks_are_written_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "talks.json"
    simulate_talks(["poverty"], ["monosyllabic", "skilled"], 2, jobs=1, json=file)
    written = msgspec.json.decode(file.read_bytes(), type=SimulationFile)
    assert [(talk.trainee, talk.seed) for talk in written.talks] == [
        ("monosyllabic", 0), ("monosyllabic", 1), ("skilled", 0), ("skilled", 1),
    ]  # fmt: skip
    assert {WORTH[talk.end] for talk in written.talks[:2]} <= {0, 1}
    assert "monosyllabic" in capsys.readouterr().out


@pytest.mark.parametrize(("scenario", "trainee"), [("povety", "skilled"), ("poverty", "skiled")])
def test_a_name_that_nobody_has_is_refused_in_one_line(scenario: str, trainee: str) -> None:
    with pytest.raises(BadInput, match="there is no"):
        simulate_talks([scenario], [trainee], 1, jobs=1)


def test_every_scenario_that_ships_is_played(figures: Simulation, knowledge: Knowledge) -> None:
    assert set(figures.scenarios) == set(knowledge.scenarios)
    assert all(isinstance(scenario, Scenario) for scenario in knowledge.scenarios.values())
