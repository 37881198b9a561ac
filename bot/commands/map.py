"""`alongside map`: draws all that a parent can say."""

from __future__ import annotations

from pathlib import Path

import typer

from bot.commands.outcome import BadInput, Failed


def draw_map(scenario: str, out: Path | None = None) -> None:
    """Draw a scenario, named by its id or by its file, into an SVG file: SCENARIO.svg if none is given, - prints it.

    Raises BadInput for a scenario that is not there, KnowledgeError for one that does not fit the schema, Failed if
    the picture cannot be written.
    """
    from bot.library.drawing.picture import draw
    from bot.library.scenarios import read_scenario

    found = read_scenario(_file_of(scenario)).value
    picture = draw(found)
    if str(out) == "-":
        typer.echo(picture, nl=False)
        return
    file = out or Path(f"{found.id}.svg")
    try:
        file.write_text(picture, encoding="utf-8")
    except OSError as error:
        raise Failed(f'"{file}" cannot be written: {error.strerror}') from error
    typer.echo(f"{file} shows the {len(found.lines)} lines of {found.title}. Open it in a browser.")


def _file_of(scenario: str) -> Path:
    """The file of a scenario that is named by its id or by a path."""
    from bot.library import KNOWLEDGE
    from bot.library.faults import nearest
    from bot.library.scenarios import scenario_files

    if scenario.endswith(".yml"):
        if not Path(scenario).is_file():
            raise BadInput(f'there is no file "{scenario}"')
        return Path(scenario)
    files = {file.stem: file for file in scenario_files(KNOWLEDGE)}
    if scenario not in files:
        raise BadInput(f'there is no scenario "{scenario}". {nearest(scenario, files, "scenarios")}')
    return files[scenario]
