"""Every setting, with its default and what it is for. Values come from the environment, then from `.env`."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_type_hints

import msgspec
from dotenv import dotenv_values
from msgspec import Meta, Struct
from msgspec.structs import asdict, fields, replace

ROOT = Path(__file__).resolve().parent.parent
"""The folder with `config.yml`, `domain.yml` and `.env`."""

PREFIX = "ALONGSIDE_"
RASA_PORT = 5005
ACTIONS_PORT = 5055

_ORIGIN = r"https?://[^\s,/]+/?"

Port = Annotated[int, Meta(ge=1, le=65535)]
LogLevel = Literal["DEBUG", "INFO", "WARNING", "ERROR"]
LogFormat = Literal["words", "json"]


class SettingsError(ValueError):
    """A setting that cannot be used. Its text is one line for the person who set it."""


class Settings(Struct, frozen=True, forbid_unknown_fields=True):
    """The settings. As `read_settings` gives them, `database_url` is filled in."""

    host: Annotated[str, Meta(description="Where the page is served. 0.0.0.0 lets other machines in.")] = "127.0.0.1"
    port: Annotated[int, Meta(ge=1, le=65535, description="Port of the page.")] = 8000
    data_dir: Annotated[str, Meta(description="Folder for the database, the trained model and the logs.")] = "var"
    database_url: Annotated[
        str,
        Meta(
            description="Where conversations are recorded: sqlite:///file or postgresql://user:password@host/name. "
            "Empty: alongside.db in the data folder."
        ),
    ] = ""
    rasa_port: Annotated[Port | None, Meta(description="Port for Rasa, on this machine only. Empty: any free one.")] = (
        None
    )
    actions_port: Annotated[
        Port | None, Meta(description="Port for the actions, on this machine only. Empty: any free one.")
    ] = None
    log_level: Annotated[
        LogLevel, Meta(description="How much the logs tell: DEBUG, INFO, WARNING or ERROR. Never what people typed.")
    ] = "WARNING"
    log_format: Annotated[
        LogFormat,
        Meta(description="What the logs look like: words, for people, or json, for programs that collect them."),
    ] = "words"
    metrics_port: Annotated[
        Port | None,
        Meta(
            description="Port for the figures that Prometheus collects from the web part; Rasa's and those of the "
            "actions are on the ports after it. Empty: there are none."
        ),
    ] = None
    metrics_host: Annotated[
        str, Meta(description="Where those figures can be had. 127.0.0.1: on this machine only.")
    ] = "127.0.0.1"
    worries: Annotated[
        str,
        Meta(
            max_length=600,
            description="Whom to turn to with real worries about a child, in a sentence or two that the page shows. "
            "Empty: the page says it in general words.",
        ),
    ] = ""
    remember: Annotated[
        bool,
        Meta(
            description='Whether the box "Remember my practice on this device" starts ticked: true or false. '
            "On shared machines say false."
        ),
    ] = True
    embed_origins: Annotated[
        str,
        Meta(
            pattern=rf"^(\*|none|{_ORIGIN}([\s,]+{_ORIGIN})*)$",
            description="Which sites may show the widget: *, none, or addresses such as https://moodle.college.example "
            "with spaces between.",
        ),
    ] = "*"

    lrs_url: Annotated[
        str,
        Meta(
            pattern=r"^(https?://[^\s?#]+)?$",
            description="Address of a Learning Record Store (xAPI 1.0.3), as far as before /statements. What happens "
            "in workshops is told there, without names and without a word of what was typed. Empty: nowhere.",
        ),
    ] = ""
    lrs_home: Annotated[
        str,
        Meta(
            pattern=r"^(https?://[^\s?#]*[^\s?#/])?$",
            description="The address by which Alongside calls itself there, such as https://practice.college.example; "
            "it must not change. Empty: the host and port above.",
        ),
    ] = ""
    lrs_key: Annotated[str, Meta(description="The name by which the Learning Record Store knows Alongside.")] = ""
    lrs_secret: Annotated[str, Meta(description="The password that belongs to it.")] = ""

    @property
    def origins(self) -> tuple[str, ...]:
        """The sites that may show the widget, as browsers name them; ("*",) for any, and none at all if empty."""
        if self.embed_origins == "none":
            return ()
        return tuple(each.rstrip("/").lower() for each in re.split(r"[\s,]+", self.embed_origins))

    @property
    def data(self) -> Path:
        """The data folder; a relative one is taken from the repository."""
        return ROOT / Path(self.data_dir).expanduser()

    @property
    def rasa_url(self) -> str:
        """Where Rasa answers."""
        return f"http://127.0.0.1:{self.rasa_port or RASA_PORT}"

    @property
    def actions_url(self) -> str:
        """Where the action server answers."""
        return f"http://127.0.0.1:{self.actions_port or ACTIONS_PORT}"

    @property
    def home(self) -> str:
        """What Alongside calls itself before a Learning Record Store."""
        return self.lrs_home or f"http://{self.host}:{self.port}"

    @property
    def models(self) -> Path:
        """Where trained models are kept: Rasa's own place, so that `rasa shell` finds them."""
        return ROOT / "models"

    def as_environment(self) -> dict[str, str]:
        """The settings as a child process reads them again."""
        return {name_of(key): _as_text(value) for key, value in asdict(self).items()}


