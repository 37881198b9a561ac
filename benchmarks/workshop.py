"""Measures a full workshop: a hundred trainees who talk at once, a facilitator who watches, and the debrief afterwards.

    make bench-workshop                                      starts the product, measures, prints a table
    .venv/bin/python benchmarks/workshop.py --trainees 30    fewer people

Everything runs on this machine at once: the product, Rasa, the hundred trainees, and the facilitator's browser. The
trainees join within the first minute, read a briefing for some seconds, and send four to six replies each, with 15 to
30 seconds between the parent's answer and the next reply: quicker than people read and type, so that all of them talk
at the same time. Like the page, each tells the board every few seconds which step it shows. The board is a real page in
a browser where there is Chromium, and besides is asked for over HTTP each second.

The debrief is opened for a workshop of 100 participants with 45 replies each in 3 sessions of up to 15, which the
domain makes by itself; all agree to everything, so that nothing is left out. Beside the time stands the processor's
time that the product spent on it, which other things on the machine change less.
"""

from __future__ import annotations

import asyncio
import os
import random
import secrets
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import httpx  # noqa: E402
import typer  # noqa: E402
from msgspec.structs import replace  # noqa: E402
from playwright.async_api import async_playwright  # noqa: E402
from rich.console import Console  # noqa: E402
from rich.table import Table  # noqa: E402

from bot.coaching.group.talks import Consent  # noqa: E402
from bot.coaching.simulation.cast import Part  # noqa: E402
from bot.coaching.simulation.group import Deal, SimulatedParticipant, SimulatedRun, Voice, simulate_run  # noqa: E402
from bot.coaching.simulation.opinions import Opinions  # noqa: E402
from bot.commands.demo_group import Rehearsed, rehearse  # noqa: E402
from bot.library import KNOWLEDGE  # noqa: E402
from bot.library.pseudonyms import read_pseudonyms  # noqa: E402
from bot.records import Records, migrate  # noqa: E402
from bot.records.demos import Demos  # noqa: E402
from bot.records.passwords import hash_of_password  # noqa: E402

WAIT, BOARD, DEBRIEF, EXPORT = 500.0, 2_000.0, 1_500.0, 5_000.0
"""Milliseconds at most: a trainee's wait for the parent and what the board is behind, at the 95th percentile; opening
the debrief; one export."""

JOINED_WITHIN, BRIEFING, THINKING = 60.0, (5.0, 12.0), (15.0, 30.0)
"""Seconds."""
REPLIES = (4, 6)
HERE_EVERY = 5.0
"""Seconds between two times that a trainee's page tells where it is."""
PASSWORD = secrets.token_urlsafe(12)
OURS = {"X-Alongside": "facilitator"}

WATCH = """() => {
  window.seen = {};
  setInterval(() => {
    for (const row of document.querySelectorAll('tr[data-id]')) {
      const key = `${row.dataset.id}:${row.querySelector('.col-turn').textContent}`;
      window.seen[key] ??= Date.now();
    }
  }, 50);
}"""


class Seen:
    """What was measured while the workshop ran: times in milliseconds, moments in seconds of the clock."""

    def __init__(self) -> None:
        self.opening: list[float] = []
        self.waits: list[float] = []
        self.polls: list[float] = []
        self.answered: dict[tuple[int, int], float] = {}
        """When each participant had the answer to each of their replies."""
        self.on_board: dict[tuple[int, int], float] = {}
        """When the board that was asked for first told of it."""
        self.on_page: dict[tuple[int, int], float] = {}
        """When it stood in the facilitator's browser."""
        self.refused: list[str] = []

    def behind(self, shown: dict[tuple[int, int], float]) -> list[float]:
        """How long after the trainee's own page a board told of each reply."""
        return [max(0.0, at - self.answered[key]) * 1000 for key, at in shown.items() if key in self.answered]


