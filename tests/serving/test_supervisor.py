"""The supervisor, with real processes."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from bot.serving.checks import CannotStart, check_disk, check_port, free_port, wait_for_earlier
from bot.serving.processes import LONGEST_PAUSE, MISSED, Process
from bot.serving.supervisor import GaveUp, Supervisor
from bot.settings import Settings


def test_a_port_in_use_says_which_setting_to_change() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(CannotStart, match="ALONGSIDE_RASA_PORT"):
            check_port("127.0.0.1", taken.getsockname()[1], "rasa_port")


def test_a_free_port_can_be_used() -> None:
    check_port("127.0.0.1", free_port(), "port")


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(CannotStart, match="ALONGSIDE_HOST"):
        check_port("no.such.host.invalid", 8000, "port")


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.serving.checks.FREE_MB", 10**9)
    with pytest.raises(CannotStart, match="nearly full"):
        check_disk(tmp_path)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "run").mkdir()
    return Settings(data_dir=str(tmp_path))


def test_a_process_that_cannot_start_is_given_up_with_the_place_of_its_log(settings: Settings) -> None:
    process = Process("no_such_process", "http://127.0.0.1:9/", settings.data / "no.log", settings)
    supervisor = Supervisor([process], lambda line: None)
    with pytest.raises(GaveUp, match=r"no\.log"):
        supervisor.start()
    supervisor.stop()
    assert "KeyError" in (settings.data / "no.log").read_text(encoding="utf-8")


def test_each_part_that_is_up_is_told_of_before_all_are(answering: Process, settings: Settings) -> None:
    absent = Process("no_such_process", "http://127.0.0.1:9/", settings.data / "no.log", settings)
    up: list[str] = []
    supervisor = Supervisor([answering, absent], lambda line: None)
    with pytest.raises(GaveUp):
        supervisor.start(lambda process: up.append(process.name))
    supervisor.stop()
    assert up == [answering.name]


def test_what_does_not_come_up_is_tried_again_a_little_later_each_time_and_never_given_up(settings: Settings) -> None:
    process = Process("no_such_process", "http://127.0.0.1:9/", settings.data / "no.log", settings)
    pauses = [process.pause_before_next() for _ in range(20)]
    assert pauses == sorted(pauses)
    assert pauses[0] == 1
    assert pauses[-1] == LONGEST_PAUSE


@pytest.fixture
def answering(settings: Settings) -> Iterator[Process]:
    """A process that runs, and of which something answers for it."""

    class Well(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Well)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Process("no_such_process", f"http://127.0.0.1:{server.server_port}/", settings.data / "no.log", settings)
    server.shutdown()
    server.server_close()


def test_what_was_of_use_is_started_again_at_once_however_often_it_falls(answering: Process) -> None:
    for _ in range(10):
        assert answering.is_healthy()
        assert answering.pause_before_next() == 0


def test_what_answers_no_more_counts_as_hung_after_some_looks_and_not_before(
    answering: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.serving.processes.LOOK_EVERY", 0.0)
    assert not any(answering.has_hung() for _ in range(2 * MISSED))
    monkeypatch.setattr(answering, "_health", "http://127.0.0.1:9/")
    assert [answering.has_hung() for _ in range(MISSED)] == [False] * (MISSED - 1) + [True]


def test_the_supervisor_goes_on_when_something_does_not_come_up(settings: Settings) -> None:
    process = Process("no_such_process", "http://127.0.0.1:9/", settings.data / "no.log", settings)
    told: list[str] = []
    supervisor = Supervisor([process], told.append)
    process.start()
    watching = threading.Thread(target=supervisor.watch)
    watching.start()
    deadline = time.monotonic() + 30
    while len(told) < 2 and time.monotonic() < deadline:
        time.sleep(0.1)
    assert watching.is_alive()
    supervisor.ask_to_stop()
    watching.join(10)
    supervisor.stop()
    assert all("does not come up" in line and "no.log" in line for line in told)
    assert len(told) >= 2


def test_a_process_ends_when_nobody_holds_its_standard_input(tmp_path: Path) -> None:
    program = "from bot.serving.orphan import stop_with_parent; import time; stop_with_parent(); time.sleep(60)"
    child = subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE)
    assert child.stdin is not None
    threading.Timer(0.5, child.stdin.close).start()
    began = time.monotonic()
    child.wait(20)
    assert time.monotonic() - began < 20


@pytest.fixture
def left_running(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A page that an earlier start has left running, until its standard input is closed."""
    program = "import sys; print('here', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", program, "bot.serving.child", "web"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as page:
        assert page.stdout is not None
        assert page.stdout.readline() == b"here\n", "before that it is not yet the program that it is going to be"
        (tmp_path / "run").mkdir()
        (tmp_path / "run" / "web.pid").write_text(f"{page.pid}\n")
        yield page
        page.kill()


def test_a_new_start_waits_for_what_an_earlier_one_has_left_running(
    tmp_path: Path, left_running: subprocess.Popen[bytes]
) -> None:
    assert left_running.stdin is not None
    began = time.monotonic()
    threading.Timer(0.5, left_running.stdin.close).start()
    wait_for_earlier(tmp_path, 20)
    assert 0.5 <= time.monotonic() - began < 20
    left_running.wait(10)


def test_a_new_start_does_not_wait_for_ever(tmp_path: Path, left_running: subprocess.Popen[bytes]) -> None:
    began = time.monotonic()
    wait_for_earlier(tmp_path, 0.3)
    assert 0.3 <= time.monotonic() - began < 10
    assert left_running.poll() is None
