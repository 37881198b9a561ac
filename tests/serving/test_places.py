"""How many of each part are started, on which ports, and who is told of whom."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
import yaml
from msgspec.structs import replace

from benchmarks.topology.services import free_ports
from bot.serving.checks import CannotStart
from bot.serving.files import endpoints_file, write_endpoints
from bot.serving.places import place_alone, places_of
from bot.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    database = f"sqlite:///{tmp_path}/alongside.db"
    return Settings(data_dir=str(tmp_path), database_url=database, port=free_ports(1)[0])


def test_one_of_each_is_started_without_any_setting(settings: Settings) -> None:
    places = places_of(settings)
    assert [place.name for place in places] == ["rasa", "actions", "web"]
    ports = {place.settings.port for place in places}
    assert ports == {settings.port}
    rasa, actions, web = (place.settings for place in places)
    assert web.rasa_urls == (f"http://127.0.0.1:{rasa.rasa_port}",)
    assert rasa.actions_urls == web.actions_urls == (f"http://127.0.0.1:{actions.actions_port}",)


def test_of_several_each_has_a_port_of_its_own_and_rasas_share_out_the_actions(settings: Settings) -> None:
    more = replace(settings, rasa_processes=4, actions_processes=2, web_processes=2, redis_url="redis://localhost")
    places = places_of(replace(more, metrics_port=9100))
    rasas, actions, webs = (
        [place.settings for place in places if place.part == part] for part in ("rasa", "actions", "web")
    )
    assert len({*(s.rasa_port for s in rasas), *(s.actions_port for s in actions), *(s.port for s in webs)}) == 8
    asked = [s.actions_urls for s in rasas]
    assert asked[:2] == asked[2:] == [(f"http://127.0.0.1:{s.actions_port}",) for s in actions]
    assert all(s.rasa_urls == tuple(f"http://127.0.0.1:{rasa.rasa_port}" for rasa in rasas) for s in webs)
    assert [place.settings.metrics_port for place in places if place.part == "web"] == [9100, 9101]
    assert sorted(place.settings.metrics_port or 0 for place in places) == list(range(9100, 9108))


def test_what_runs_elsewhere_is_not_started_here(settings: Settings) -> None:
    elsewhere = replace(settings, rasa_address="http://10.0.0.6:5005", actions_address="http://10.0.0.6:5055")
    (web,) = places_of(elsewhere)
    assert web.part == "web"
    assert web.settings.rasa_urls == ("http://10.0.0.6:5005",)


def test_several_pages_need_redis(settings: Settings) -> None:
    with pytest.raises(CannotStart, match="ALONGSIDE_REDIS_URL"):
        places_of(replace(settings, web_processes=2))


def test_a_part_by_itself_is_where_the_others_look_for_it(settings: Settings) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(CannotStart, match="ALONGSIDE_RASA_PORT"):
            place_alone("rasa", replace(settings, rasa_port=taken.getsockname()[1]))
    port = free_ports(1)[0]
    place = place_alone("actions", replace(settings, actions_port=port))
    assert (place.name, place.health) == (f"actions-{port}", f"http://127.0.0.1:{port}/health")


def test_rasa_is_told_where_its_memory_and_its_locks_are_without_a_password_in_the_file(settings: Settings) -> None:
    there = replace(
        settings,
        database_url="postgresql://alongside:secret1@10.0.0.5/alongside",
        redis_url="redis://:secret2@10.0.0.5:6379/0",
        rasa_port=5005,
        actions_address="http://127.0.0.1:5055",
    )
    write_endpoints(there)
    text = endpoints_file(there).read_text(encoding="utf-8")
    told = yaml.safe_load(text)
    assert "secret" not in text
    assert told["tracker_store"]["url"] == "${ALONGSIDE_DATABASE_URL}"
    assert told["lock_store"] == {"type": "bot.rasa.lock_store.RedisLocks", "url": "${ALONGSIDE_REDIS_URL}"}
    assert told["action_endpoint"]["url"] == "http://127.0.0.1:5055/webhook"
