"""The compose file is one that Docker Compose takes, and what it starts is shut to all but people."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import redis

from benchmarks.topology.services import Service, free_ports
from bot.serving.processes import PATIENCE
from bot.settings import Settings, read_settings

Run = Callable[..., "subprocess.CompletedProcess[str]"]
Services = dict[str, dict[str, Any]]

NAME = "practice.school.example"
PARTS = {"web", "rasa", "actions"}
OURS = {"pod", *PARTS, "database", "locks", "front"}


@pytest.fixture(scope="module")
def prepared(deploy: Path, run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of deploy/ after prepare.sh."""
    copy = tmp_path_factory.mktemp("prepared") / "deploy"
    shutil.copytree(deploy, copy, ignore=shutil.ignore_patterns("own"))
    done = run("sh", copy / "compose" / "prepare.sh", NAME)
    assert done.returncode == 0, done.stderr
    return copy / "compose"


@pytest.fixture(scope="module")
def services(prepared: Path, installed: Path) -> Services:
    """The services as Compose itself reads them."""
    found = subprocess.run(
        [installed, "-f", prepared / "compose.yml", "config", "--format", "json"],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert found.returncode == 0, found.stderr
    assert found.stderr == ""
    read: Services = json.loads(found.stdout)["services"]
    return read


@pytest.fixture(scope="module")
def installed() -> Path:
    """Docker Compose."""
    compose = pytest.importorskip("compose")
    program = Path(compose.__file__).parent / "docker-compose"
    assert program.is_file()
    return program


def test_compose_takes_the_file(services: Services) -> None:
    assert set(services) == OURS


def test_a_security_linter_finds_nothing_of_weight(prepared: Path, run: Run) -> None:
    done = run("compose-lint", "--fail-on", "high", prepared / "compose.yml")
    assert done.returncode == 0, done.stdout


def test_only_nginx_can_be_reached_from_outside(services: Services) -> None:
    assert {name for name, service in services.items() if service.get("ports")} == {"front"}
    assert {port["target"] for port in services["front"]["ports"]} == {80, 443}
    for part in PARTS:
        assert services[part]["network_mode"] == "service:pod"
    assert set(services["database"]["networks"]) == set(services["locks"]["networks"]) == {"inside"}


def test_every_service_is_watched_confined_and_started_again(services: Services) -> None:
    for name, service in services.items():
        assert service["read_only"], name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert service["restart"] == "unless-stopped", name
        assert int(service["mem_limit"]) > 0, name
        assert service.get("healthcheck") or name == "pod", name
        assert not [key for key in service.get("environment", {}) if key.endswith(("PASSWORD", "URL"))], name


def test_each_part_runs_by_itself_and_gets_time_to_end_what_it_does(services: Services) -> None:
    ports = set()
    for part in PARTS:
        service = services[part]
        assert service["command"] == ["serve", "--part", part]
        assert service["healthcheck"]["test"][:4] == ["CMD", "alongside", "health", part]
        assert _seconds(service["stop_grace_period"]) > 2 * PATIENCE
        assert [secret["target"] for secret in service["secrets"]] == ["/app/.env"]
        ports.add(service["environment"]["ALONGSIDE_METRICS_PORT"])
    assert len(ports) == len(PARTS)


def _seconds(told: str) -> float:
    return float(told.removesuffix("s"))


def test_what_is_made_for_a_site_can_be_used(prepared: Path) -> None:
    settings = read_settings({}, prepared / "own" / "settings.env")
    assert settings.public_url == f"https://{NAME}"
    assert settings.log_format == "json"
    password = (prepared / "own" / "database_password").read_text(encoding="utf-8")
    assert len(password) == 48
    assert settings.database_url == f"postgresql://alongside:{password}@database:5432/alongside"
    site = (prepared / "own" / "alongside.conf").read_text(encoding="utf-8")
    assert f"server_name {NAME};" in site
    assert "practice.college.example" not in site
    assert "access_log /dev/stdout alongside;" in site
    assert "/var/log" not in site
    assert f"server pod:{Settings().port} " in (prepared / "own" / "upstream.conf").read_text(encoding="utf-8")
    assert (prepared / "own").stat().st_mode & 0o077 == 0, "nobody else on the machine gets in"


def test_what_is_there_already_is_left_alone(prepared: Path, run: Run) -> None:
    before = {file: file.read_bytes() for file in (prepared / "own").iterdir() if file.is_file()}
    assert len(before) == 5
    assert run("sh", prepared / "prepare.sh", "another.example").returncode == 0
    assert {file: file.read_bytes() for file in before} == before


@pytest.mark.parametrize("name", [[], [""], ["Practice College"], ["a/b"], ["-x"], ["x;rm"]])
def test_a_name_that_is_none_is_refused(deploy: Path, tmp_path: Path, run: Run, name: list[str]) -> None:
    shutil.copytree(deploy, tmp_path / "deploy", ignore=shutil.ignore_patterns("own"))
    done = run("sh", tmp_path / "deploy" / "compose" / "prepare.sh", *name)
    assert done.returncode == 2
    assert "practice.college.example" in done.stderr
    assert not (tmp_path / "deploy" / "compose" / "own").exists()


class Locks(Service):
    """Redis with the settings that prepare.sh has made."""

    def command(self) -> list[str]:
        """As compose.yml starts it, but for where it listens."""
        return ["redis-server", str(self.folder / "redis.conf"), "--port", str(self.port), "--bind", "127.0.0.1"]


def test_redis_starts_with_what_is_made_for_it_and_asks_for_the_password(prepared: Path, tmp_path: Path) -> None:
    if shutil.which("redis-server") is None:
        pytest.skip("redis-server is not installed")
    made = (prepared / "own" / "redis.conf").read_text(encoding="utf-8")
    (tmp_path / "redis.conf").write_text(made.replace("dir /data", f"dir {tmp_path}"), encoding="utf-8")
    settings = read_settings({}, prepared / "own" / "settings.env")
    locks = Locks(tmp_path, *free_ports(1))
    locks.start()
    try:
        known = redis.Redis.from_url(settings.redis_url.replace("@locks:6379", f"@127.0.0.1:{locks.port}"))
        assert known.ping()
        with pytest.raises(redis.AuthenticationError):
            redis.Redis(port=locks.port).ping()
    finally:
        locks.stop()