@contextmanager
def served(data: str) -> Iterator[tuple[str, int]]:
    """The product on that data folder; its address, and the id of its first process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"ALONGSIDE_DATA_DIR": data, "ALONGSIDE_PORT": str(port), "ALONGSIDE_DATABASE_URL": ""}
    command = [sys.executable, "-c", "from bot.cli import main; main()", "serve"]
    serve = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        assert serve.stdout is not None
        if not any("Ready: " in line for line in serve.stdout):
            raise SystemExit("The product did not start; the lines above say why.")
        yield f"http://127.0.0.1:{port}", serve.pid
    finally:
        serve.send_signal(signal.SIGINT)
        serve.wait(60)


async def talk(
    client: httpx.AsyncClient, code: str, workshop: int, words: Sequence[str], seed: int, seen: Seen
) -> None:
    """One trainee: joins, reads, talks."""
    dice = random.Random(seed)
    await asyncio.sleep(dice.uniform(0, JOINED_WITHIN))
    joined = await client.post(f"/api/join/{code}", json={"consent": {"read": True, "show": True, "improve": False}})
    joined.raise_for_status()
    who = joined.json()
    own = {"Authorization": f"Bearer {who['code']}"}
    place = {"place": "briefing"}
    page = asyncio.create_task(_here(client, workshop, own, place))
    try:
        await asyncio.sleep(dice.uniform(*BRIEFING))
        began = time.perf_counter()
        wish = {"scenario": "angry_parent", "workshop": workshop, "seed": seed}
        opened = await client.post("/api/sessions", json=wish, headers=own)
        opened.raise_for_status()
        seen.opening.append((time.perf_counter() - began) * 1000)
        place["place"] = "talk"
        path = f"/api/sessions/{opened.json()['session']}/replies"
        for _ in range(dice.randint(*REPLIES)):
            await asyncio.sleep(dice.uniform(*THINKING))
            began = time.perf_counter()
            answer = await client.post(path, json={"text": dice.choice(words)}, headers=own)
            if answer.status_code != 200:
                seen.refused.append(f"{answer.status_code} {answer.text[:120]}")
                return
            seen.waits.append((time.perf_counter() - began) * 1000)
            said = answer.json()
            seen.answered[who["participant"]["id"], said["turn"]] = time.time()
            if said["ended"]:
                return
    finally:
        page.cancel()


async def _here(client: httpx.AsyncClient, workshop: int, own: dict[str, str], place: dict[str, str]) -> None:
    while True:
        await client.put(f"/api/practice/workshops/{workshop}/here", json=place, headers=own)
        await asyncio.sleep(HERE_EVERY)


async def watch(client: httpx.AsyncClient, workshop: int, seen: Seen) -> None:
    """The board, asked for each second."""
    mark = ""
    while True:
        began = time.perf_counter()
        board = await client.get(f"/api/workshops/{workshop}/board", headers={"If-None-Match": mark})
        seen.polls.append((time.perf_counter() - began) * 1000)
        if board.status_code == 200:
            mark = board.headers["ETag"]
            for one in board.json()["participants"]:
                for turn in range(1, one["turn"] + 1):
                    seen.on_board.setdefault((one["id"], turn), time.time())
        await asyncio.sleep(1)


async def hold(address: str, trainees: int, words: Sequence[str], chromium: str | None, seen: Seen) -> int:
    """A whole workshop; its id."""
    limits = httpx.Limits(max_connections=None)
    async with (
        httpx.AsyncClient(base_url=address, timeout=60, limits=limits) as room,
        httpx.AsyncClient(base_url=address, timeout=60, headers=OURS) as facilitator,
        async_playwright() as playwright,
    ):
        signed = await facilitator.post("/api/facilitator/sign-in", json={"name": "Bench", "password": PASSWORD})
        signed.raise_for_status()
        wish = {"title": "A full room", "settings": {"scenarios": ["angry_parent"], "minutes": 30}}
        made = (await facilitator.post("/api/workshops", json=wish)).raise_for_status().json()
        page = None
        if chromium:
            browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            page = await browser.new_page(viewport={"width": 1280, "height": 900})
            page.set_default_timeout(120_000)
            await page.goto(f"{address}/facilitator")
            await page.get_by_label("Name").fill("Bench")
            await page.locator("input[type=password]").fill(PASSWORD)
            await page.keyboard.press("Enter")
            await page.wait_for_selector("text=A full room")
            await page.goto(f"{address}/facilitator#/workshop/{made['id']}/board")
            await page.evaluate(f"({WATCH})()")
        watching = asyncio.create_task(watch(facilitator, made["id"], seen))
        everybody = (talk(room, made["join_code"], made["id"], words, seed, seen) for seed in range(1, trainees + 1))
        await asyncio.gather(*everybody)
        await asyncio.sleep(3)
        watching.cancel()
        if page is not None:
            for key, at in (await page.evaluate("window.seen")).items():
                id, _, turn = key.partition(":")
                if turn.isdigit():
                    seen.on_page[int(id), int(turn)] = at / 1000
        return int(made["id"])


def fill(database: str, small: Rehearsed, people: int = 100, replies: int = 45) -> int:
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
    return Demos(database).write_demo(staged, hash_of_password(PASSWORD)).id


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


def look_back(address: str, workshop: int, process: int) -> list[Timed]:
    """Opening the debrief, and each export."""
    with httpx.Client(base_url=address, headers=OURS) as client:
        body = {"name": "demo", "password": PASSWORD}
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


def tail(values: Sequence[float], share: float = 0.95) -> float:
    """The value that this share of them does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else float("nan")


