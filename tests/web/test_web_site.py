"""The page comes from the product alone, and every answer keeps it so."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from bot.web.intents import INTENTS

ROOT = Path(__file__).parents[2]
Client = TestClient[Litestar]


def test_the_page_is_served_with_all_that_it_is_made_of(client: Client) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    own = re.findall(r'(?:src|href)="(/static/[^"#]+)"', page.text)
    assert own
    for address in own:
        assert client.get(address).status_code == 200, address


def test_a_page_holds_no_script_or_style_that_its_policy_forbids(client: Client) -> None:
    page = client.get("/").text
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert "<style" not in page
    assert not re.search(r"\s(?:on[a-z]+|style)=", page)


@pytest.mark.parametrize(
    "address",
    ["/", "/static/api.js", "/widget.js", "/api/scenarios", "/api/site", "/health", "/nowhere", "/api/sessions/x"],
)
def test_every_answer_carries_the_security_headers(client: Client, address: str) -> None:
    headers = client.get(address).headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_the_page_may_hear_the_trainee_and_nothing_else(client: Client) -> None:
    assert client.get("/").headers["permissions-policy"] == "camera=(), geolocation=(), microphone=(self)"


def test_what_people_say_is_not_cached(client: Client, session: Any) -> None:
    assert client.get(session.path, headers=session.headers).headers["cache-control"] == "no-store"


@pytest.mark.parametrize("address", ["/nowhere", "/api", "/api/nothing", "/static/nothing.js", "/schema/redoc"])
def test_a_wrong_address_is_told_so_in_the_one_shape(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 404
    assert response.json() == {"error": {"code": "not_found", "message": "There is nothing at this address."}}


@pytest.mark.parametrize(("method", "address"), [("PUT", "/api/sessions"), ("POST", "/health"), ("DELETE", "/")])
def test_a_wrong_method_is_told_so_with_the_right_ones(client: Client, method: str, address: str) -> None:
    response = client.request(method, address)
    assert response.status_code == 405
    assert response.json()["error"]["code"] == "wrong_method"
    assert response.headers["allow"]


@pytest.mark.parametrize(
    "path",
    ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2f..%2fsettings.py", "/static/0123456789ab/../app.py"],
)
def test_nothing_but_static_files_can_be_read(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert "import" not in response.text


def test_health_tells_the_truth_about_each_part(client: Client) -> None:
    response = client.get("/health")
    assert response.status_code == 503
    assert response.json() == {
        "status": "down",
        "parts": {"web": "ok", "rasa": "down", "actions": "down", "records": "ok"},
    }


def test_the_scenarios_are_told_without_what_the_parents_keep_back(client: Client) -> None:
    scenarios = {scenario["id"]: scenario for scenario in client.get("/api/scenarios").json()}
    assert set(scenarios) >= {"angry_parent", "neglect_concerns", "poverty", "special_care"}
    for scenario in scenarios.values():
        assert set(scenario) == {
            "id", "title", "subject", "theme", "level", "minutes", "strategies", "goals", "briefing", "teacher",
            "parent", "start", "content_note", "arrangements", "hard", "voices",
        }  # fmt: skip
        told = str(scenario["arrangements"]) + str(scenario["hard"])
        assert not re.search(r"'(effect|heat|trust|temper)'", told), "what comes of it stays for the summary"
        assert set(scenario["parent"]) == {"name", "relation", "child", "age", "face"}


def test_a_scenario_tells_what_kind_of_conversation_it_is_in_words(client: Client) -> None:
    themes = [scenario["theme"] for scenario in client.get("/api/scenarios").json()]
    names = {theme["id"]: theme["name"] for theme in themes}
    assert 4 <= len(names) <= 8, "few enough to choose from at a glance"
    assert all(theme == {"id": theme["id"], "name": names[theme["id"]]} for theme in themes)
    assert all(" " in name for name in names.values()), "words, not ids"


def test_the_strategies_of_a_scenario_come_with_what_they_are_and_what_they_rest_on(client: Client) -> None:
    scenario = next(one for one in client.get("/api/scenarios").json() if one["id"] == "angry_parent")
    steam = next(strategy for strategy in scenario["strategies"] if strategy["id"] == "let_off_steam")
    assert set(steam) == {"id", "name", "about", "citation"}
    assert steam["citation"] == "Leenders et al. (2019)"
    assert all(" " in strategy["about"] and strategy["citation"] for strategy in scenario["strategies"])


def test_everybody_at_the_table_has_a_face_of_their_own(client: Client) -> None:
    scenarios = client.get("/api/scenarios").json()
    faces = [person["face"] for scenario in scenarios for person in (scenario["parent"], *scenario["voices"])]
    assert len({str(sorted(face.items(), key=str)) for face in faces}) == len(faces)


def test_buttons_may_set_off_exactly_the_intents_of_the_conversation() -> None:
    domain = (ROOT / "domain.yml").read_text(encoding="utf-8")
    listed = domain.split("intents:")[1].split("entities:")[0]
    assert sorted(re.findall(r"- (\w+)", listed)) == list(INTENTS)


def test_the_web_part_starts_without_the_libraries_of_language() -> None:
    program = (
        "import sys, bot.web.app; bot.web.app.create_app();"
        "print([name for name in ('spacy', 'thinc', 'tensorflow', 'rasa') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "[]"
