"""`alongside check`: every fault under bot/knowledge, at once."""

from __future__ import annotations

from pathlib import Path

import typer

from bot.commands.outcome import BadInput


def print_faults(folder: Path | None) -> None:
    """Print every fault and end with status 1, or say that there is none.

    Raises BadInput if the folder is not there.
    """
    from bot.library import KNOWLEDGE
    from bot.library.knowledge import check_knowledge

    knowledge = folder or KNOWLEDGE
    if not knowledge.is_dir():
        raise BadInput(f'there is no folder "{knowledge}"')
    faults = check_knowledge(knowledge)
    for fault in faults:
        typer.echo(str(fault))
    files = sum(1 for _ in knowledge.rglob("*.yml"))
    if faults:
        faulty = len({fault.file for fault in faults})
        typer.echo(f"{len(faults)} {'fault' if len(faults) == 1 else 'faults'} in {faulty} of {files} files.")
        raise typer.Exit(1)
    typer.echo(f"No faults in {files} files.")
