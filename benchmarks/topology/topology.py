"""The whole set-up for many, as plain processes on this machine and by settings alone.

nginx in front of two processes of the page, two Rasa and two action servers behind them, PostgreSQL and Redis:

    with Topology(tmp_path) as running:
        httpx.get(f"{running.address}/api/scenarios")     # through nginx
        httpx.get(f"{running.webs[1]}/health")             # one page past it
        running.kill("rasa-1")                             # comes back by itself, as systemd and Kubernetes do it
        running.freeze("actions-2"); running.thaw("actions-2")
        running["postgres"].stop(); running["postgres"].start()
        running.wait_until_well(15)

What runs is named postgres, redis, nginx, web-1, web-2, rasa-1, rasa-2, actions-1 and actions-2; Rasa number i asks the
actions of the same number. Parts that end are started again after a second; PostgreSQL, Redis and nginx are not. Every
part has a folder of its own with its data and its log, and only the settings that its own machine would have.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any

from benchmarks.topology.front import configuration
from benchmarks.topology.services import Nginx, NotUp, PostgreSQL, Redis, Service, free_ports, takes_connections
from bot.serving.files import model_file
from bot.serving.model import environment, train
from bot.settings import PREFIX, Settings

STARTED_AGAIN_AFTER = 1.0
"""Seconds after which a part that has ended is started anew."""

READY_WITHIN = 120.0
"""Seconds for everything to come up on a busy machine."""

ALONGSIDE = "from bot.cli import main; main()"


class Part(Service):
    """One part of Alongside, as it runs on a machine or in a container of its own: `alongside serve --part …`."""

    def __init__(self, part: str, folder: Path, port: int, settings: Mapping[str, str]) -> None:
        super().__init__(folder, port)
        self._part = part
        inherited = {name: value for name, value in environment().items() if not name.startswith(PREFIX)}
        own = {"DATA_DIR": str(folder), f"{'' if part == 'web' else f'{part.upper()}_'}PORT": str(port), **settings}
        self._environment = inherited | {f"{PREFIX}{name}": value for name, value in own.items()}

    def command(self) -> Sequence[str]:
        """The command that an administrator gives."""
        return [sys.executable, "-c", ALONGSIDE, "serve", "--part", self._part]

    def has_ended(self) -> bool:
        """Whether it was started and runs no more."""
        return self._process is not None and self._process.poll() is not None

    def begin(self) -> None:
        """Start it, without waiting until it is up."""
        self._process = self._run()

    def _run(self, **more: Any) -> Any:
        return super()._run(env=self._environment, **more)


class Topology:
    """The set-up. `settings` go to every part, named as in `.env` without ALONGSIDE_."""

    def __init__(
        self, folder: Path, *, processes: int = 2, settings: Mapping[str, str] | None = None, with_nginx: bool = True
    ) -> None:
        ports = iter(free_ports(3 + 3 * processes))
        self.postgres = PostgreSQL(folder / "postgres", next(ports))
        self.redis = Redis(folder / "redis", next(ports))
        front = next(ports)
        numbers = range(1, processes + 1)
        at = {f"{part}-{n}": next(ports) for part in ("web", "rasa", "actions") for n in numbers}
        shared = {"DATABASE_URL": self.postgres.url, "REDIS_URL": self.redis.url, **(settings or {})}
        self.parts: dict[str, Part] = {}
        for n in numbers:
            rasas, actions = (_addresses(at[f"{part}-{each}"] for each in numbers) for part in ("rasa", "actions"))
            own = {
                "web": {"RASA_ADDRESS": rasas, "ACTIONS_ADDRESS": actions},
                "rasa": {"ACTIONS_ADDRESS": _addresses([at[f"actions-{n}"]])},
                "actions": {},
            }
            for part, its_own in own.items():
                name = f"{part}-{n}"
                self.parts[name] = Part(part, folder / name, at[name], shared | its_own)
        self.parts = dict(sorted(self.parts.items()))
        self.webs = [f"http://127.0.0.1:{at[f'web-{n}']}" for n in numbers]
        """The addresses of the processes of the page."""
        self.services: dict[str, Service] = {"postgres": self.postgres, "redis": self.redis}
        self.address = self.webs[0]
        """Where a person opens the page."""
        if with_nginx:
            text = configuration(folder / "nginx", front, [at[f"web-{n}"] for n in numbers])
            self.services["nginx"] = Nginx(folder / "nginx", front, text)
            self.address = f"http://127.0.0.1:{front}"
        self._folder = folder
        self._over = threading.Event()
        self._left_alone: set[str] = set()
        self._watching = threading.Thread(target=self._watch, name="watch", daemon=True)

    def __getitem__(self, name: str) -> Service:
        """What runs under that name."""
        return {**self.services, **self.parts}[name]

    @property
    def names(self) -> list[str]:
        """All that runs."""
        return [*self.services, *self.parts]

    def start(self) -> None:
        """Start everything and wait until it is well. Raises NotUp, and what training raises."""
        if not model_file().is_file():
            train(Settings(data_dir=str(self._folder / "training")))
        for service in self.services.values():
            service.start()
        for part in self.parts.values():
            part.begin()
        self._watching.start()
        self.wait_until_well(READY_WITHIN)

    def stop(self) -> None:
        """Stop everything, the parts before what they need."""
        self._over.set()
        if self._watching.is_alive():
            self._watching.join()
        for together in (self.parts, self.services):
            for one in together.values():
                one.ask_to_stop()
            with ExitStack() as all_of_them:
                for one in together.values():
                    all_of_them.callback(one.stop)

    def __enter__(self) -> Topology:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def kill(self, name: str) -> None:
        """Kill a process outright (SIGKILL). A part comes back by itself; a service has to be started."""
        self[name].kill()

    def freeze(self, name: str) -> None:
        """Stop a process in its tracks (SIGSTOP): it keeps its connections and answers nothing."""
        os.kill(self[name].pid, signal.SIGSTOP)

    def thaw(self, name: str) -> None:
        """Let it go on (SIGCONT)."""
        os.kill(self[name].pid, signal.SIGCONT)

    def restart(self, name: str) -> None:
        """Stop a process as an administrator does, and start it again."""
        self._left_alone.add(name)
        try:
            self[name].stop()
            self[name].start()
        finally:
            self._left_alone.discard(name)

    def is_well(self) -> bool:
        """Whether every part takes connections, and every page says that all it needs works."""
        if not all(takes_connections(each.port) for each in [*self.services.values(), *self.parts.values()]):
            return False
        return all(_answers(f"{address}/health") for address in [self.address, *self.webs])

    def wait_until_well(self, patience: float) -> float:
        """Wait until everything is well; how many seconds that took. Raises NotUp if it was not in time."""
        began = time.monotonic()
        while not self.is_well():
            if time.monotonic() - began > patience:
                down = [name for name in self.names if not takes_connections(self[name].port)]
                raise NotUp(f"not well after {patience:.0f} s; down: {', '.join(down) or 'none'}\n{self.told()}")
            time.sleep(0.2)
        return time.monotonic() - began

    def told(self) -> str:
        """The ends of all logs."""
        logs = [(name, self[name].log) for name in self.names if self[name].log.is_file()]
        return "\n".join(
            f"== {name}\n{log.read_text(encoding='utf-8', errors='replace')[-1500:]}" for name, log in logs
        )

    def _watch(self) -> None:
        ended: dict[str, float] = {}
        while not self._over.wait(0.1):
            for name, part in self.parts.items():
                if name in self._left_alone or not part.has_ended():
                    ended.pop(name, None)
                elif time.monotonic() - ended.setdefault(name, time.monotonic()) > STARTED_AGAIN_AFTER:
                    del ended[name]
                    part.begin()


def _addresses(ports: Any) -> str:
    return " ".join(f"http://127.0.0.1:{port}" for port in ports)


def _answers(address: str) -> bool:
    try:
        with _direct.open(address, timeout=5.0) as response:
            return bool(response.status == 200)
    except (OSError, urllib.error.URLError, ValueError):
        return False


_direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
"""Asks this machine itself, whatever proxy is set for the world outside."""
