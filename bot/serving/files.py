"""The files that the processes share: the trained model, Rasa's endpoints, the logs."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from contextlib import closing
from importlib.metadata import version
from pathlib import Path

import yaml

from bot.library import KNOWLEDGE
from bot.records.engine import is_sqlite
from bot.settings import RASA_PORT, ROOT, Settings, name_of


def model_file() -> Path:
    """The model that fits the present training data, whether it has been trained yet or not.

    Its name holds a hash over all that training sees, so a model by that name is never stale.
    """
    return ROOT / "models" / f"alongside-{_fingerprint()}.tar.gz"


def log_file(settings: Settings, name: str) -> Path:
    """Where a process writes what it has to tell; the folder is made."""
    folder = settings.data / "logs"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{name}.log"


def pid_file(settings: Settings, name: str) -> Path:
    """Where the process id of a part that runs by itself stands; the folder is made."""
    folder = settings.data / "run"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{name}.pid"


def endpoints_file(settings: Settings) -> Path:
    """Rasa's endpoints for this run."""
    return settings.data / "run" / f"endpoints-{settings.rasa_port or RASA_PORT}.yml"


def tracker_file(settings: Settings) -> Path:
    """Rasa's own record of the conversations."""
    return settings.data / "rasa.db"


def write_endpoints(settings: Settings) -> None:
    """Write Rasa's endpoints with the ports of this run, and lay out its record of the conversations.

    Passwords stay out of the file: Rasa finds the addresses that hold them in its environment.
    """
    file = endpoints_file(settings)
    file.parent.mkdir(parents=True, exist_ok=True)
    endpoints = yaml.safe_load((ROOT / "endpoints.yml").read_text(encoding="utf-8"))
    endpoints["action_endpoint"]["url"] = f"{settings.actions_urls[0]}/webhook"
    if is_sqlite(settings.database_url):
        tracker = tracker_file(settings)
        _lay_out(tracker)
        endpoints["tracker_store"] = {"type": "SQL", "dialect": "sqlite", "db": str(tracker)}
    else:
        endpoints["tracker_store"] = {"type": "SQL", "url": f"${{{name_of('database_url')}}}"}
    if settings.faster_rasa:
        endpoints["tracker_store"]["type"] = "bot.rasa.recent_tracker_store.RecentTrackerStore"
    if settings.redis_url:
        endpoints["lock_store"] = {"type": "bot.rasa.lock_store.RedisLocks", "url": f"${{{name_of('redis_url')}}}"}
    file.write_text(yaml.safe_dump(endpoints), encoding="utf-8")


def _lay_out(tracker: Path) -> None:
    """Let SQLite keep the write-ahead log, which readers and writers share without waiting, from now on."""
    with closing(sqlite3.connect(tracker)) as connection:
        connection.execute("pragma journal_mode=wal")


def _fingerprint() -> str:
    seen = [ROOT / "config.yml", ROOT / "domain.yml", ROOT / "bot" / "training.py"]
    seen += [KNOWLEDGE / "difficulties.yml"]
    seen += sorted((ROOT / "bot" / "data").rglob("*.yml"))
    digest = hashlib.sha256(version("rasa").encode())
    for file in seen:
        digest.update(file.relative_to(ROOT).as_posix().encode() + b"\0" + file.read_bytes())
    for file in sorted((KNOWLEDGE / "scenarios").glob("*.yml")):
        # Of a scenario, training sees the names. They are read as lines, since this is looked up at every start.
        digest.update(b"\0".join(_NAMES.findall(file.read_bytes())))
    return digest.hexdigest()[:12]


_NAMES = re.compile(rb"^(?:id|title|called):.*$", re.MULTILINE)
