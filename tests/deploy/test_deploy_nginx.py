"""The nginx in front does what its files promise, shown by nginx itself."""

from __future__ import annotations

import json
import os
import shutil
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import pytest

from bot.serving.checks import free_port

NAME = "practice.college.example"
REPLY = "/api/sessions/7d1f0a52c3/replies"


class Behind(ThreadingHTTPServer):
    """Something behind nginx that tells what reaches it, and hangs up on every POST if it is told to."""

    daemon_threads = True

    def __init__(self, hangs_up: bool = False) -> None:
        super().__init__(("127.0.0.1", 0), _Told)
        self.hangs_up = hangs_up
        self.asked: list[str] = []
        Thread(target=self.serve_forever, daemon=True).start()

    def __enter__(self) -> Behind:
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()


class _Told(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Behind

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        if self.server.hangs_up:
            self.server.asked.append(self.path)
            self.close_connection = True
        else:
            self._answer()

    def _answer(self) -> None:
        self.server.asked.append(self.path)
        told = json.dumps({name.lower(): value for name, value in self.headers.items()} | {"path": self.path}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, *_: object) -> None:
        pass


class Nginx:
    """nginx on this machine with the files of deploy/nginx, of which only addresses and folders are changed."""

    def __init__(self, files: Path, folder: Path, sites: list[str], changes: dict[str, str]) -> None:
        self.folder = folder
        self.log = folder / "alongside.log"
        shutil.copytree(files, folder, dirs_exist_ok=True)
        for file in folder.rglob("*.conf"):
            text = file.read_text(encoding="utf-8")
            for old, new in changes.items():
                text = text.replace(old, new)
            file.write_text(text, encoding="utf-8")
        user = "user root;\n" if os.getuid() == 0 else ""
        kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        scratch = "\n".join(f"  {kind}_temp_path {folder}/{kind};" for kind in kinds)
        included = "\n".join(f"  include {site};" for site in sites)
        self.main = folder / "nginx.conf"
        self.main.write_text(
            f"{user}daemon off;\nworker_processes 1;\npid {folder}/pid;\nerror_log {folder}/error.log;\n"
            f"events {{ worker_connections 256; }}\nhttp {{\n"
            f"  access_log {folder}/access.log;\n{scratch}\n{included}\n}}\n",
            encoding="utf-8",
        )

    def __enter__(self) -> Nginx:
        self._process = subprocess.Popen(["nginx", "-c", str(self.main), "-e", str(self.folder / "error.log")])
        deadline = time.monotonic() + 10
        while not (self.folder / "pid").exists():
            assert self._process.poll() is None, (self.folder / "error.log").read_text(encoding="utf-8")
            assert time.monotonic() < deadline, "nginx does not come up"
            time.sleep(0.02)
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(10)


class Site:
    """The site as people reach it, through nginx."""

    def __init__(self, nginx: Nginx, plain: int, secure: int, tls: Path) -> None:
        self.nginx = nginx
        self.plain = f"http://127.0.0.1:{plain}"
        self._secure = f"https://127.0.0.1:{secure}"
        self.trusting = ssl.create_default_context(cafile=str(tls / "authority.pem"))

    def ask(
        self, method: str, path: str, name: str = NAME, headers: dict[str, str] | None = None, **more: Any
    ) -> httpx.Response:
        """Ask for something by https under that name."""
        headers = {"Host": name, **(headers or {})}
        with httpx.Client(verify=self.trusting, trust_env=False) as client:
            return client.request(
                method, f"{self._secure}{path}", headers=headers, extensions={"sni_hostname": name}, **more
            )


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory, run: Callable[..., subprocess.CompletedProcess[str]]) -> Path:
    """Certificates of an authority that was made up for these tests."""
    folder = tmp_path_factory.mktemp("tls")

    def openssl(*arguments: object) -> None:
        done = run("openssl", *arguments, cwd=folder)
        assert done.returncode == 0, done.stderr

    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")
    openssl("req", "-x509", *key, "-days", 2, "-subj", "/CN=Authority", "-keyout", "ca.key", "-out", "authority.pem")
    names = {"fullchain": NAME, "rasa": "rasa.college.example", "page": "page.college.example", "other": "cook.example"}
    for file, name in names.items():
        private = "privkey.pem" if file == "fullchain" else f"{file}.key"
        (folder / "san").write_text(f"subjectAltName=DNS:{name}", encoding="utf-8")
        openssl("req", *key, "-subj", f"/CN={name}", "-keyout", private, "-out", "asked.csr")
        signed = ("-CA", "authority.pem", "-CAkey", "ca.key", "-CAcreateserial", "-extfile", "san", "-days", 2)
        openssl("x509", "-req", "-in", "asked.csr", *signed, "-out", f"{file}.pem")
    return folder


