"""The whole set-up for many, and what can be done to it."""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from benchmarks.faults.disk import SmallDisk
from benchmarks.faults.judge import Event
from benchmarks.topology.topology import Topology

CUT, FULL = "cut every connection", "fill PostgreSQL's disk"

STOPPED_FOR = 8.0
"""Seconds for which a process is stopped in its tracks."""

DOWN_FOR = 2.0
"""Seconds from the end of PostgreSQL or Redis to the new start, as systemd or Kubernetes would need."""

FULL_FOR = 6.0
"""Seconds for which the disk stays full."""

OURS = "from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public'"
OURS_CHECKED = OURS.replace("where", ", lateral verify_heapam(c.oid) v where")

KINDS = (
    "kill a page",
    "kill a Rasa",
    "kill an action server",
    "kill nginx",
    "kill PostgreSQL",
    "kill Redis",
    "restart PostgreSQL",
    "restart Redis",
    "stop an action server in its tracks",
    "stop a Rasa in its tracks",
    "stop a page in its tracks",
    "reload nginx",
    CUT,
    FULL,
)


def can_cut() -> bool:
    """Whether this machine lets us cut connections: it takes Linux, iproute2 and the rights of root."""
    return shutil.which("ss") is not None and os.geteuid() == 0


class WholeSetup:
    """The set-up, running. `disk` is what PostgreSQL lives on."""

    def __init__(self, topology: Topology, disk: SmallDisk | None = None) -> None:
        self._topology = topology
        self._disk = disk
        self._turns = itertools.cycle((1, 2))
        self.address = topology.address

    async def harm(self, fault: str) -> None:
        """Do it. Comes back when the fault itself is over, and what was down is being started."""
        topology, number = self._topology, next(self._turns)
        part = {"a page": "web", "a Rasa": "rasa", "an action server": "actions"}
        services = {"nginx": "nginx", "PostgreSQL": "postgres", "Redis": "redis"}
        if fault.startswith("kill "):
            whom = fault.removeprefix("kill ")
            if whom in part:
                await asyncio.to_thread(topology.kill, f"{part[whom]}-{number}")
            else:
                await self._down(services[whom], topology[services[whom]].kill)
        elif fault.startswith("restart "):
            name = services[fault.removeprefix("restart ")]
            await self._down(name, topology[name].stop)
        elif fault.startswith("stop "):
            name = f"{part[fault.removeprefix('stop ').removesuffix(' in its tracks')]}-{number}"
            topology.freeze(name)
            await asyncio.sleep(STOPPED_FOR)
            topology.thaw(name)
        elif fault == "reload nginx":
            topology["nginx"].reload()  # type: ignore[attr-defined]
        elif fault == CUT:
            await asyncio.to_thread(self._cut)
        elif fault == FULL:
            await self._fill()

    async def is_whole(self) -> bool:
        """Whether everything runs and answers."""
        return await asyncio.to_thread(self._topology.is_well)

    def tracker(self, session: str) -> list[Event]:
        """What Rasa keeps of a session."""
        query = text("select data from events where sender_id = :session order by id")
        with self._database().connect() as connection:
            return [json.loads(data) for (data,) in connection.execute(query, {"session": session})]

    def unsound(self) -> list[str]:
        """What PostgreSQL's own check finds wrong with tables and indexes; nothing if all is sound."""
        try:
            with self._database().begin() as connection:
                connection.execute(text("create extension if not exists amcheck"))
                connection.execute(text(f"select bt_index_check(c.oid, true) {OURS} and c.relkind = 'i'"))
                found = connection.execute(text(f"select c.relname, v.msg {OURS_CHECKED} and c.relkind = 'r'"))
                return [f"{table}: {what}" for table, what in found]
        except SQLAlchemyError as error:
            return [str(error).strip()]

    def _database(self) -> Engine:
        return create_engine(self._topology.postgres.url, future=True, poolclass=NullPool)

    def logs(self) -> list[Path]:
        """All logs of all that runs."""
        folders = {self._topology[name].folder for name in self._topology.names}
        return sorted(
            {file for folder in folders for file in (folder / "log", *folder.glob("logs/*")) if file.is_file()}
        )

    async def _down(self, name: str, end: Callable[[], None]) -> None:
        await asyncio.to_thread(end)
        await asyncio.sleep(DOWN_FOR)
        await asyncio.to_thread(self._topology[name].start)

    def _cut(self) -> None:
        """Take every TCP connection from, to and between what runs away, as a network that fails for a moment."""
        for name in self._topology.names:
            port = str(self._topology[name].port)
            for end in ("sport", "dport"):
                command = ["ss", "--tcp", "--kill", "state", "established", "dst", "127.0.0.1", end, "=", f":{port}"]
                subprocess.run(command, capture_output=True, check=False)

    async def _fill(self) -> None:
        assert self._disk is not None
        await asyncio.to_thread(self._disk.fill)
        await asyncio.sleep(FULL_FOR)
        self._disk.free()
        # With no room even for its log PostgreSQL may have ended; whoever watches it starts it again.
        if not await asyncio.to_thread(self._topology.postgres.is_up):
            await self._down("postgres", self._topology.postgres.kill)
