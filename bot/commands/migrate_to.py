"""`alongside migrate-to`: from the SQLite files of the beginning into PostgreSQL."""

from __future__ import annotations

import typer
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.commands.outcome import BadInput, Failed
from bot.records import RecordsUnavailable
from bot.records.backup import NotEmpty
from bot.records.moving import Miscounted, move
from bot.records.rasa_events import EVENTS
from bot.serving.checks import CannotStart, check_stopped
from bot.serving.files import tracker_file
from bot.settings import SettingsError, name_of, read_settings

EXAMPLE = "postgresql://user:password@host/name"


def migrate_to(url: str) -> None:
    """Copy all that is kept into the empty PostgreSQL database at `url`, and say what to set. Raises BadInput, Failed.

    All or nothing: every table is counted on both sides before anything stands. What is here stays as it is.
    """
    hidden = _without_password(url)
    try:
        settings = read_settings()
        check_stopped(settings.data)
        moved = move(settings.database_url, tracker_file(settings), url)
    except SettingsError as error:
        raise BadInput(str(error)) from error
    except CannotStart as error:
        raise Failed(str(error)) from error
    except NotEmpty as error:
        raise BadInput(f"{hidden} holds records already. Nothing was changed; give an empty database.") from error
    except Miscounted as error:
        raise Failed(f"not everything arrived, so nothing was kept there: {error}. Please try again.") from error
    except RecordsUnavailable as error:
        raise Failed(
            f"{hidden} cannot be written, or what is here cannot be read; nothing was changed: {error}"
        ) from error
    except OSError as error:
        raise Failed(f"{error.strerror or error}: {error.filename or tracker_file(settings)}") from error
    for table, count in sorted(moved.rows.items()):
        name = "what Rasa remembers" if table == EVENTS else table.replace("_", " ")
        typer.echo(f"{count:>10,}  {name}")
    typer.echo("All of it is there, counted on both sides. What was here has stayed as it was.")
    typer.echo(f"Now set {name_of('database_url')}={hidden} in .env, with the password, and start again.")
    typer.echo(f"When all is well, delete the old files in {settings.data}: they hold what people typed.")


def _without_password(url: str) -> str:
    """The address as it may be shown. Raises BadInput for one that is none of a PostgreSQL database."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        parsed = None
    if parsed is None or parsed.get_backend_name() != "postgresql":
        raise BadInput(f"an address such as {EXAMPLE} is expected. For the way back there are backup and restore.")
    return str(parsed.render_as_string(hide_password=True))