@pytest.fixture
def behind() -> Iterator[Behind]:
    with Behind() as server:
        yield server


@pytest.fixture
def start(deploy: Path, tmp_path: Path, tls: Path, run: object) -> Iterator[Callable[..., Site]]:
    """Starts nginx before servers on these ports."""
    if shutil.which("nginx") is None:
        pytest.skip("nginx is not installed")
    with ExitStack() as running:

        def start(*ports: int) -> Site:
            plain, secure = free_port(), free_port()
            servers = "\n    ".join(f"server 127.0.0.1:{port} max_fails=1 fail_timeout=2s;" for port in ports)
            changes = {
                "listen 80 ": f"listen 127.0.0.1:{plain} ",
                "listen 443 ": f"listen 127.0.0.1:{secure} ",
                "/etc/nginx/tls": str(tls),
                "/var/log/nginx": str(tmp_path),
                "server 127.0.0.1:8000 max_fails=1 fail_timeout=2s;": servers,
            }
            nginx = Nginx(deploy / "nginx", tmp_path, ["alongside.conf"], changes)
            return Site(running.enter_context(nginx), plain, secure, tls)

        yield start


def test_nginx_finds_nothing_amiss_in_the_files(
    deploy: Path, tmp_path: Path, tls: Path, run: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    plain, secure = free_port(), free_port()
    changes = {
        "listen 80 ": f"listen 127.0.0.1:{plain} ",
        "listen 443 ": f"listen 127.0.0.1:{secure} ",
        "/etc/nginx/tls": str(tls),
        "/var/log/nginx": str(tmp_path),
        "server rasa.college.example:8443": "server 127.0.0.1:8443",
    }
    sites = ["alongside.conf", "rasa-elsewhere.conf", "rasa-machine.conf"]
    nginx = Nginx(deploy / "nginx", tmp_path, sites, changes)
    done = run("nginx", "-t", "-c", nginx.main)
    assert done.returncode == 0, done.stderr
    assert "[warn]" not in done.stderr


def test_who_asks_without_https_or_by_another_name_is_shown_the_right_address(
    start: Callable[..., Site], behind: Behind
) -> None:
    site = start(behind.server_port)
    for name in (NAME, "evil.example"):
        answer = httpx.get(f"{site.plain}/join?x=1", headers={"Host": name}, trust_env=False)
        assert (answer.status_code, answer.headers["location"]) == (301, f"https://{NAME}/join?x=1")
    with pytest.raises(httpx.ConnectError, match=r"(?i)unrecognized"):
        site.ask("GET", "/", name="evil.example")
    assert behind.asked == []


def test_what_a_browser_claims_about_itself_is_not_handed_on(start: Callable[..., Site], behind: Behind) -> None:
    site = start(behind.server_port)
    lies = {"X-Forwarded-For": "10.1.1.1", "X-Forwarded-Proto": "http", "Forwarded": "for=10.1.1.1"}
    told = site.ask("GET", "/", headers=lies).json()
    assert told["x-forwarded-for"] == "127.0.0.1"
    assert told["x-forwarded-proto"] == "https"
    assert told["host"] == NAME
    assert "forwarded" not in told


@pytest.mark.parametrize(("given", "kept"), [("seen-by-the-page-1", True), ("<b>", False), ("", False)])
def test_every_request_has_a_name(start: Callable[..., Site], behind: Behind, given: str, kept: bool) -> None:
    told = start(behind.server_port).ask("GET", "/", headers={"X-Request-ID": given} if given else {}).json()
    assert (told["x-request-id"] == given) is kept
    assert len(told["x-request-id"]) >= 8


def test_when_nothing_answers_people_are_told_in_words(start: Callable[..., Site]) -> None:
    site = start(free_port())
    answer = site.ask("POST", REPLY, json={"text": "Hello"})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
    error = answer.json()["error"]
    assert error["code"] == "coach_unavailable"
    assert "Nothing you wrote is lost" in error["message"]
    page = site.ask("GET", "/")
    assert page.status_code == 503
    assert page.headers["content-type"].startswith("text/html")
    assert "Nothing that was answered is lost" in page.text


def test_a_reply_is_carried_to_another_process_when_one_dies_over_it(start: Callable[..., Site]) -> None:
    with Behind(hangs_up=True) as dying, Behind() as well:
        site = start(dying.server_port, well.server_port)
        answers = [site.ask("POST", REPLY, json={"text": "Hello", "client_id": str(n)}) for n in range(4)]
        assert [answer.status_code for answer in answers] == [200] * 4
        assert dying.asked
        assert len(well.asked) == 4


def test_what_would_happen_twice_is_not_asked_twice(start: Callable[..., Site]) -> None:
    with Behind(hangs_up=True) as dying, Behind(hangs_up=True) as another:
        site = start(dying.server_port, another.server_port)
        assert site.ask("POST", "/api/sessions", json={}).status_code == 503
        assert len(dying.asked) + len(another.asked) == 1


def test_what_is_far_too_long_is_refused_in_words(start: Callable[..., Site], behind: Behind) -> None:
    site = start(behind.server_port)
    assert site.ask("POST", REPLY, content=b"x" * 300_000).status_code == 200, "Alongside itself refuses this"
    answer = site.ask("POST", REPLY, content=b"x" * 600_000)
    assert (answer.status_code, answer.json()["error"]["code"]) == (413, "too_much")


def test_no_log_tells_ids_or_codes_or_words(start: Callable[..., Site], behind: Behind) -> None:
    site = start(behind.server_port)
    paths = ("/api/join/QX7K2M", "/join/qxkmwp", "/?reply=marigold")
    for path in paths:
        httpx.get(f"{site.plain}{path}", trust_env=False)
        site.ask("GET", path)
    site.ask("POST", REPLY, json={"text": "marigold"})
    site.ask("GET", "/api/scenarios")
    log = _once_told(site.nginx.log, "GET /api/scenarios 200")
    assert "POST /api/sessions 200" in log
    behind.hangs_up = True
    assert site.ask("POST", REPLY, json={"text": "marigold"}).status_code == 503
    _once_told(site.nginx.log, "POST /api/sessions 503")
    logs = [file.read_text(encoding="utf-8") for file in site.nginx.folder.glob("*.log")]
    assert len(logs) >= 3
    for mark in ("7d1f0a52c3", "marigold", "QX7K2M", "qxkmwp"):
        assert not any(mark in told for told in logs)


def _once_told(log: Path, line: str) -> str:
    """A log once that stands in it: nginx writes when it has answered already."""
    deadline = time.monotonic() + 5
    while line not in (told := log.read_text(encoding="utf-8")):
        assert time.monotonic() < deadline, told
        time.sleep(0.02)
    return told


def test_rasa_on_another_machine_is_reached_by_the_page_alone(
    deploy: Path, tmp_path: Path, tls: Path, behind: Behind
) -> None:
    if shutil.which("nginx") is None:
        pytest.skip("nginx is not installed")
    door, rasa, actions = free_port(), free_port(), free_port()
    changes = {
        "listen 8443 ": f"listen 127.0.0.1:{door} ",
        "server rasa.college.example:8443": f"server 127.0.0.1:{door}",
        "127.0.0.1:5105": f"127.0.0.1:{rasa}",
        "127.0.0.1:5155": f"127.0.0.1:{actions}",
        "127.0.0.1:5005": f"127.0.0.1:{behind.server_port}",
        "127.0.0.1:5055": f"127.0.0.1:{behind.server_port}",
        "/etc/nginx/tls": str(tls),
        "/var/log/nginx": str(tmp_path),
    }
    with Nginx(deploy / "nginx", tmp_path, ["rasa-elsewhere.conf", "rasa-machine.conf"], changes):
        with httpx.Client(trust_env=False) as page:
            assert page.get(f"http://127.0.0.1:{rasa}/webhooks/rest/").json()["path"] == "/webhooks/rest/"
            assert page.get(f"http://127.0.0.1:{actions}/health").json()["path"] == "/health"
            assert page.post(f"http://127.0.0.1:{actions}/webhook", json={}).status_code == 404
            assert page.get(f"http://127.0.0.1:{rasa}/model/predict").status_code == 404
        asked = len(behind.asked)
        for certificate, status in ((None, 400), ("other", 403), ("page", 200)):
            trusting = ssl.create_default_context(cafile=str(tls / "authority.pem"))
            if certificate:
                trusting.load_cert_chain(tls / f"{certificate}.pem", tls / f"{certificate}.key")
            with httpx.Client(verify=trusting, trust_env=False) as stranger:
                answer = stranger.get(
                    f"https://127.0.0.1:{door}/webhooks/rest/",
                    headers={"Host": "rasa.college.example"},
                    extensions={"sni_hostname": "rasa.college.example"},
                )
            assert answer.status_code == status, certificate
        assert len(behind.asked) == asked + 1