def name_of(field: str) -> str:
    """The name of a setting outside the program: `port` is ALONGSIDE_PORT."""
    return PREFIX + field.upper()


def read_settings(environment: Mapping[str, str] | None = None, file: Path = ROOT / ".env") -> Settings:
    """The settings in force: the environment goes before the file, and what neither sets has its default.

    Raises SettingsError for a value that cannot be used or a setting that does not exist.
    """
    given = {key: value or "" for key, value in dotenv_values(file).items()} if file.is_file() else {}
    origin = dict.fromkeys(given, f" in {file.name}")
    for key, value in (os.environ if environment is None else environment).items():
        given[key] = value
        origin[key] = " in the environment"
    known = {name_of(field.name): field.name for field in fields(Settings)}
    hints = get_type_hints(Settings, include_extras=True)
    values: dict[str, Any] = {}
    for key, value in given.items():
        if not key.startswith(PREFIX) or not value.strip():
            continue
        if key not in known:
            raise SettingsError(f"{key}{origin[key]} is not a setting. The settings are {', '.join(sorted(known))}.")
        try:
            values[known[key]] = msgspec.convert(value.strip(), hints[known[key]], strict=False)
        except msgspec.ValidationError as error:
            raise SettingsError(
                f'{key}="{value}"{origin[key]} cannot be used: {_in_words(error, known[key])}'
            ) from error
    settings = Settings(**values)
    return (
        settings
        if settings.database_url
        else replace(settings, database_url=f"sqlite:///{settings.data / 'alongside.db'}")
    )


def env_example() -> str:
    """The text of `.env.example`: every setting, what it is for, and its default."""
    parts = ["# Settings. Copy this file to .env and take away the # before what you change. All have defaults.\n"]
    hints = get_type_hints(Settings, include_extras=True)
    for field in fields(Settings):
        about = next(meta.description for meta in hints[field.name].__metadata__ if meta.description)
        parts.append(f"# {about}\n#{name_of(field.name)}={_as_text(field.default)}\n")
    return "\n".join(parts)


def _as_text(value: object) -> str:
    """A value as it is written in `.env`."""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def _in_words(error: msgspec.ValidationError, field: str) -> str:
    if field.endswith("port"):
        return "a whole number from 1 to 65535 is expected."
    if field == "log_level":
        return f"it is one of {', '.join(get_args(LogLevel))}."
    if field == "log_format":
        return f"it is one of {', '.join(get_args(LogFormat))}."
    if field == "remember":
        return "it is true or false."
    if field == "embed_origins":
        return "it is *, none, or addresses such as https://moodle.college.example, with nothing after the host."
    if field == "lrs_home":
        return "an address such as https://practice.college.example is expected, without a slash at its end."
    if field == "lrs_url":
        return "an address such as https://lrs.college.example/xapi is expected, with nothing after a ? or #."
    if field == "worries":
        return "it is too long for a note; 600 characters is the most."
    return f"{error}."
