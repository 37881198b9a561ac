"""The OpenAPI document tells the truth: about what may be sent, and about every answer, errors included."""

from __future__ import annotations

import os
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from litestar import Litestar
from litestar.testing import TestClient
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import allow_header_conformance, positive_data_acceptance

from bot.settings import Settings
from bot.web.app import create_app

Client = TestClient[Litestar]

EXAMPLES = int(os.environ.get("EXAMPLES", "8"))
"""Requests to each address. `make fuzz-api` makes many more."""


@pytest.fixture(scope="module")
def interface(alone: Settings) -> Any:
    # An application of its own: it is started and stopped with every request.
    return schemathesis.openapi.from_asgi("/schema/openapi.json", create_app(alone))


schema = schemathesis.pytest.from_fixture("interface")


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_whatever_is_sent_the_answer_is_one_that_the_document_names(case: Any, session: Any, practice: Any) -> None:
    if "session" in case.path_parameters and case.method != "DELETE":
        case.path_parameters["session"] = session.id
    # Rasa is down here, and what has no words is refused in words: 503 and 422 are answers, not faults.
    # Litestar itself answers OPTIONS, and names only one of the methods that share an address.
    excluded = [not_a_server_error, positive_data_acceptance, allow_header_conformance]
    own = session if "session" in case.path_parameters else practice
    response = case.call_and_validate(headers=own.headers, excluded_checks=excluded)
    assert response.status_code != 500


def test_the_document_names_the_contract_and_the_one_error_shape(client: Client) -> None:
    document = client.get("/schema/openapi.json").json()
    assert {
        "/api/scenarios",
        "/api/sessions",
        "/api/sessions/{session}",
        "/api/sessions/{session}/replies",
        "/api/sessions/{session}/hint",
        "/api/sessions/{session}/retry",
        "/api/sessions/{session}/finish",
        "/api/sessions/{session}/report",
        "/api/sessions/{session}/confidence",
        "/api/sessions/{session}/download",
        "/api/practice",
        "/api/practice/download",
        "/health",
    } <= set(document["paths"])
    for path, methods in document["paths"].items():
        for operation in methods.values():
            for status, answer in operation["responses"].items():
                if status >= "400" and (path, status) not in {("/health", "503"), ("/health/ready", "503")}:
                    assert answer["content"]["application/json"]["schema"]["$ref"].endswith("/FaultBody")
            assert operation["summary"]
            assert operation["description"]
    for path in document["paths"]:
        if "{session}" in path:
            assert all(operation["security"] for operation in document["paths"][path].values())
    assert {"code": []} in document["paths"]["/api/practice"]["get"]["security"]
    assert {"code": []} in document["paths"]["/api/sessions/{session}"]["get"]["security"]


def test_the_document_sends_nobody_elsewhere(client: Client) -> None:
    assert "http://" not in client.get("/schema/openapi.json").text
    assert "https://" not in client.get("/schema/openapi.json").text
