"""The figures of a simulation as people read them in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from bot.coaching.simulation.figures import Simulation


def show(figures: Simulation, speed: float) -> None:
    """Print a table of the trainees, one of the scenarios, and what goes for all talks together."""
    console = Console(width=None if Console().is_terminal else 120)
    console.print(_of_trainees(figures))
    console.print(_of_scenarios(figures))
    for id, scenario in figures.scenarios.items():
        if scenario.unheard:
            console.print(f"Never heard in {id}: {', '.join(scenario.unheard)}", style="dim")
    if figures.better is not None:
        console.print(f"Who improves ends better than who does not in {figures.better:.0%} of the pairs.")
    console.print(f"Replies to the end: median {figures.turns:g}. Speed: {speed:.0f} turns a second.")


def _of_trainees(figures: Simulation) -> Table:
    table = Table(title="Trainees")
    table.add_column("trainee", no_wrap=True)
    for name in ("talks", "agreement", "appoint.", "stalled", "walkout", "turns", "heat", "trust", "scores"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("on topic", justify="right")
    table.add_column("distinct", justify="right")
    for kind, of in figures.trainees.items():
        boundaries = "–" if of.scores[2] is None else f"{of.scores[2]:.1f}"
        table.add_row(
            kind,
            str(of.talks),
            *(f"{of.ends[end]:.0%}" for end in ("agreement", "appointment", "stalled", "walkout")),
            f"{of.turns:g} ({of.shortest}–{of.longest})",
            " ".join(f"{level:.0f}" for level in of.heat),
            " ".join(f"{level:.0f}" for level in of.trust),
            f"{of.scores[0]:.1f} {of.scores[1]:.1f} {boundaries}",
            _percent(of.on_topic),
            f"{of.distinct:.0f}%",
        )
    return table


def _of_scenarios(figures: Simulation) -> Table:
    table = Table(title="Scenarios")
    table.add_column("scenario", no_wrap=True)
    for name in ("talks", "lines", "heard", "said twice", "on topic"):
        table.add_column(name, justify="right")
    for id, of in figures.scenarios.items():
        table.add_row(id, str(of.talks), str(of.lines), f"{of.heard:.1%}", str(of.repeated), _percent(of.on_topic))
    return table


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"
