"""A full workshop while it runs: trainees who talk at once, a board over HTTP, and one in a browser."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Sequence

import httpx
from playwright.async_api import async_playwright

JOINED_WITHIN, BRIEFING, THINKING = 60.0, (5.0, 12.0), (15.0, 30.0)
"""Seconds."""
REPLIES = (4, 6)
HERE_EVERY = 5.0
"""Seconds between two times that a trainee's page tells where it is."""
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


async def hold(
    address: str, password: str, trainees: int, words: Sequence[str], chromium: str | None, seen: Seen
) -> int:
    """A whole workshop, run by a facilitator called Bench; its id."""
    limits = httpx.Limits(max_connections=None)
    async with (
        httpx.AsyncClient(base_url=address, timeout=60, limits=limits) as room,
        httpx.AsyncClient(base_url=address, timeout=60, headers=OURS) as facilitator,
        async_playwright() as playwright,
    ):
        signed = await facilitator.post("/api/facilitator/sign-in", json={"name": "Bench", "password": password})
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
            await page.locator("input[type=password]").fill(password)
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
