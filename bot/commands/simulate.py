"""`alongside simulate`: made-up trainees talk to the parents, many at a time."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache, partial
from itertools import product
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import msgspec
from rich.console import Console
from rich.progress import track

from bot.commands.gold import read_gold
from bot.commands.outcome import BadInput
from bot.commands.simulate_tables import show
from bot.library import KNOWLEDGE

if TYPE_CHECKING:
    from bot.coaching.play import Play
    from bot.coaching.roleplay.scenario import Difficulty
    from bot.coaching.simulation.talk import SimulatedTalk
    from bot.coaching.simulation.trainees import Trainees

REAL_REPLIES = KNOWLEDGE.parent.parent / "tests" / "gold" / "dev.jsonl"
"""Replies of real people for the trainee who is anybody."""

Task = tuple[str, str, int]
"""A scenario, a kind of trainee, a seed."""


def simulate_talks(
    scenarios: Sequence[str], trainees: Sequence[str], seeds: int, difficulty: Difficulty = "usual",
    jobs: int | None = None, gold: Path = REAL_REPLIES, json: Path | None = None,
) -> None:  # fmt: skip
    """Let every trainee talk to every parent once for each seed, and print what came of it.

    Names that are not given stand for all there are. Raises BadInput for a name that nobody has.
    """
    from bot.coaching.simulation.figures import SimulationFile, figures_of
    from bot.library.scenarios import read_scenarios

    stage = read_scenarios(KNOWLEDGE)
    kinds = _trainees()
    scenarios = _known(scenarios, list(stage), "scenario")
    trainees = _known(trainees, [kind.id for kind in kinds.trainees], "trainee")
    tasks = list(product(scenarios, trainees, range(seeds)))
    real = tuple(reply.reply for reply in read_gold(gold))
    began = perf_counter()
    talks = list(_played(tasks, real, difficulty, jobs or os.cpu_count() or 1))
    speed = sum(talk.turns for talk in talks) / (perf_counter() - began)
    changing = next((kind for kind in kinds.trainees if kind.begins_as and kind.id in trainees), None)
    pair = (changing.id, changing.begins_as) if changing and changing.begins_as else None
    figures = figures_of(talks, stage, pair)
    show(figures, speed)
    if json is not None:
        written = SimulationFile(figures, tuple(talks), speed)
        json.write_bytes(msgspec.json.format(msgspec.json.encode(written), indent=1) + b"\n")


def _played(tasks: Sequence[Task], real: tuple[str, ...], difficulty: Difficulty, jobs: int) -> Iterator[SimulatedTalk]:
    """The talks, in the order of the tasks, with a bar that shows how far it has got."""
    shown = Console(stderr=True)
    play = partial(_play, real=real, difficulty=difficulty)
    if jobs == 1:
        yield from track(map(play, tasks), "Talking", len(tasks), console=shown, disable=not shown.is_terminal)
        return
    with ProcessPoolExecutor(jobs) as pool:
        talks = pool.map(play, tasks, chunksize=max(1, min(50, len(tasks) // (4 * jobs))))
        yield from track(talks, "Talking", len(tasks), console=shown, disable=not shown.is_terminal)


def _play(task: Task, real: tuple[str, ...], difficulty: Difficulty) -> SimulatedTalk:
    from bot.coaching.simulation.talk import simulate
    from bot.coaching.simulation.trainees import Speaker

    scenario, trainee, seed = task
    return simulate(_plays()[scenario], Speaker(_trainees(), trainee, seed, real), trainee, seed, difficulty)


@lru_cache(maxsize=1)
def _plays() -> dict[str, Play]:
    from bot.library.knowledge import read_knowledge

    return read_knowledge().plays()


@lru_cache(maxsize=1)
def _trainees() -> Trainees:
    from bot.library.trainees import read_trainees

    return read_trainees(KNOWLEDGE)


def _known(named: Sequence[str], all_there_are: list[str], kind: str) -> list[str]:
    for name in named:
        if name not in all_there_are:
            raise BadInput(f'there is no {kind} "{name}"; there are {", ".join(all_there_are)}')
    return list(named) or all_there_are
