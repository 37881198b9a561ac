from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import pytest
from litestar import Litestar
from litestar.testing import TestClient
from msgspec.structs import replace
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from bot.records import Records, migrate
from bot.settings import Settings
from bot.web.app import create_app

OUTSIDE = "203.0.113.7"
"""Somebody's address (RFC 5737)."""


class Outside:
    """Somebody out there, who comes by a web server that tells of their address, as nginx does."""

    def __init__(self, client: TestClient[Any], address: str, settings: Settings) -> None:
        self.settings = settings
        self._client = client
        self._from = {"X-Forwarded-For": address}

    def from_address(self, address: str) -> Outside:
        """Somebody else."""
        return Outside(self._client, address, self.settings)

    def request(self, method: str, path: str, secret: str | None = None, **more: Any) -> httpx.Response:
        headers = self._from | ({"Authorization": f"Bearer {secret}"} if secret else {}) | more.pop("headers", {})
        self._client.cookies.clear()
        return self._client.request(method, path, headers=headers, **more)

    def get(self, path: str, secret: str | None = None, **more: Any) -> httpx.Response:
        return self.request("GET", path, secret, **more)

    def post(self, path: str, secret: str | None = None, **more: Any) -> httpx.Response:
        return self.request("POST", path, secret, **more)


@pytest.fixture
def open_site(tmp_path: Any, closed_port: int) -> Iterator[Callable[..., Outside]]:
    """Opens a site with these settings and a database of its own, as somebody outside sees it."""
    url = f"sqlite:///{tmp_path}/alongside.db"
    plain = Settings(data_dir=str(tmp_path), database_url=url, rasa_port=closed_port, actions_port=closed_port)
    with ExitStack() as running:

        def start(base_url: str = "http://testserver.local", **settings: Any) -> Outside:
            wanted = replace(plain, **settings)
            served: Any = ProxyHeadersMiddleware(create_app(wanted), trusted_hosts="*")  # type: ignore[arg-type]
            client: TestClient[Litestar] = TestClient(served, base_url, raise_server_exceptions=False)
            running.enter_context(client)
            client.follow_redirects = False
            return Outside(client, OUTSIDE, wanted)

        yield start


@pytest.fixture
def kept(tmp_path: Any) -> Iterator[Records]:
    """The records of that site."""
    url = f"sqlite:///{tmp_path}/alongside.db"
    migrate(url)
    records = Records(url)
    yield records
    records.close()


def code_of(answer: httpx.Response) -> tuple[int, str]:
    """Status and code of a refusal."""
    return answer.status_code, answer.json()["error"]["code"]
