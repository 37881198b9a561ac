"""One machine with SQLite: whatever is killed, nothing that was answered is lost. `make faults-single` kills more."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from benchmarks.faults.breaking import Plan, broken
from benchmarks.faults.single_machine import SingleMachine
from bot.library.knowledge import read_knowledge

pytestmark = pytest.mark.rasa


def test_nothing_that_was_answered_is_lost_when_parts_are_killed_and_everybody_can_go_on(tmp_path: Path) -> None:
    plan = Plan(("web", "everything"), people=4, thinks=(0.1, 0.6), calm=(0.5, 1.5), replies=3)
    machine = SingleMachine(tmp_path)
    try:
        machine.start()
        outcome = asyncio.run(broken(machine, plan, read_knowledge().plays(), lambda _: None))
    finally:
        machine.stop()
    assert outcome.ledger.stuck == [], machine.told()
    assert outcome.verdict.lines() == []
    assert outcome.verdict.in_logs == 0
    assert outcome.ledger.acknowledged > 12
    assert machine.unsound() == []
