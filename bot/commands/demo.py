"""`alongside demo`: a workshop full of made-up participants, to look around in."""

from __future__ import annotations

import secrets
from time import perf_counter

import typer

from bot.commands.demo_group import rehearse
from bot.commands.demo_live import go_on
from bot.commands.outcome import BadInput, Failed
from bot.records import NameTaken, RecordsUnavailable, migrate
from bot.records.demos import FACILITATOR, Demos, DemoWorkshop
from bot.records.passwords import hash_of_password
from bot.serving.places import known_at
from bot.settings import Settings, SettingsError, read_settings

WORDS = (
    *("amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "harbour", "inlet", "juniper", "kettle"),
    *("lantern", "meadow", "north", "orchard", "pebble", "quarry", "river", "saddle", "timber", "umber", "violet"),
)
"""Of which the password is made; four of them and four digits are some billions."""


def show_demo(seed: int, live: float | None) -> None:
    """Write the demo, say how to look at it, and let it go on for so many minutes. Raises BadInput and Failed."""
    settings, records = _records()
    began = perf_counter()
    rehearsed = rehearse(seed)
    password = _new_password()
    try:
        demo = records.write_demo(rehearsed.staged, hash_of_password(password))
    except NameTaken as error:
        what = f'there is a facilitator called "{error}" already, who was not made for the demo. Nothing was changed.'
        raise BadInput(what) from error
    except RecordsUnavailable as error:
        raise Failed(_out_of_reach(error)) from error
    _tell(settings, demo, password, perf_counter() - began)
    if live is None:
        typer.echo('  The talks stand still; "alongside demo --live 10" lets those that are on go on for ten minutes.')
    else:
        typer.echo(f"The talks go on for {live:g} minutes; Ctrl-C stops them. Keep this open.")
        try:
            said = go_on(records, demo, rehearsed, seed, live * 60)
        except RecordsUnavailable as error:
            raise Failed(f"the database cannot be reached any more: {error}") from error
        except KeyboardInterrupt:
            typer.echo("")
            return
        typer.echo(f"The talks have stopped, after {said} more replies.")


def remove_demo() -> None:
    """Take the demo away. Raises BadInput and Failed."""
    _, records = _records()
    try:
        left = records.remove_demo()
    except RecordsUnavailable as error:
        raise Failed(_out_of_reach(error)) from error
    if not left.found:
        typer.echo('There is no demo; "alongside demo" makes one.')
    elif left.own_workshops:
        typer.echo(
            f'The demo is gone. {left.own_workshops} workshop(s) that were made under the name "{FACILITATOR}" are '
            f'still there, and so is that name: delete them on the page, then run "alongside demo --remove" again.'
        )
    else:
        typer.echo("The demo is gone, and nothing else was touched.")


def _tell(settings: Settings, demo: DemoWorkshop, password: str, seconds: float) -> None:
    people = len(demo.participants)
    typer.echo(f"A workshop with {people} made-up participants and {demo.replies} replies ({seconds:.0f} s).")
    typer.echo(f"  Sign in:   {known_at(settings)}/facilitator   (started by: alongside serve, or make run)")
    typer.echo(f"  Name:      {FACILITATOR}")
    typer.echo(f"  Password:  {password}   (shown this once; run this again for the demo as new, with another)")
    typer.echo(f"  Join it:   {known_at(settings)}/join/{demo.join_code}")
    typer.echo("  Take it away: alongside demo --remove")
    typer.echo("  For workshops of your own: alongside facilitator add NAME --administrator")


def _new_password() -> str:
    return "-".join([*(secrets.choice(WORDS) for _ in range(4)), str(1000 + secrets.randbelow(9000))])


def _records() -> tuple[Settings, Demos]:
    try:
        settings = read_settings()
        migrate(settings.database_url)
        return settings, Demos(settings.database_url)
    except SettingsError as error:
        raise BadInput(str(error)) from error
    except RecordsUnavailable as error:
        raise Failed(_out_of_reach(error)) from error


def _out_of_reach(error: RecordsUnavailable) -> str:
    return f"the database cannot be reached, and nothing was changed: {error}"
