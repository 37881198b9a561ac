"""What must be true before anything is started, each with what to do if it is not."""

from __future__ import annotations

import os
import shutil
import socket
import sys
import time
from pathlib import Path

from bot.settings import name_of

FREE_MB = 200
"""Megabytes that a model, the logs and a term's conversations fit in with ease."""


ENDING = 10.0
"""Seconds within which processes have ended whose parent is gone: what they were doing is finished first."""


class CannotStart(Exception):
    """Something outside the program stands in the way. The text says what to do."""


def check_python() -> None:
    """Raises CannotStart on a Python that Rasa does not run on."""
    if sys.version_info[:2] != (3, 10):
        found = f"{sys.version_info[0]}.{sys.version_info[1]}"
        raise CannotStart(
            f"Python 3.10 is needed and this is {found}. Run `make install`, then .venv/bin/alongside serve."
        )


def check_disk(folder: Path) -> None:
    """Raises CannotStart if the data folder cannot be written or its disk is nearly full."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".writable"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        what = f"the data folder {folder} cannot be written ({error.strerror})."
        raise CannotStart(f"{what} Set {name_of('data_dir')} to a folder that can.") from error
    free = shutil.disk_usage(folder).free // 2**20
    if free < FREE_MB:
        raise CannotStart(f"the disk of {folder} is nearly full: {free} MB are free, and {FREE_MB} MB are needed.")


def check_stopped(folder: Path) -> None:
    """Raises CannotStart while Alongside runs with that data folder."""
    if _running(folder):
        raise CannotStart("Alongside is running: stop it first (Ctrl-C where it was started), then try again.")


def wait_for_earlier(folder: Path, patience: float = ENDING) -> None:
    """Wait until the processes of an earlier run with that data folder have ended, for so many seconds at most.

    When `alongside serve` itself is killed they end by themselves, but not in the same moment, and until then they
    hold the ports. Whoever still runs after that is running on purpose.
    """
    deadline = time.monotonic() + patience
    while _running(folder) and time.monotonic() < deadline:
        time.sleep(0.1)


def _running(folder: Path) -> list[int]:
    """The processes that run with that data folder."""
    noted = (_noted_in(file) for file in sorted((folder / "run").glob("*.pid")))
    return [pid for pid in noted if pid is not None and _is_ours(pid)]


def _noted_in(file: Path) -> int | None:
    try:
        return int(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _is_ours(pid: int) -> bool:
    """Whether a process runs and is one of ours: the number may have gone to another since a power cut."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    try:
        return b"bot.serving.child" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return True


def check_port(host: str, port: int, setting: str) -> None:
    """Raises CannotStart if nobody can listen on that port."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except OSError as error:
        raise CannotStart(f'"{host}" is no address of this machine. Mend {name_of("host")}.') from error
    with socket.socket(family, kind, protocol) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            what = f"port {port} cannot be used ({error.strerror})."
            raise CannotStart(f"{what} Stop what is using it, or set {name_of(setting)} to another.") from error


def free_port() -> int:
    """A port on this machine that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def next_free_port(host: str, after: int) -> int:
    """The next port after that one which nobody listens on now. Raises CannotStart if there is none."""
    for port in range(after + 1, 65536):
        try:
            check_port(host, port, "port")
        except CannotStart:
            continue
        return port
    raise CannotStart(f"there is no free port after {after}. Set {name_of('port')} to a lower one.")
