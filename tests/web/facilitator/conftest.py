from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from http.cookies import SimpleCookie
from typing import Any

import pytest
from httpx import Cookies, Response
from litestar import Litestar
from litestar.testing import TestClient
from sqlalchemy import delete

from bot.records import Facilitator, Records, migrate
from bot.records.engine import engine_for, for_writing
from bot.records.passwords import hash_of_password
from bot.records.tables import metadata
from bot.settings import Settings
from bot.web.app import create_app

PASSWORD = "harbour violet ladder"
HASHED = hash_of_password(PASSWORD)


class Browser:
    """A browser with cookies of its own, showing Alongside's own pages."""

    def __init__(self, client: TestClient[Litestar], address: str) -> None:
        self.cookies = Cookies()
        self._client = client
        self._address = address

    def request(self, method: str, path: str, **more: Any) -> Response:
        headers = {"X-Alongside": "facilitator"} | more.pop("headers", {})
        kept = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if kept and "Cookie" not in headers:
            headers["Cookie"] = kept
        self._client.cookies.clear()
        response: Response = self._client.request(method, f"{self._address}{path}", headers=headers, **more)
        self.cookies.update(response.cookies)
        for header in response.headers.get_list("set-cookie"):
            (cookie,) = SimpleCookie(header).values()
            if cookie["max-age"] == "0":
                self.cookies.delete(cookie.key)
        return response

    def get(self, path: str, **more: Any) -> Response:
        return self.request("GET", path, **more)

    def post(self, path: str, **more: Any) -> Response:
        return self.request("POST", path, **more)

    def put(self, path: str, **more: Any) -> Response:
        return self.request("PUT", path, **more)

    def delete(self, path: str, **more: Any) -> Response:
        return self.request("DELETE", path, **more)

    def options(self, path: str, **more: Any) -> Response:
        return self.request("OPTIONS", path, **more)

    def sign_in(self, name: str = "Ama Boateng", password: str = PASSWORD) -> Response:
        return self.post("/api/facilitator/sign-in", json={"name": name, "password": password})


@pytest.fixture(scope="package")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Settings of a web part whose neighbours are all down, with a database for facilitators' tests alone."""
    folder = tmp_path_factory.mktemp("room")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        database = f"sqlite:///{folder}/alongside.db"
        yield Settings(
            data_dir=str(folder),
            database_url=database,
            rasa_port=port,
            actions_port=port,
            requests_per_minute=0,
            begun_per_minute=0,
            replies_per_minute=0,
        )


@pytest.fixture(scope="package")
def served_room(room: Settings) -> Iterator[TestClient[Litestar]]:
    with TestClient(create_app(room), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def records(room: Settings) -> Iterator[Records]:
    """The records, in which nobody is known yet."""
    migrate(room.database_url)
    with for_writing(engine_for(room.database_url)).begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(delete(table))
    records = Records(room.database_url)
    yield records
    records.close()


@pytest.fixture
def new_browser(served_room: TestClient[Litestar], records: Records) -> Callable[..., Browser]:
    """Opens one more browser."""
    return lambda address="http://testserver.local": Browser(served_room, address)


@pytest.fixture
def browser(new_browser: Callable[..., Browser]) -> Browser:
    return new_browser()


@pytest.fixture
def add_facilitator(records: Records) -> Callable[..., Facilitator]:
    """Adds a facilitator, whose password is the usual one."""
    return lambda name, role="facilitator": records.add_facilitator(name, HASHED, role)


@pytest.fixture
def ama(add_facilitator: Callable[..., Facilitator]) -> int:
    """The id of an administrator, Ama Boateng."""
    return add_facilitator("Ama Boateng", "administrator").id


@pytest.fixture
def signed_in(new_browser: Callable[..., Browser]) -> Callable[[str], Browser]:
    """Opens a browser in which somebody has signed in."""

    def open_one(name: str) -> Browser:
        browser = new_browser()
        assert browser.sign_in(name).status_code == 200
        return browser

    return open_one
