"""The debrief of a large workshop: a group that the domain makes by itself, and how long each look at it takes."""

from __future__ import annotations

import random
import time
from typing import NamedTuple

import httpx
from msgspec.structs import replace

from benchmarks.processor import spent
from bot.coaching.group.talks import Consent
from bot.coaching.simulation.cast import Part
from bot.coaching.simulation.group import Deal, SimulatedParticipant, SimulatedRun, Voice, simulate_run
from bot.coaching.simulation.opinions import Opinions
from bot.commands.demo_group import Rehearsed
from bot.library import KNOWLEDGE
from bot.library.pseudonyms import read_pseudonyms
from bot.records.demos import Demos
from bot.records.passwords import hash_of_password

BOARD, DEBRIEF, EXPORT = 2_000.0, 1_500.0, 5_000.0
"""Milliseconds at most: what the board is behind, opening the debrief, one export."""
OURS = {"X-Alongside": "facilitator"}


def fill(database: str, password: str, small: Rehearsed, people: int = 100, replies: int = 45) -> int:
    """Write a workshop in which each participant gave so many replies, 15 in a session at most; its id.

    Of twenty people who all talk differently each is there five times. A talk that the parent ends earlier is a session
    of its own, and the next one begins, so that there are three sessions each or some more.
    """
    kinds, levels = ("skilled", "improving", "boundless", "cold", "adviser"), ("well", "halfway", "poorly")
    parts = [
        Part(kind=kinds[n % 5], level=levels[n % 3], talks=("angry_parent",), now="finished")  # type: ignore[arg-type]
        for n in range(20)
    ]
    talkers = [_talker(small, part, number, replies) for number, part in enumerate(parts)]
    names = read_pseudonyms(KNOWLEDGE).drawn(random.Random(1))
    group = tuple(replace(talkers[n % 20], name=name) for n, name in zip(range(people), names, strict=False))
    staged = replace(small.staged, group=group, opinions=Opinions(None, None, (), (), ()))
    return Demos(database).write_demo(staged, hash_of_password(password)).id


def _talker(small: Rehearsed, part: Part, number: int, replies: int) -> SimulatedParticipant:
    runs: list[SimulatedRun] = []
    dice, clock, left = random.Random(number), 60.0, replies
    scenarios = small.cast.scenarios
    while left > 0:
        scenario = scenarios[len(runs) % len(scenarios)]
        voice = Voice(small.plays[scenario], part, small.trainees, Deal({}, number), number * 100 + len(runs))
        run = simulate_run(voice, number * 100 + len(runs), clock, min(15, left), dice)
        replied = sum(reply.taken_back_at is None for reply in run.replies)
        clock = run.replies[-1].at + 30
        runs.append(replace(run, ended_at=clock))
        left -= replied
    everything = Consent(read=True, show=True, improve=True)
    return SimulatedParticipant("", part, everything, tuple(runs), clock, 60.0)


class Timed(NamedTuple):
    """One request, or several."""

    what: str
    ms: float
    cpu: float
    size: int
    target: float


def timed(client: httpx.Client, process: int, what: str, path: str, target: float, times: int = 3) -> Timed:
    """The quickest of a few, since other things may run on the machine."""
    found = []
    for _ in range(times):
        began, before = time.perf_counter(), spent(process)
        answer = client.get(path, timeout=120).raise_for_status()
        taken = (time.perf_counter() - began) * 1000
        found.append(Timed(what, taken, spent(process) - before, len(answer.content), target))
    return min(found, key=lambda one: one.ms)


def look_back(address: str, password: str, workshop: int, process: int) -> list[Timed]:
    """Opening the debrief, and each export."""
    with httpx.Client(base_url=address, headers=OURS) as client:
        body = {"name": "demo", "password": password}
        client.post("/api/facilitator/sign-in", json=body).raise_for_status()
        path = f"/api/workshops/{workshop}"
        opening = [
            timed(client, process, f"  {what}", f"{path}/{part}", DEBRIEF)
            for what, part in (
                ("the moments to choose from", "wall/moments"),
                ("the first wall", "wall?scenario=angry_parent&probe=where_were_you"),
                ("the pictures", "group"),
            )
        ]
        ms, cpu, size = (sum(column) for column in zip(*(one[1:4] for one in opening), strict=True))
        exports = [
            timed(client, process, f"export: {what}", f"{path}/exports/{part}", EXPORT)
            for what, part in (
                ("CSV (turns)", "csv?sheet=turns"),
                ("all sheets as CSV (ZIP)", "zip"),
                ("workbook (XLSX)", "xlsx"),
                ("JSON lines", "lines"),
                ("report on the group", "report"),
            )
        ]
        board = timed(client, process, "the board of the same workshop", f"{path}/board", BOARD)
    return [Timed("opening the debrief: the next three", ms, cpu, int(size), DEBRIEF), *opening, board, *exports]
