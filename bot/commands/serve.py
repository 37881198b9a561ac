"""`alongside serve`: everything in one go, until Ctrl-C."""

from __future__ import annotations

import time

import typer
from msgspec.structs import replace

from bot.commands.outcome import BadInput, Failed
from bot.records import Records, RecordsUnavailable, migrate
from bot.serving.checks import CannotStart, check_disk, check_python, wait_for_earlier, with_ports
from bot.serving.files import endpoints_file, log_file, model_file, write_endpoints
from bot.serving.model import TrainingFailed, train
from bot.serving.processes import Process
from bot.serving.supervisor import GaveUp, Stopped, Supervisor
from bot.settings import Settings, SettingsError, read_settings
from bot.web.access import hash_of, new_token
from bot.web.facilitator.links import invitation_path


def serve(port: int | None = None) -> None:
    """Start Rasa, the actions and the web, print the address when a person can begin, and stop on Ctrl-C or TERM.

    `port` goes before the setting. Raises BadInput for settings that cannot be used and Failed if something
    cannot be started, each with one line that says what to do.
    """
    try:
        settings = read_settings()
    except SettingsError as error:
        raise BadInput(str(error)) from error
    if port is not None:
        if not 1 <= port <= 65535:
            raise BadInput(f"--port {port} cannot be used: a whole number from 1 to 65535 is expected.")
        settings = replace(settings, port=port)
    try:
        check_python()
        check_disk(settings.data)
        wait_for_earlier(settings.data)
        settings = with_ports(settings)
        _prepare(settings)
    except (CannotStart, RecordsUnavailable, TrainingFailed) as error:
        raise Failed(str(error)) from error
    except OSError as error:
        raise Failed(f"{error.strerror or error}: {error.filename or settings.data}") from error
    try:
        _run(settings)
    finally:
        endpoints_file(settings).unlink(missing_ok=True)


def address_of(settings: Settings) -> str:
    """Where a person finds the page."""
    host = "127.0.0.1" if settings.host in ("0.0.0.0", "::", "") else settings.host
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.port}"


def _prepare(settings: Settings) -> None:
    """Bring the database, the model and Rasa's endpoints into shape."""
    migrate(settings.database_url)
    if not model_file().is_file():
        began = time.monotonic()
        _tell("Training the model; this takes about half a minute, once.")
        train(settings)
        _tell(f"Trained in {time.monotonic() - began:.0f} seconds.")
    write_endpoints(settings)


def _run(settings: Settings) -> None:
    health = {
        "rasa": f"{settings.rasa_urls[0]}/webhooks/rest/",
        "actions": f"{settings.actions_urls[0]}/health",
        "web": f"{address_of(settings)}/",
    }
    processes = [Process(name, health[name], log_file(settings, name), settings) for name in health]
    supervisor = Supervisor(processes, _tell)
    supervisor.listen_for_signals()
    _tell("Starting; this takes about 15 seconds.")
    try:
        supervisor.start()
        _tell(f"Ready: {address_of(settings)}  (Ctrl-C stops it)")
        _tell_first_link(settings)
        supervisor.watch()
    except GaveUp as error:
        raise Failed(str(error)) from error
    except Stopped:
        pass
    finally:
        _tell("Stopping.")
        supervisor.stop()


def _tell_first_link(settings: Settings) -> None:
    """Print a link for the very first facilitator, as long as there is none."""
    token = new_token()
    records = Records(settings.database_url)
    try:
        invited = records.invite_first(hash_of(token))
    except RecordsUnavailable:
        return  # The page says so; the link comes with the next start.
    finally:
        records.close()
    if invited is not None:
        link = f"{address_of(settings)}{invitation_path(token)}"
        _tell(f"To run workshops, become the first facilitator here (works once, within 24 hours): {link}")


def _tell(line: str) -> None:
    typer.echo(line)
