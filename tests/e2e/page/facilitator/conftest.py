"""Facilitators with their browsers, and the people who take part in their workshops."""

from __future__ import annotations

import itertools
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import Page, expect

from bot.settings import ROOT

PASSWORD = "harbour violet ladder"

SETTINGS = {"scenarios": ["angry_parent", "neglect_concerns"], "names": "chosen"}

_numbers = itertools.count(1)


class Trainee:
    """Somebody who takes part in a workshop with a program of their own."""

    def __init__(self, served: str, join_code: str, name: str) -> None:
        self._web = httpx.Client(base_url=served, timeout=60)
        consent = {"read": True, "show": True, "improve": False}
        joined = self._ask("POST", f"/api/join/{join_code}", json={"name": name, "consent": consent})
        self.name = joined["participant"]["name"]
        self.workshop = joined["workshop"]["id"]
        self._code = {"Authorization": f"Bearer {joined['code']}"}
        self._session: dict[str, Any] = {}

    def begin(self, scenario: str = "angry_parent") -> None:
        """Begin a talk."""
        wishes = {"scenario": scenario, "workshop": self.workshop, "seed": 3}
        self._session = self._ask("POST", "/api/sessions", headers=self._code, json=wishes)

    def reply(self, text: str) -> None:
        """Say something to the parent."""
        session, token = self._session["session"], self._session["token"]
        body = {"text": text, "client_id": uuid4().hex}
        self._ask("POST", f"/api/sessions/{session}/replies", headers={"Authorization": f"Bearer {token}"}, json=body)

    def told(self) -> list[str]:
        """What the facilitator has said."""
        taking_part = self._ask("GET", f"/api/practice/workshops/{self.workshop}", headers=self._code)
        return [note["text"] for note in taking_part["notes"]]

    def until(self) -> Any:
        """When the time for the present talk is over."""
        return self._ask("GET", f"/api/practice/workshops/{self.workshop}", headers=self._code)["until"]

    def _ask(self, method: str, path: str, **more: Any) -> Any:
        answer = self._web.request(method, path, **more)
        assert answer.is_success, answer.text
        return answer.json()

    def close(self) -> None:
        """Go."""
        self._web.close()


@pytest.fixture
def new_name() -> str:
    """A name that no facilitator has yet."""
    return f"Facilitator {next(_numbers)}"


@pytest.fixture
def add_facilitator(product: Any) -> Callable[..., None]:
    """Adds a facilitator as whoever runs the machine does it."""

    def add(name: str, administrator: bool = False) -> None:
        command = [sys.executable, "-c", "from bot.cli import main; main()", "facilitator", "add", name]
        command += ["--administrator"] if administrator else []
        settings = {"ALONGSIDE_DATA_DIR": str(product.data), "PATH": "/usr/bin:/bin"}
        subprocess.run(
            command, cwd=ROOT, env=settings, input=f"{PASSWORD}\n", text=True, check=True, capture_output=True
        )

    return add


@pytest.fixture
def at_the_door(visit: Callable[..., Page], served: str) -> Callable[..., Page]:
    """Opens the facilitator's page as nobody in particular."""

    def come(place: str = "", **wishes: Any) -> Page:
        page = visit(**wishes)
        page.goto(f"{served}/facilitator{place}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        return page

    return come


@pytest.fixture
def sign_in() -> Callable[[Page, str], None]:
    """Signs somebody in by keyboard and mouse."""

    def come_in(page: Page, name: str, password: str = PASSWORD) -> None:
        page.get_by_label("Name", exact=True).fill(name)
        page.get_by_label("Password", exact=True).fill(password)
        page.get_by_role("button", name="Sign in", exact=True).click()

    return come_in


@pytest.fixture
def enter(
    at_the_door: Callable[..., Page],
    sign_in: Callable[[Page, str], None],
    add_facilitator: Callable[..., None],
    new_name: str,
) -> Callable[..., Page]:
    """Opens the facilitator's page as a new facilitator who has signed in."""

    def go_in(administrator: bool = False, **wishes: Any) -> Page:
        add_facilitator(new_name, administrator)
        page = at_the_door(**wishes)
        sign_in(page, new_name)
        expect(page.get_by_role("heading", name="Workshops", level=1)).to_be_visible()
        return page

    return go_in


@pytest.fixture
def make_workshop(served: str) -> Callable[..., dict[str, Any]]:
    """Makes a workshop for whoever is signed in on a page."""

    def make(page: Page, title: str = "Year 4 team", **settings: Any) -> dict[str, Any]:
        wish = {"title": title, "settings": SETTINGS | settings}
        answer = page.request.post(f"{served}/api/workshops", data=wish, headers={"X-Alongside": "facilitator"})
        assert answer.ok, answer.text()
        made: dict[str, Any] = answer.json()
        return made

    return make


@pytest.fixture
def join(served: str) -> Iterator[Callable[..., Trainee]]:
    """Lets somebody join a workshop."""
    there: list[Trainee] = []

    def come(workshop: dict[str, Any], name: str) -> Trainee:
        there.append(Trainee(served, workshop["join_code"], name))
        return there[-1]

    yield come
    for trainee in there:
        trainee.close()


@pytest.fixture
def show(served: str) -> Callable[[Page, str, str], None]:
    """Goes to a place in the facilitator's room and waits for its heading."""

    def go(page: Page, place: str, heading: str) -> None:
        page.goto(f"{served}/facilitator#/{place}")
        expect(page.get_by_role("heading", name=heading, level=1)).to_be_visible()

    return go