def while_it_ran(seen: Seen) -> tuple[Table, bool]:
    """What people waited, as a table; whether a target was missed."""
    table = Table("while it ran", "n", "median, ms", "p95, ms", "longest, ms", "target (p95), ms")
    missed = False
    for what, values, target in (
        ("a trainee waits for the parent", seen.waits, WAIT),
        ("opening a session, to the parent's first words", seen.opening, None),
        ("asking for the board", seen.polls, None),
        ("a reply is on the board that is asked for each second", seen.behind(seen.on_board), BOARD),
        ("a reply stands on the facilitator's page", seen.behind(seen.on_page), BOARD),
    ):
        if not values:
            table.add_row(what, "0", *["–"] * 4)
            continue
        late = tail(values)
        missed |= target is not None and late > target
        shown = (f"{value:.0f}" for value in (statistics.median(values), late, max(values)))
        table.add_row(what, str(len(values)), *shown, "" if target is None else f"≤ {target:.0f}")
    return table, missed


def main(
    trainees: Annotated[int, typer.Option(min=1, max=1000, help="How many talk at once.")] = 100,
    debrief_only: Annotated[bool, typer.Option("--debrief-only", help="Leave the running workshop out.")] = False,
) -> None:
    """Measure, print, and exit with 1 if a target is missed."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    out = Console(width=120)
    small = rehearse(1)
    words = [reply for probe in small.cast.replies["angry_parent"].values() for reply in (*probe.well, *probe.halfway)]
    missed = False
    with tempfile.TemporaryDirectory() as data:
        database = f"sqlite:///{data}/alongside.db"
        migrate(database)
        Records(database).add_facilitator("Bench", hash_of_password(PASSWORD), "administrator")
        full = fill(database, small)
        with served(data) as (address, process):
            back = look_back(address, full, process)
            if not debrief_only:
                seen, began, before = Seen(), time.monotonic(), spent_by_part(process)
                asyncio.run(hold(address, trainees, words, chromium, seen))
                replies = max(1, len(seen.waits))
                used = {part: (ms - before.get(part, 0.0)) / replies for part, ms in spent_by_part(process).items()}
                shares = ", ".join(f"{part} {ms:.0f} ms" for part, ms in used.items())
                out.print(
                    f"{trainees} trainees, {len(seen.waits)} replies in {time.monotonic() - began:.0f} s; load "
                    f"{os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; refused: {len(seen.refused)}; of the "
                    f"processor, for each reply and all around it: {shares}"
                )
                for trouble in seen.refused[:5]:
                    out.print(f"  {trouble}")
                table, missed = while_it_ran(seen)
                out.print(table)
                missed |= bool(seen.refused)
    table = Table(
        "afterwards: 100 participants × 45 replies in 3 sessions or some more",
        "ms",
        "processor, ms",
        "kB",
        "target, ms",
    )
    for one in back:
        missed |= one.ms > one.target
        table.add_row(one.what, f"{one.ms:.0f}", f"{one.cpu:.0f}", f"{one.size / 1000:.0f}", f"≤ {one.target:.0f}")
    out.print(table)
    raise SystemExit(1 if missed else 0)


if __name__ == "__main__":
    typer.run(main)
