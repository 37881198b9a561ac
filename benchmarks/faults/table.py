"""What came of the faults, as a table and as a file."""

from __future__ import annotations

import json
import os
import statistics
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.faults.breaking import Fault, Outcome

NORMAL_WITHIN = 15.0
"""Seconds from a fault until all is normal again, at most."""


def rows_of(outcome: Outcome) -> list[dict[str, Any]]:
    """A row for each kind of fault. A reply belongs to the fault that was the last before its answer."""
    rows = []
    kinds = list(dict.fromkeys(fault.kind for fault in outcome.faults))
    verdict = outcome.verdict
    moments = [said.at for talk in outcome.ledger.talks for said in talk.said]
    for kind in ["before the first", *kinds]:
        own = [fault for fault in outcome.faults if fault.kind == kind]
        times = [fault.normal_after for fault in own]
        rows.append(
            {
                "fault": kind,
                "times": len(own),
                "acknowledged": sum(_fault_at(outcome.faults, at) == kind for at in moments),
                **{
                    name: sum(_fault_at(outcome.faults, at) == kind for at, _ in found)
                    for name, found in (
                        ("lost", verdict.lost),
                        ("doubled", verdict.doubled),
                        ("mixed", verdict.mixed),
                        ("damaged", verdict.damaged),
                    )
                },
                "normal_median_s": round(statistics.median(times), 1) if times else None,
                "normal_longest_s": round(max(times), 1) if times else None,
            }
        )
    return rows


def _fault_at(faults: Sequence[Fault], at: float) -> str:
    before = [fault.kind for fault in faults if fault.at <= at]
    return before[-1] if before else "before the first"


def status(outcome: Outcome, unsound: Sequence[str], out: Console) -> int:
    """0 if nothing was lost, doubled, mixed up or damaged, nobody stuck, and all soon normal again; else 1."""
    late = any(fault.normal_after > NORMAL_WITHIN for fault in outcome.faults)
    if late:
        out.print(f"It took longer than {NORMAL_WITHIN:.0f} s to be normal again.")
    return int(late or bool(unsound) or bool(outcome.ledger.stuck) or not outcome.verdict.is_clean)


def shown(outcome: Outcome, unsound: Sequence[str], out: Console) -> None:
    """Print it."""
    table = Table(
        "fault", "times", "acknowledged", "lost", "doubled", "mixed", "damaged", "normal after, s: median", "longest"
    )
    for row in rows_of(outcome):
        table.add_row(*("–" if value is None else str(value) for value in row.values()))
    out.print(table)
    ledger, verdict = outcome.ledger, outcome.verdict
    met = ", ".join(f"{what} {count}×" for what, count in ledger.met.most_common()) or "nothing"
    out.print(
        f"{ledger.acknowledged} replies in {len(ledger.talks)} talks, {outcome.seconds:.0f} s. Met on the way, and "
        f"sent again: {met}. Longest wait of anybody: {ledger.longest_wait:.1f} s. Stuck: {len(ledger.stuck)}. Rasa "
        f"behind the records at the end: {verdict.behind} talks. Typed words in logs: {verdict.in_logs}. Databases: "
        f"{'sound' if not unsound else 'NOT SOUND'}."
    )
    for line in [*ledger.stuck, *verdict.lines(), *unsound][:30]:
        out.print(f"  {line}")


def written(outcome: Outcome, unsound: Sequence[str], file: Path, **more: Any) -> None:
    """Keep it as JSON."""
    ledger, verdict = outcome.ledger, outcome.verdict
    told = {
        **more,
        "acknowledged": ledger.acknowledged,
        "lost": len(verdict.lost),
        "doubled": len(verdict.doubled),
        "mixed": len(verdict.mixed),
        "damaged": len(verdict.damaged),
        "stuck": len(ledger.stuck),
        "typed_words_in_logs": verdict.in_logs,
        "databases_sound": not unsound,
        "normal_longest_s": round(max((fault.normal_after for fault in outcome.faults), default=0.0), 1),
        "longest_wait_s": round(ledger.longest_wait, 1),
        "met": dict(ledger.met.most_common()),
        "load": round(os.getloadavg()[0], 1),
        "cores": os.cpu_count(),
        "faults": rows_of(outcome),
    }
    file.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
