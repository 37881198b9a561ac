"""`alongside new`: a scenario to begin with, that already plays."""

from __future__ import annotations

import re
from pathlib import Path

import typer

from bot.commands.outcome import BadInput, Failed

ID = re.compile(r"[a-z][a-z0-9_]{0,39}")


def write_scenario(id: str, folder: Path | None = None) -> None:
    """Write a commented scenario called `id` into a folder, bot/knowledge/scenarios if none is given.

    Raises BadInput for an id that cannot be one, for a folder that is not there and for a file that is there already;
    Failed if the file cannot be written.
    """
    from bot.library import KNOWLEDGE
    from bot.library.faults import shown
    from bot.library.skeleton import skeleton

    if not ID.fullmatch(id):
        what = f'"{id}" cannot be an id: up to 40 small letters, figures and underscores, a letter first'
        raise BadInput(f'{what}, such as "{_like(id)}"')
    home = folder or KNOWLEDGE / "scenarios"
    if not home.is_dir():
        raise BadInput(f'there is no folder "{home}"')
    file = home / f"{id}.yml"
    try:
        with file.open("x", encoding="utf-8") as out:
            out.write(skeleton(id))
    except FileExistsError:
        raise BadInput(f'"{shown(file)}" is there already; take another id, or delete it first') from None
    except OSError as error:
        raise Failed(f'"{shown(file)}" cannot be written: {error.strerror}') from error
    typer.echo(f"{shown(file)} is ready. Talk to the parent: alongside play {id}. Draw it: alongside map {id}.")
    typer.echo("Change it from the top to the bottom, and run alongside check now and then. docs/scenarios.md helps.")


def _like(id: str) -> str:
    """An id that resembles what was typed."""
    words = re.sub(r"[^a-z0-9]+", "_", id.lower()).strip("_").lstrip("0123456789_")
    return words[:40] or "a_quiet_father"
