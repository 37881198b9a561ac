"""A browser to read the page with, and what every visit must keep to."""

from __future__ import annotations

import itertools
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, ViewportSize, expect, sync_playwright

from bot.settings import ROOT
from tests.e2e.page.taking_part import Workshop

DESKTOP = ViewportSize(width=1280, height=800)
PHONE = ViewportSize(width=375, height=812)

ANSWERED = 20_000
"""Milliseconds within which a reply is answered, a busy machine included."""

FACILITATORS_PASSWORD = "harbour violet ladder"
_facilitators = itertools.count(1)

expect.set_options(timeout=ANSWERED)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, from the system. Without one the test is skipped."""
    chromium = os.environ.get("CHROMIUM") or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    if chromium is None:
        pytest.skip("no Chromium on this machine: install Debian's package chromium to run the browser tests")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()


Visit = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, served: str) -> Iterator[Visit]:
    """Open the page as somebody new. Afterwards: nothing asked of anyone else, and nothing in the console.

    `faults` says that the test breaks the connection itself, so that the console may mention it.
    """
    closing: list[Callable[[], None]] = []
    asked: list[str] = []
    complaints: list[str] = []

    def complain(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(f"{message.text} {message.location['url']}")

    def open_page(
        size: ViewportSize = DESKTOP, *, faults: bool = False, still: bool = True, dark: bool = False
    ) -> Page:
        context = browser.new_context(
            viewport=size,
            reduced_motion="reduce" if still else "no-preference",
            color_scheme="dark" if dark else "light",
        )
        page = context.new_page()
        page.set_default_timeout(ANSWERED)
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if not faults:
            page.on("console", complain)
        page.goto(served)
        closing.append(context.close)
        return page

    yield open_page
    for close in closing:
        close()
    home = urlsplit(served).netloc
    assert {urlsplit(url).netloc for url in asked} <= {home}, "the page asked something of somebody else"
    assert complaints == []


@pytest.fixture
def begin() -> Callable[..., None]:
    """Choose a scenario, read the briefing and start, with the mouse."""

    def start(page: Page, title: str = "An angry parent", coaching: str = "After each reply") -> None:
        page.get_by_role("link", name=f"Read the briefing: {title}").click()
        page.get_by_role("radio", name=coaching).check()
        page.get_by_role("button", name="Start the conversation").click()
        expect(page.locator(".entry.parent").first).to_be_visible(timeout=ANSWERED)

    return start


@pytest.fixture
def reply() -> Callable[[Page, str], None]:
    """Say something and wait until the parent has answered."""

    def say(page: Page, text: str) -> None:
        before = page.locator(".entry.parent").count()
        page.get_by_role("textbox").fill(text)
        page.get_by_role("button", name="Send", exact=True).click()
        expect(page.locator(".entry.parent")).to_have_count(before + 1, timeout=ANSWERED)
        expect(page.locator(".send[aria-disabled=true]")).to_have_count(0)

    return say


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    """That axe finds nothing against the page as it stands."""
    axe = Axe()

    def check(page: Page) -> None:
        found = axe.run(page)
        faults = [
            f"{fault['help']}: {node['target']} {node.get('failureSummary', '')}"
            for fault in found.response["violations"]
            for node in fault["nodes"]
        ]
        assert not faults, "\n".join(faults)

    return check


@pytest.fixture
def workshop(product: Any, served: str) -> Iterator[Callable[..., Workshop]]:
    """Makes workshops of a facilitator."""
    name = f"Femke {next(_facilitators)}"
    command = [sys.executable, "-c", "from bot.cli import main; main()", "facilitator", "add", name]
    settings = {"ALONGSIDE_DATA_DIR": str(product.data), "PATH": "/usr/bin:/bin"}
    subprocess.run(
        command, cwd=ROOT, env=settings, input=f"{FACILITATORS_PASSWORD}\n", text=True, check=True, capture_output=True
    )
    with httpx.Client(base_url=served, headers={"X-Alongside": "facilitator"}, timeout=60) as web:
        signed_in = web.post("/api/facilitator/sign-in", json={"name": name, "password": FACILITATORS_PASSWORD})
        assert signed_in.is_success, signed_in.text
        yield lambda **rules: Workshop(web, **rules)


@pytest.fixture
def began_earlier(product: Any) -> Callable[..., None]:
    """Lets the talk that was begun last have begun so much earlier."""

    def shift(**time: float) -> None:
        with closing(sqlite3.connect(product.data / "alongside.db", timeout=30)) as records, records:
            id, at = records.execute("select id, began_at from talks order by id desc limit 1").fetchone()
            earlier = datetime.fromisoformat(at) - timedelta(**time)
            records.execute("update talks set began_at = ? where id = ?", (earlier.isoformat(" "), id))

    return shift
