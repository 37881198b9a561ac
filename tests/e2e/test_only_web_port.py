"""Of all that runs, only the page can be reached from other machines, and what is kept is for its owner alone."""

from __future__ import annotations

import os
import re
import socket
import struct
from pathlib import Path
from typing import Any

import httpx
import pytest

pytestmark = pytest.mark.rasa

LISTENS = "0A"
"""How the kernel says it (include/net/tcp_states.h)."""


def address_from(hexadecimal: str) -> tuple[str, int]:
    """An address as /proc/net/tcp and tcp6 write it: each four bytes as a number of this machine."""
    host, port = hexadecimal.split(":")
    words = struct.pack(f"={len(host) // 8}I", *(int(host[at : at + 8], 16) for at in range(0, len(host), 8)))
    family = socket.AF_INET if len(words) == 4 else socket.AF_INET6
    return socket.inet_ntop(family, words), int(port, 16)


def family_of(ancestor: int) -> set[int]:
    """A process and all that it has started, and those have."""
    parents = {
        int(stat.parent.name): int(re.sub(r"^.*\) \S ", "", stat.read_text(encoding="utf-8")).split()[0])
        for stat in Path("/proc").glob("[0-9]*/stat")
        if stat.exists()
    }
    found: set[int] = set()
    new = {ancestor}
    while new:
        found |= new
        new = {pid for pid, parent in parents.items() if parent in found} - found
    return found


def listening(processes: set[int]) -> set[tuple[str, int]]:
    """Where any of these processes listens."""
    sockets = set()
    for pid in processes:
        for file in Path(f"/proc/{pid}/fd").glob("*"):
            found = re.fullmatch(r"socket:\[(\d+)\]", os.readlink(file) if file.is_symlink() else "")
            sockets |= {found[1]} if found else set()
    places = set()
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/net/{table}").read_text(encoding="utf-8").splitlines()[1:]:
            fields = line.split()
            if fields[3] == LISTENS and fields[9] in sockets:
                places.add(address_from(fields[1]))
    return places


def test_only_the_port_of_the_page_is_open_to_others(another_product: Any) -> None:
    """Here the page is to be reached under another of the machine's addresses; nothing else may follow it there."""
    product = another_product
    product.set(ALONGSIDE_HOST="127.0.0.2")
    product.start()
    pids = {product.pid(part) for part in ("rasa", "actions", "web")}
    places = listening(set().union(*(family_of(pid) for pid in pids)))
    assert {place for place in places if place[0] != "127.0.0.1"} == {("127.0.0.2", product.port)}
    inside = {port for host, port in places if host == "127.0.0.1"} - set(product.metrics_ports)
    assert len(inside) == 2, "Rasa and the actions, and nothing else"
    # Rasa would take a model, or tell what people said, from whoever may ask for it.
    for port in inside:
        for path in ("/model", "/conversations/x/tracker", "/domain", "/status"):
            assert not httpx.get(f"http://127.0.0.1:{port}{path}").is_success, path
    kept = [path for path in product.data.rglob("*") if path.is_file() and path.name != "serve.log"]
    assert {"alongside.db", "rasa.db", "web.log"} <= {path.name for path in kept}
    assert [path.name for path in kept if path.stat().st_mode & 0o077] == []
