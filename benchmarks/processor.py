"""How much of the processor something has used, which other things on the machine change less than the clock."""

from __future__ import annotations

import os
from pathlib import Path


def spent(process: int) -> float:
    """Milliseconds of the processor that a process and those it started have used; 0 where that cannot be told."""
    try:
        _, _, rest = Path(f"/proc/{process}/stat").read_text().rpartition(")")
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:
        return 0.0
    ticks = sum(int(field) for field in rest.split()[11:13])
    return ticks / os.sysconf("SC_CLK_TCK") * 1000 + sum(spent(int(child)) for child in children)


def spent_by_part(process: int) -> dict[str, float]:
    """The same for each part that the product starts, by its name."""
    children = Path(f"/proc/{process}/task/{process}/children")
    if not children.is_file():
        return {}
    started = [int(child) for child in children.read_text().split()]
    named = {child: Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0") for child in started}
    return {words[-2].decode(): spent(child) for child, words in named.items() if len(words) > 1}
