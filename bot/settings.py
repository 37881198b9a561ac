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
_ADDRESSES = r"^(https?://[^\s/]+/?(\s+https?://[^\s/]+/?)*)?$"

Port = Annotated[int, Meta(ge=1, le=65535)]
Processes = Annotated[int, Meta(ge=1, le=64)]
PerMinute = Annotated[int, Meta(ge=0, le=1_000_000)]
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
    rasa_processes: Annotated[
        Processes, Meta(description="How many processes of Rasa are started; those after the first take free ports.")
    ] = 1
    actions_processes: Annotated[
        Processes, Meta(description="How many processes of the actions are started, likewise.")
    ] = 1
    web_processes: Annotated[
        Processes,
        Meta(
            description="How many processes of the page are started, on the port of the page and the next free ones "
            "after it; something like nginx shares out among them. More than one needs ALONGSIDE_REDIS_URL."
        ),
    ] = 1
    redis_url: Annotated[
        str,
        Meta(
            pattern=r"^((redis|rediss|unix)://\S+)?$",
            description="Redis, by which several processes or machines take turns and keep to limits together, such as "
            "redis://:password@10.0.0.5:6379/0. Empty: there is none, and one process of the page.",
        ),
    ] = ""
    rasa_address: Annotated[
        str,
        Meta(
            pattern=_ADDRESSES,
            description="Where Rasa runs if another has started it, such as http://10.0.0.6:5005; several with spaces "
            "between, of which any may serve any turn. Empty: on this machine.",
        ),
    ] = ""
    actions_address: Annotated[
        str,
        Meta(
            pattern=_ADDRESSES,
            description="Where the actions run if another has started them, likewise: one for each Rasa, in the same "
            "order. Empty: on this machine.",
        ),
    ] = ""
    faster_rasa: Annotated[
        bool,
        Meta(
            description="Whether Rasa runs with the changes of bot/rasa/quicker.py, which make a turn cheaper, and "
            "without what bot/rasa/unused.py names: true or false. What people see is the same."
        ),
    ] = True
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
            description="Port for the figures that Prometheus collects from the web part; those of Rasa and of the "
            "actions are on the ports after it. For a part started by itself, its own. Empty: there are none."
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
            description="Which other sites may show the widget: none, addresses such as https://moodle.college.example "
            "with spaces between, or * for any.",
        ),
    ] = "none"
    public_url: Annotated[
        str,
        Meta(
            pattern=r"^(https?://[^\s/?#]+/?)?$",
            description="The address by which people know this Alongside, such as https://practice.college.example: "
            "for links, QR codes and cookies. Requests under another name are refused then. Empty: the host and port.",
        ),
    ] = ""
    proxies: Annotated[
        str,
        Meta(
            pattern=r"^[0-9A-Fa-f.:/*\s,]*$",
            description="Addresses of web servers in front of this one, with spaces between, such as 127.0.0.1 or "
            "10.0.0.0/8: what they say of where a request comes from is believed.",
        ),
    ] = "127.0.0.1"
    requests_per_minute: Annotated[
        PerMinute,
        Meta(description="Requests that one address, a whole college's perhaps, may make in a minute. 0: any number."),
    ] = 12_000
    begun_per_minute: Annotated[
        PerMinute,
        Meta(description="Conversations, practices and joins that one address may begin in a minute. 0: any number."),
    ] = 600
    replies_per_minute: Annotated[
        PerMinute,
        Meta(description="Replies, hints and the like that one person may send in a minute. 0: any number."),
    ] = 60
    keep_sessions_days: Annotated[
        int,
        Meta(
            ge=1,
            le=365,
            description="Days after the last word for which a conversation can be gone on with in the page that began "
            "it. One that belongs to no practice is deleted then.",
        ),
    ] = 30
    keep_practices_days: Annotated[
        int,
        Meta(
            ge=0,
            le=36_500,
            description="Days after the last conversation after which a practice is deleted with all that was said in "
            "it. 0: only when the trainee deletes it.",
        ),
    ] = 730

    lrs_url: Annotated[
        str,
        Meta(
            pattern=r"^(https?://[^\s?#]+)?$",
            description="Address of a Learning Record Store (xAPI 1.0.3), as far as before /statements. What happens "
            "in workshops is told there of those who agree, without names and without a word of what was typed. Empty: "
            "nowhere.",
        ),
    ] = ""
    lrs_home: Annotated[
        str,
        Meta(
            pattern=r"^(https?://[^\s?#]*[^\s?#/])?$",
            description="The address by which Alongside calls itself there, such as https://practice.college.example; "
            "it must not change. Empty: the address by which people know it.",
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
    def trusted(self) -> list[str]:
        """The web servers in front whose word is taken for where a request comes from."""
        return re.split(r"[\s,]+", self.proxies.strip()) if self.proxies.strip() else []

    @property
    def data(self) -> Path:
        """The data folder; a relative one is taken from the repository."""
        return ROOT / Path(self.data_dir).expanduser()

    @property
    def rasa_urls(self) -> tuple[str, ...]:
        """Where Rasa answers; any of them may serve any turn."""
        return _each(self.rasa_address) or (f"http://127.0.0.1:{self.rasa_port or RASA_PORT}",)

    @property
    def actions_urls(self) -> tuple[str, ...]:
        """Where the actions answer."""
        return _each(self.actions_address) or (f"http://127.0.0.1:{self.actions_port or ACTIONS_PORT}",)

    @property
    def home(self) -> str:
        """What Alongside calls itself before a Learning Record Store."""
        return self.lrs_home or self.public_url.rstrip("/") or f"http://{self.host}:{self.port}"

    @property
    def models(self) -> Path:
        """Where trained models are kept: Rasa's own place, so that `rasa shell` finds them."""
        return ROOT / "models"

    def as_environment(self) -> dict[str, str]:
        """The settings as a child process reads them again."""
        return {name_of(key): _as_text(value) for key, value in asdict(self).items()}


def _each(addresses: str) -> tuple[str, ...]:
    return tuple(address.rstrip("/") for address in addresses.split())


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
    if field.endswith("processes"):
        return "a whole number from 1 to 64 is expected."
    if field.endswith("_address"):
        return "addresses such as http://10.0.0.6:5005 are expected, with spaces between."
    if field == "redis_url":
        return "an address such as redis://10.0.0.5:6379/0 is expected."
    if field == "log_level":
        return f"it is one of {', '.join(get_args(LogLevel))}."
    if field.endswith("per_minute"):
        return "a whole number from 0 to 1000000 is expected."
    if field == "keep_sessions_days":
        return "a whole number of days from 1 to 365 is expected."
    if field == "keep_practices_days":
        return "a whole number of days from 0 to 36500 is expected."
    if field == "public_url":
        return "an address such as https://practice.college.example is expected, with nothing after the host."
    if field == "proxies":
        return "addresses such as 127.0.0.1 or 10.0.0.0/8 are expected, with spaces between."
    if field == "log_format":
        return f"it is one of {', '.join(get_args(LogFormat))}."
    if field in ("remember", "faster_rasa"):
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
