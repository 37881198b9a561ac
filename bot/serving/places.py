"""Which processes make up a running Alongside, each with its own port, and who is told where the others are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from bot.serving.checks import CannotStart, check_port, free_port, next_free_port
from bot.settings import ACTIONS_PORT, RASA_PORT, Settings, name_of

Part = Literal["rasa", "actions", "web"]


class Place(Struct, frozen=True):
    """One process."""

    part: Part
    name: str
    """As its log is called: rasa, rasa-2, rasa-3 …"""
    settings: Settings
    """Those of this process alone: its own port, and the addresses of the others."""

    @property
    def health(self) -> str:
        """An address that answers once the process is of use."""
        if self.part == "rasa":
            return f"{_here(self.settings.rasa_port)}/webhooks/rest/ready"
        if self.part == "actions":
            return f"{_here(self.settings.actions_port)}/health"
        return f"{address_of(self.settings)}/"


def address_of(settings: Settings) -> str:
    """Where a person on this machine finds the page."""
    host = "127.0.0.1" if settings.host in ("0.0.0.0", "::", "") else settings.host
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.port}"


def known_at(settings: Settings) -> str:
    """Where people find the page: under its public address, if it has one."""
    return settings.public_url.rstrip("/") or address_of(settings)


def check_sharing(settings: Settings) -> None:
    """Raises CannotStart for several processes of the page that have nothing by which to take turns."""
    if settings.web_processes > 1 and not settings.redis_url:
        raise CannotStart(
            f"{name_of('web_processes')}={settings.web_processes} needs Redis, by which they take turns: "
            f"set {name_of('redis_url')} too."
        )


def places_of(settings: Settings) -> list[Place]:
    """All processes that are started here. What has an address already is left to whoever started it.

    Raises CannotStart for a port that is in use.
    """
    check_sharing(settings)
    check_port(settings.host, settings.port, "port")
    ports = {
        "rasa": [] if settings.rasa_address else _ports(settings, "rasa_port", settings.rasa_processes),
        "actions": [] if settings.actions_address else _ports(settings, "actions_port", settings.actions_processes),
        "web": _web_ports(settings),
    }
    told = replace(
        settings,
        rasa_address=settings.rasa_address or _addresses(ports["rasa"]),
        actions_address=settings.actions_address or _addresses(ports["actions"]),
    )
    actions = told.actions_urls
    found = [
        *_named("rasa", ({"rasa_port": port, "actions_address": actions[n % len(actions)]}
                         for n, port in enumerate(ports["rasa"])), told),
        *_named("actions", ({"actions_port": port} for port in ports["actions"]), told),
        *_named("web", ({"port": port} for port in ports["web"]), told),
    ]  # fmt: skip
    return _with_ports_for_figures(found, settings.metrics_port)


def place_alone(part: Part, settings: Settings) -> Place:
    """The one process of a part that is started by itself, on the port that is set, or else the known one.

    Raises CannotStart for a port that is in use.
    """
    if part == "web":
        check_port(settings.host, settings.port, "port")
        return Place(part, f"web-{settings.port}", settings)
    setting, known = ("rasa_port", RASA_PORT) if part == "rasa" else ("actions_port", ACTIONS_PORT)
    port = getattr(settings, setting) or known
    check_port("127.0.0.1", port, setting)
    return Place(part, f"{part}-{port}", replace(settings, **{setting: port}))


def _ports(settings: Settings, setting: str, how_many: int) -> list[int]:
    first = getattr(settings, setting)
    if first is not None:
        check_port("127.0.0.1", first, setting)
    found = [first or free_port()]
    while len(found) < how_many:
        port = free_port()
        if port not in found:
            found.append(port)
    return found


def _web_ports(settings: Settings) -> list[int]:
    found = [settings.port]
    while len(found) < settings.web_processes:
        found.append(next_free_port(settings.host, found[-1]))
    return found


def _addresses(ports: Iterable[int]) -> str:
    return " ".join(_here(port) for port in ports)


def _here(port: int | None) -> str:
    return f"http://127.0.0.1:{port}"


def _named(part: Part, changes: Iterable[dict[str, Any]], settings: Settings) -> list[Place]:
    names = (part if n == 1 else f"{part}-{n}" for n in range(1, 1000))
    return [Place(part, name, replace(settings, **own)) for name, own in zip(names, changes, strict=False)]


def _with_ports_for_figures(places: Sequence[Place], first: int | None) -> list[Place]:
    """The page has the port that is set for its figures, Rasa and the actions have those after it."""
    if first is None:
        return list(places)
    in_order = sorted(places, key=lambda place: ("web", "rasa", "actions").index(place.part))
    own = {place.name: first + n for n, place in enumerate(in_order)}
    return [replace(place, settings=replace(place.settings, metrics_port=own[place.name])) for place in places]
