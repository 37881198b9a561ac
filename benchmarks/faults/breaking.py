"""Does harm again and again while people talk, and measures how long it is until all is as before."""

from __future__ import annotations

import asyncio
import random
import signal
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import httpx

from benchmarks.faults.judge import Event, Verdict, judged
from benchmarks.faults.ledger import Ledger
from benchmarks.faults.trainee import Stuck, Trainee, words_by_scenario
from bot.coaching.play import Play

AT_FIRST_TRY = 3
"""Replies in a row that somebody gives at the first try before all counts as normal again."""

NOT_AGAIN = 180.0
"""Seconds after which it is no longer waited for."""


class Broken(Protocol):
    """What is harmed."""

    address: str

    async def harm(self, fault: str) -> None:
        """Do it some harm."""

    async def is_whole(self) -> bool:
        """Whether every part of it answers."""

    def tracker(self, session: str) -> list[Event]:
        """What Rasa keeps of a session."""

    def logs(self) -> list[Path]:
        """Where its parts write what they have to tell."""


@dataclass(frozen=True)
class Fault:
    """One harm done: which, when it began by the monotonic clock, and the seconds from its end to normal life."""

    kind: str
    at: float
    normal_after: float


@dataclass(frozen=True)
class Outcome:
    """All that came of it."""

    faults: list[Fault]
    ledger: Ledger
    verdict: Verdict
    seconds: float


@dataclass(frozen=True)
class Plan:
    """What is done: one fault after the other, while people talk."""

    faults: Sequence[str]
    people: int
    thinks: tuple[float, float]
    calm: tuple[float, float]
    """Seconds between one fault's end and the next fault, at least and at most."""
    replies: int = 0
    """How many replies each person gives at least, also when the faults are over before."""
    seed: int = 1
    at_most: float = 3600.0
    """Seconds after which no further fault begins, and everybody is called away."""


async def broken(machine: Broken, plan: Plan, plays: Mapping[str, Play], tell: Callable[[str], None]) -> Outcome:
    """Let people talk, do the harm, wait until they are done, and judge what is kept."""
    ledger, words, enough, called_off = Ledger(), words_by_scenario(), asyncio.Event(), asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        # Whoever has seen enough gets the result up to there, and nothing is left running.
        asyncio.get_running_loop().add_signal_handler(number, called_off.set)
    began = time.monotonic()
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=None, keepalive_expiry=30)
    async with httpx.AsyncClient(base_url=machine.address, limits=limits, trust_env=False) as http:
        crowd = [Trainee(number, http, ledger, words, plan.thinks) for number in range(1, plan.people + 1)]
        talking = [asyncio.create_task(one.practise(enough, plan.replies)) for one in crowd]
        probe = Trainee(0, http, ledger, words, plan.thinks, pauses=(0.2,))
        faults = []
        dice = random.Random(plan.seed)
        for count, kind in enumerate(plan.faults, 1):
            await asyncio.sleep(dice.uniform(*plan.calm))
            at = time.monotonic()
            if at - began > plan.at_most or called_off.is_set():
                break
            await machine.harm(kind)
            faults.append(Fault(kind, at, await _normal_again(machine, probe, time.monotonic())))
            tell(f"{count}/{len(plan.faults)}  {kind}: normal after {faults[-1].normal_after:.1f} s")
        enough.set()
        _, late = await asyncio.wait(talking, timeout=max(60.0, plan.at_most - (time.monotonic() - began)))
        for one in late:
            one.cancel()
        await asyncio.gather(*talking, return_exceptions=True)
        verdict = await judged(ledger, http, machine.tracker, plays, machine.logs())
    return Outcome(faults, ledger, verdict, time.monotonic() - began)


async def _normal_again(machine: Broken, probe: Trainee, at: float) -> float:
    """Seconds from that moment to the first of some replies in a row that need one try each, with every part back."""
    in_a_row, first = 0, at
    while in_a_row < AT_FIRST_TRY:
        began = time.monotonic()
        if began - at > NOT_AGAIN:
            return NOT_AGAIN
        try:
            easily = await machine.is_whole() and await probe.tries_for_one() == 1
        except Stuck:
            return NOT_AGAIN
        if not easily:
            in_a_row = 0
            await asyncio.sleep(0.1)
            continue
        first = time.monotonic() if not in_a_row else first
        in_a_row += 1
    return first - at
