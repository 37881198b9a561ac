"""`alongside serve`: everything in one go, until Ctrl-C."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from typing import NoReturn

import typer
from msgspec.structs import replace

from bot.commands.outcome import BadInput, Failed
from bot.records import Records, RecordsUnavailable, migrate
from bot.serving.checks import CannotStart, check_disk, check_python, wait_for_earlier
from bot.serving.files import endpoints_file, log_file, model_file, pid_file, write_endpoints
from bot.serving.model import TrainingFailed, environment, train
from bot.serving.places import Part, Place, address_of, known_at, place_alone, places_of
from bot.serving.processes import Process
from bot.serving.supervisor import GaveUp, Stopped, Supervisor
from bot.settings import ROOT, Settings, SettingsError, read_settings
from bot.web.facilitator.links import invitation_path
from bot.web.tokens import hash_of, new_token


def serve(port: int | None = None, part: Part | None = None) -> None:
    """Start Rasa, the actions and the web, print the address when a person can begin, and stop on Ctrl-C or TERM.

    `port` goes before the setting. With `part` this process becomes that part alone, for whoever starts and watches
    the parts: it logs where it stands, and ends when it is told to.
    Raises BadInput for settings that cannot be used and Failed if something cannot be started, each with one line that
    says what to do.
    """
    try:
        settings = read_settings()
    except SettingsError as error:
        raise BadInput(str(error)) from error
    if port is not None:
        if not 1 <= port <= 65535:
            raise BadInput(f"--port {port} cannot be used: a whole number from 1 to 65535 is expected.")
        settings = replace(settings, port=port)
    os.umask(0o077)  # What is kept, and what the logs tell, is for nobody else on this machine.
    try:
        check_python()
        check_disk(settings.data)
        if part is not None:
            _become(place_alone(part, settings))
        wait_for_earlier(settings.data)
        places = places_of(settings)
        _prepare(places)
    except (CannotStart, RecordsUnavailable, TrainingFailed) as error:
        raise Failed(str(error)) from error
    except OSError as error:
        raise Failed(f"{error.strerror or error}: {error.filename or settings.data}") from error
    try:
        _run(places)
    finally:
        for place in places:
            endpoints_file(place.settings).unlink(missing_ok=True)


def _become(place: Place) -> NoReturn:
    """Turn into the process of one part. Raises what `_prepare` raises."""
    _prepare([place])
    pid_file(place.settings, place.name).write_text(f"{os.getpid()}\n", encoding="utf-8")
    sys.stdout.flush()
    os.chdir(ROOT)
    command = [sys.executable, "-m", "bot.serving.child", place.part, "alone"]
    os.execve(sys.executable, command, environment(**place.settings.as_environment()))


def _prepare(places: Sequence[Place]) -> None:
    """Bring the database, the model and Rasa's endpoints into shape, as far as these need them."""
    migrate(places[0].settings.database_url)
    for place in places:
        if place.part == "rasa":
            _train_if_need_be(place.settings)
            write_endpoints(place.settings)


def _train_if_need_be(settings: Settings) -> None:
    if not model_file().is_file():
        began = time.monotonic()
        _tell("Training the model; this takes about half a minute, once.")
        train(settings)
        _tell(f"Trained in {time.monotonic() - began:.0f} seconds.")


def _run(places: Sequence[Place]) -> None:
    processes = [
        Process(place.name, place.health, log_file(place.settings, place.name), place.settings, place.part)
        for place in places
    ]
    web = [place.settings for place in places if place.part == "web"]
    supervisor = Supervisor(processes, _tell)
    supervisor.listen_for_signals()
    pages = {place.name: address_of(place.settings) for place in places if place.part == "web"}

    def on_up(process: Process) -> None:
        if process.name in pages:
            _tell(f"The page is up, and says that the coach is waking up: {pages[process.name]}")

    _tell("Starting; this takes some ten seconds.")
    try:
        supervisor.start(on_up)
        _tell(f"Ready: {', '.join(address_of(settings) for settings in web)}  (Ctrl-C stops it)")
        _tell_first_link(web[0])
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
        link = f"{known_at(settings)}{invitation_path(token)}"
        _tell(f"To run workshops, become the first facilitator here (works once, within 24 hours): {link}")


def _tell(line: str) -> None:
    typer.echo(line)
