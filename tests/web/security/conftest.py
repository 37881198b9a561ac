from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from itertools import count
from typing import Any

import httpx
import pytest
from litestar.testing import TestClient
from msgspec.structs import replace
from sqlalchemy import delete
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from bot.records import Records, migrate, sign_ins
from bot.records.engine import engine_for, for_writing
from bot.records.tables import metadata
from bot.settings import Settings
from bot.web import access
from bot.web.app import create_app

ADDRESSES = count(20)
"""Last numbers of somebody's address (RFC 5737): another for each test."""


Served = tuple[TestClient[Any], Any]
"""What asks, and the application that answers."""


class Outside:
    """Somebody out there, who comes by a web server that tells of their address, as nginx does."""

    def __init__(self, client: TestClient[Any], app: Any, address: str, host: str) -> None:
        self.app = app
        """The application itself, without a web server in front."""
        self._client = client
        self._host = host
        self._from = {"X-Forwarded-For": address, "Host": host}

    def from_address(self, address: str) -> Outside:
        """Somebody else."""
        return Outside(self._client, self.app, address, self._host)

    def request(self, method: str, path: str, secret: str | None = None, **more: Any) -> httpx.Response:
        headers = self._from | ({"Authorization": f"Bearer {secret}"} if secret else {}) | more.pop("headers", {})
        self._client.cookies.clear()
        return self._client.request(method, path, headers=headers, **more)

    def get(self, path: str, secret: str | None = None, **more: Any) -> httpx.Response:
        return self.request("GET", path, secret, **more)

    def post(self, path: str, secret: str | None = None, **more: Any) -> httpx.Response:
        return self.request("POST", path, secret, **more)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, closed_port: int) -> Settings:
    """Settings of a site whose neighbours are all down, with a database for tests of security alone."""
    folder = tmp_path_factory.mktemp("security")
    url = f"sqlite:///{folder}/alongside.db"
    return Settings(data_dir=str(folder), database_url=url, rasa_port=closed_port, actions_port=closed_port)


@pytest.fixture(scope="session")
def served(site: Settings) -> Iterator[Callable[[Settings], Served]]:
    """Serves the site as it is set. What has been served once stays so: it takes seconds to begin."""
    known: dict[Settings, Served] = {}
    with ExitStack() as running:

        def serve(settings: Settings) -> Served:
            if settings not in known:
                app: Any = create_app(settings)
                behind: Any = ProxyHeadersMiddleware(app, trusted_hosts="*")
                client: TestClient[Any] = TestClient(behind, raise_server_exceptions=False)
                known[settings] = running.enter_context(client), app
                client.follow_redirects = False
            return known[settings]

        yield serve


@pytest.fixture(autouse=True)
def kept(site: Settings) -> Iterator[Records]:
    """The records of that site, in which nothing is kept yet."""
    migrate(site.database_url)
    with for_writing(engine_for(site.database_url)).begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(delete(table))
    records = Records(site.database_url)
    yield records
    records.close()


@pytest.fixture
def open_site(site: Settings, served: Callable[[Settings], Served]) -> Callable[..., Outside]:
    """Opens the site with these settings, as somebody outside sees it whom no other test has seen."""
    address = f"203.0.113.{next(ADDRESSES)}"

    def start(host: str = "testserver.local", **settings: Any) -> Outside:
        wanted = replace(site, **settings)
        return Outside(*served(wanted), address, host)

    return start


@pytest.fixture
def later(time_in: Callable[..., Callable[[timedelta], None]]) -> Callable[[timedelta], None]:
    """Lets time pass for those who bring a token, and for those who wait after wrong ones."""
    return time_in(access, sign_ins)
