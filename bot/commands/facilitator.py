"""`alongside facilitator`: who may run workshops, for whoever runs the machine."""

from __future__ import annotations

import sys

import typer

from bot.commands.outcome import BadInput, Failed
from bot.records import Facilitator, NameTaken, Records, RecordsUnavailable, Role, migrate
from bot.records.passwords import LONGEST, SHORTEST, hash_of_password
from bot.settings import SettingsError, read_settings

LONGEST_NAME = 80


def add_facilitator(name: str, role: Role) -> None:
    """Ask for a password and add a facilitator. Raises BadInput and Failed."""
    name = " ".join(name.split())
    if not any(sign.isalnum() for sign in name) or len(name) > LONGEST_NAME:
        raise BadInput(f"the name must have a letter in it, and {LONGEST_NAME} characters at most.")
    records = _records()
    if any(one.name.casefold() == name.casefold() for one in _facilitators(records)):
        raise BadInput(f'there is a facilitator called "{name}" already.')
    password = _new_password()
    try:
        records.add_facilitator(name, hash_of_password(password), role)
    except NameTaken as error:
        raise BadInput(f'there is a facilitator called "{name}" already.') from error
    except RecordsUnavailable as error:
        raise Failed(_out_of_reach(error)) from error
    typer.echo(f"{name} can sign in now, as {'an administrator' if role == 'administrator' else 'a facilitator'}.")


def give_password(name: str) -> None:
    """Ask for a new password for somebody who forgot theirs. Raises BadInput and Failed."""
    records = _records()
    try:
        found = records.facilitator_named(name)
        if found is None:
            raise BadInput(f'there is no facilitator called "{name}", or no longer.')
        records.set_password(found[0].id, hash_of_password(_new_password()))
    except RecordsUnavailable as error:
        raise Failed(_out_of_reach(error)) from error
    typer.echo(f"{found[0].name} signs in with the new password from now on, on every device.")


def list_facilitators() -> None:
    """Print a line for each facilitator. Raises BadInput and Failed."""
    found = _facilitators(_records())
    for one in found:
        closed = "" if one.closed_at is None else f", closed on {one.closed_at:%d %B %Y}"
        typer.echo(f"{one.name} ({one.role}{closed})")
    if not found:
        typer.echo('There is no facilitator yet: "alongside facilitator add NAME --administrator" adds the first.')


def _records() -> Records:
    try:
        settings = read_settings()
        migrate(settings.database_url)
        return Records(settings.database_url)
    except SettingsError as error:
        raise BadInput(str(error)) from error
    except RecordsUnavailable as error:
        raise Failed(_out_of_reach(error)) from error


def _facilitators(records: Records) -> list[Facilitator]:
    try:
        return records.facilitators()
    except RecordsUnavailable as error:
        raise Failed(_out_of_reach(error)) from error


def _new_password() -> str:
    """Typed twice by a person; one line where something else writes it."""
    if sys.stdin.isatty():
        password = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    if not SHORTEST <= len(password) <= LONGEST or len(set(password)) < 4:
        raise BadInput(f"a password has {SHORTEST} to {LONGEST} characters, not all of them the same.")
    return str(password)


def _out_of_reach(error: RecordsUnavailable) -> str:
    return f"the database cannot be reached, and nothing was changed: {error}"
