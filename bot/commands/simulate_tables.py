"""The figures of a simulation as people read them in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from bot.coaching.roleplay.line import ENDS

if TYPE_CHECKING:
    from bot.coaching.simulation.figures import Simulation


def show(figures: Simulation, speed: float) -> None:
    """Print how talks end and what they are like for each trainee, the scenarios, and what goes for all together."""
    console = Console(width=None if Console().is_terminal else 120)
    console.print(_ends(figures))
    console.print(_course(figures))
    console.print(_of_scenarios(figures))
    for id, scenario in figures.scenarios.items():
        if scenario.unheard:
            console.print(f"Never heard in {id}: {', '.join(scenario.unheard)}", style="dim")
    if figures.better is not None:
        console.print(f"Who improves ends better than who does not in {figures.better:.0%} of the pairs.")
    console.print(f"Replies to the end: median {figures.turns:g}. Speed: {speed:.0f} turns a second.")


def _ends(figures: Simulation) -> Table:
    table = _table("How the talks end", "trainee", "talks", *ENDS, "replies (shortest to longest)")
    for kind, of in figures.trainees.items():
        ends = (f"{of.ends[end]:.0%}" for end in ENDS)
        table.add_row(kind, str(of.talks), *ends, f"{of.turns:g} ({of.shortest}–{of.longest})")
    return table


def _course(figures: Simulation) -> Table:
    table = _table(
        "What they are like: start, middle, end; mean scores", "trainee",
        "heat", "trust", "two-way", "empathy", "boundaries", "answered on topic", "different talks",
    )  # fmt: skip
    for kind, of in figures.trainees.items():
        scores = ("–" if score is None else f"{score:.1f}" for score in of.scores)
        heat, trust = (" ".join(f"{level:.0f}" for level in levels) for levels in (of.heat, of.trust))
        table.add_row(kind, heat, trust, *scores, _percent(of.on_topic), f"{of.distinct:.0f}%")
    return table


def _table(title: str, first: str, *others: str) -> Table:
    table = Table(title=title)
    table.add_column(first, no_wrap=True)
    for name in others:
        table.add_column(name, justify="right")
    return table


def _of_scenarios(figures: Simulation) -> Table:
    table = _table("Scenarios", "scenario", "talks", "lines", "heard", "said twice", "answered on topic")
    for id, of in figures.scenarios.items():
        table.add_row(id, str(of.talks), str(of.lines), f"{of.heard:.1%}", str(of.repeated), _percent(of.on_topic))
    return table


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"
