"""`alongside prepare`: what `alongside serve` does before it starts, done ahead of time."""

from __future__ import annotations

from typing import Literal

import typer

from bot.commands.outcome import BadInput, Failed
from bot.records import RecordsUnavailable, migrate
from bot.serving.checks import CannotStart, check_disk, check_python
from bot.serving.files import model_file
from bot.serving.model import TrainingFailed, train
from bot.settings import Settings, SettingsError, read_settings

What = Literal["model", "database", "all"]


def prepare(what: What = "all") -> None:
    """Train the model if there is none for the present training data, and bring the database to this version's tables.

    For images, which are to start without training, and for updates of several machines, whose database is changed
    once and before any of them. Raises BadInput for settings that cannot be used, and Failed with what to do.
    """
    try:
        settings = read_settings()
    except SettingsError as error:
        raise BadInput(str(error)) from error
    try:
        check_python()
        check_disk(settings.data)
        if what != "database":
            typer.echo(_model(settings))
        if what != "model":
            migrate(settings.database_url)
            typer.echo("The database has the tables of this version.")
    except (CannotStart, RecordsUnavailable, TrainingFailed) as error:
        raise Failed(str(error)) from error


def _model(settings: Settings) -> str:
    if model_file().is_file():
        return "The model is up to date."
    train(settings)
    return "The model is trained."
