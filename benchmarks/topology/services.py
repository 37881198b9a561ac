"""Debian's own PostgreSQL, Redis and nginx as plain processes, each in a folder of its own, for tests and benchmarks.

They listen on 127.0.0.1 only, on ports that the caller gives (`free_ports`). Each can be stopped, killed outright, and
started again on the same port and with the same data.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import Any

COMES_UP_WITHIN = 30.0
"""Seconds."""

ENDS_WITHIN = 15.0
"""Seconds that a server gets to end by itself."""


class NotUp(Exception):
    """A server does not come up. The text says which, and where its log is."""


def free_ports(how_many: int) -> list[int]:
    """So many ports on this machine that nobody listens on now."""
    probes = [socket.socket() for _ in range(how_many)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]
    finally:
        for probe in probes:
            probe.close()


def takes_connections(port: int) -> bool:
    """Whether somebody listens there."""
    try:
        socket.create_connection(("127.0.0.1", port), 1.0).close()
    except OSError:
        return False
    return True


class Service(ABC):
    """A server on 127.0.0.1."""

    stop_signal: signal.Signals = signal.SIGTERM
    """What ends it without waiting for whoever is connected."""

    def __init__(self, folder: Path, port: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.port = port
        self._process: subprocess.Popen[bytes] | None = None

    @abstractmethod
    def command(self) -> Sequence[str]:
        """What is run, in the foreground."""

    @property
    def log(self) -> Path:
        """What it has to tell."""
        return self.folder / "log"

    @property
    def pid(self) -> int:
        """The process id of the server. Raises NotUp if it was not started."""
        if self._process is None:
            raise NotUp(f"{type(self).__name__} was not started")
        return self._process.pid

    def start(self) -> None:
        """Start it and wait until it takes connections. Raises NotUp."""
        deadline = time.monotonic() + COMES_UP_WITHIN
        while True:
            process = self._process = self._run()
            while process.poll() is None:
                if self.is_up():
                    return
                if time.monotonic() > deadline:
                    self.kill()
                    break
                time.sleep(0.05)
            # What was killed outright may not be gone quite yet, and keep its successor from starting.
            if time.monotonic() > deadline:
                raise NotUp(f"{type(self).__name__} does not come up: {self.log}")
            time.sleep(0.2)

    def is_up(self) -> bool:
        """Whether it takes connections."""
        return takes_connections(self.port)

    def ask_to_stop(self) -> None:
        """Let it end, without waiting."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(self.stop_signal)

    def stop(self) -> None:
        """Let it end, and wait for that; what has not ended in time is killed."""
        self.ask_to_stop()
        if self._process is None:
            return
        try:
            self._process.wait(ENDS_WITHIN)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """Kill it outright (SIGKILL)."""
        if self._process is not None and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def _run(self, **more: Any) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            return subprocess.Popen(
                self.command(),
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **more,
            )


class PostgreSQL(Service):
    """An empty database, the first time. Does not wait for the disk (`fsync` off): only a power cut would tell."""

    stop_signal = signal.SIGINT

    def __init__(self, folder: Path, port: int) -> None:
        super().__init__(folder, port)
        self._tools = _folder_of("initdb", "/usr/lib/postgresql/*/bin")
        # It refuses to be run by root.
        self._as: dict[str, Any] = {}
        if os.getuid() == 0:
            self._as = {"user": "postgres", "group": "postgres", "extra_groups": []}
            shutil.chown(folder, "postgres", "postgres")

    @property
    def url(self) -> str:
        """Of its database, for ALONGSIDE_DATABASE_URL."""
        return f"postgresql://alongside@127.0.0.1:{self.port}/postgres"

    def command(self) -> Sequence[str]:
        """The server on its folder."""
        options = ("-c", "fsync=off", "-c", "max_connections=200", "-c", "listen_addresses=127.0.0.1", "-k", "")
        return [str(self._tools / "postgres"), "-D", str(self._data), "-p", str(self.port), *options]

    def start(self) -> None:
        """Start it, and make its folder the first time. Raises NotUp."""
        if not self._data.is_dir():
            options = ["-A", "trust", "-U", "alongside", "-E", "UTF8", "-N"]
            made = subprocess.run(
                [str(self._tools / "initdb"), "-D", str(self._data), *options],
                cwd=self.folder,
                capture_output=True,
                check=False,
                **self._as,
            )  # fmt: skip
            if made.returncode:
                raise NotUp(f"initdb: {made.stderr.decode(errors='replace')}")
        super().start()

    def is_up(self) -> bool:
        """Whether it takes questions: connections it takes before."""
        asked = [str(self._tools / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        return subprocess.run(asked, check=False).returncode == 0

    def _run(self, **more: Any) -> subprocess.Popen[bytes]:
        return super()._run(**self._as, **more)

    @property
    def _data(self) -> Path:
        return self.folder / "data"


class Redis(Service):
    """An empty Redis, which keeps nothing on the disk."""

    @property
    def url(self) -> str:
        """For ALONGSIDE_REDIS_URL."""
        return f"redis://127.0.0.1:{self.port}/0"

    def command(self) -> Sequence[str]:
        """The server."""
        tool = str(_folder_of("redis-server", "/usr/bin") / "redis-server")
        return [tool, "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", str(self.folder)]


class Nginx(Service):
    """nginx in front of web processes. `configuration` is the text of a whole configuration file."""

    stop_signal = signal.SIGTERM

    def __init__(self, folder: Path, port: int, configuration: str) -> None:
        super().__init__(folder, port)
        self._configuration = folder / "nginx.conf"
        self._configuration.write_text(configuration, encoding="utf-8")

    def command(self) -> Sequence[str]:
        """The server on its configuration."""
        tool = str(_folder_of("nginx", "/usr/sbin") / "nginx")
        return [tool, "-p", str(self.folder), "-c", str(self._configuration), "-e", str(self.log)]

    def reload(self) -> None:
        """Let it read its configuration anew: new processes take over, and the old ones end when nobody is left."""
        os.kill(self.pid, signal.SIGHUP)


def _folder_of(tool: str, usual: str) -> Path:
    """The folder of a tool. Raises NotUp if it is not installed."""
    for folder in sorted(Path("/").glob(usual.lstrip("/")), reverse=True):
        if (folder / tool).exists():
            return folder
    found = shutil.which(tool)
    if found is None:
        raise NotUp(f"{tool} is not installed")
    return Path(found).parent
