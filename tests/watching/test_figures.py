"""Figures tell how much and how fast, and name nobody."""

from __future__ import annotations

import json
import re
import threading
import urllib.request
from collections.abc import Iterator

import pytest
from prometheus_client import CollectorRegistry
from prometheus_client.parser import text_string_to_metric_families

from bot.records import Records, migrate
from bot.serving.checks import free_port
from bot.settings import ROOT
from bot.watching.exposition import expose
from bot.watching.metrics import FIGURES
from bot.watching.threads import CountedThreads
from bot.web.figures import RecordsFigures

BOARD = ROOT / "deploy" / "grafana" / "alongside.json"
NAME = re.compile(r"\b(?:alongside|process)_[a-z_]+")


def figure(name: str) -> float:
    value = FIGURES.get_sample_value(name)
    assert value is not None
    return value


@pytest.fixture
def records(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Records]:
    url = f"sqlite:///{tmp_path_factory.mktemp('records')}/alongside.db"
    migrate(url)
    records = Records(url)
    yield records
    records.close()


def test_the_figures_can_be_had_on_their_own_port_in_prometheus_own_words() -> None:
    port = free_port()
    expose("127.0.0.1", port)
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
        names = {family.name for family in text_string_to_metric_families(answer.read().decode())}
    assert {"alongside_turn_seconds", "alongside_parents_ends", "alongside_errors", "process_cpu_seconds"} <= names


def test_a_port_in_use_costs_the_figures_and_no_more(caplog: pytest.LogCaptureFixture) -> None:
    port = free_port()
    expose("127.0.0.1", port)
    expose("127.0.0.1", port)
    assert f"The figures cannot be had on port {port}" in caplog.text


def test_without_a_port_there_are_none() -> None:
    before = threading.active_count()
    expose("127.0.0.1", None)
    assert threading.active_count() == before


def test_work_that_waits_for_a_thread_is_told() -> None:
    goes_on, has_begun = threading.Event(), threading.Event()

    def busy() -> None:
        has_begun.set()
        goes_on.wait(10)

    with CountedThreads(max_workers=1) as threads:
        first = threads.submit(busy)
        assert has_begun.wait(10)
        others = [threads.submit(busy) for _ in range(3)]
        assert figure("alongside_threads_waiting") == 3
        goes_on.set()
        for future in (first, *others):
            future.result(10)
        assert figure("alongside_threads_waiting") == 0


def test_the_board_shows_nothing_that_is_not_counted(records: Records) -> None:
    registry = CollectorRegistry()
    registry.register(RecordsFigures(records))
    # A histogram or counter without a label value yet has no samples: it is known by its name.
    counted = {
        f"{family.name}{ending}"
        for one in (FIGURES, registry)
        for family in one.collect()
        for ending in ("", "_total", "_bucket", "_sum", "_count")
    }
    board = json.loads(BOARD.read_text(encoding="utf-8"))
    asked = [target["expr"] for panel in board["panels"] for target in panel["targets"]]
    shown = {name for expression in asked for name in NAME.findall(expression)}
    assert shown <= counted
    assert {name.removesuffix("_bucket").removesuffix("_total") for name in shown} >= {
        "alongside_turn_seconds",
        "alongside_parents_ends",
        "alongside_errors",
        "alongside_turns_waiting",
        "alongside_outbox_waiting",
        "alongside_threads_waiting",
        "alongside_talks_going_on",
        "alongside_requests",
    }


def test_the_board_can_be_imported() -> None:
    board = json.loads(BOARD.read_text(encoding="utf-8"))
    assert board["title"] == "Alongside"
    ids = [panel["id"] for panel in board["panels"]]
    assert len(set(ids)) == len(ids)
    for panel in board["panels"]:
        assert {"id", "title", "type", "gridPos", "description"} <= set(panel)
        for target in panel["targets"]:
            assert target["datasource"]["uid"] == "${prometheus}"


def test_no_label_can_hold_a_person_a_session_or_a_word() -> None:
    labels = {label for family in FIGURES._names_to_collectors.values() for label in getattr(family, "_labelnames", ())}
    assert labels <= {"part", "action", "route", "method", "status", "scenario", "end", "kind"}
