"""The OpenAPI document tells the truth about the facilitator's side as well, to whoever is signed in."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.specs.openapi.checks import (
    allow_header_conformance,
    negative_data_rejection,
    positive_data_acceptance,
)

from bot.records import Records, migrate
from bot.settings import Settings
from bot.web.app import create_app
from bot.web.facilitator.access import COOKIE, HEADER, OURS
from bot.web.tokens import hash_of

EXAMPLES = int(os.environ.get("EXAMPLES", "2"))
"""Requests to each address. `make fuzz-api` makes many more."""

TOKEN = "a-token-of-ama-boateng"
STAYS = ("/api/facilitator/sign-out", "/api/facilitator/me", "/api/facilitator/password")
"""Asked with the cookie they would change it, and nobody would be signed in for the rest."""


class Known(NamedTuple):
    """What there is, to be put into addresses."""

    settings: Settings
    ids: dict[str, Any]


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory, closed_port: int, fill_workshop: Callable[..., Any]) -> Known:
    """A workshop of an administrator who is signed in, with a participant and what they said."""
    folder = tmp_path_factory.mktemp("documented")
    url = f"sqlite:///{folder}/alongside.db"
    limits: dict[str, Any] = {"requests_per_minute": 0, "begun_per_minute": 0, "replies_per_minute": 0}
    migrate(url)
    records = Records(url)
    ama = records.add_facilitator("Ama Boateng", "no password", "administrator")
    records.sign_in(hash_of(TOKEN), ama.id)
    records.close()
    group = fill_workshop(url, ama.id)
    ids = {
        "workshop": group.workshop.id,
        "participant": group.participants[0].id,
        "session": group.sessions[0],
        "facilitator": ama.id,
        "turn": 1,
    }
    ports: dict[str, Any] = {"rasa_port": closed_port, "actions_port": closed_port}
    return Known(Settings(data_dir=str(folder), database_url=url, **ports, **limits), ids)


@pytest.fixture(scope="module")
def facilitators_side(known: Known) -> Any:
    loaded = schemathesis.openapi.from_asgi("/schema/openapi.json", create_app(known.settings))
    # Every request brings the cookie; other tests see to requests without.
    loaded.config.generation.update(with_security_parameters=False)
    return loaded


schema = schemathesis.pytest.from_fixture("facilitators_side").include(
    path_regex=r"^/api/(facilitator/(?!accept|sign-in)|workshops)"
)


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_whatever_a_facilitator_sends_the_answer_is_one_that_the_document_names(case: Any, known: Known) -> None:
    case.path_parameters.update({name: known.ids[name] for name in case.path_parameters if name in known.ids})
    if case.path_parameters and (case.method == "DELETE" or case.path.endswith("/end")):
        # What there is stays there for the rest.
        case.path_parameters[list(case.path_parameters)[-1]] = 999
    headers = {HEADER: OURS}
    if case.path not in STAYS:
        headers["Cookie"] = f"{COOKIE}={TOKEN}"
    # What the document cannot say is refused in words, so 422 is an answer to what fits it. What does not fit need not
    # be refused: above it may have been made to fit, and 0 is taken for no. And Litestar itself answers OPTIONS.
    excluded = [positive_data_acceptance, negative_data_rejection, allow_header_conformance]
    response = case.call_and_validate(headers=headers, excluded_checks=excluded)
    assert response.status_code < 500, response.text
    if case.path not in STAYS:
        assert response.status_code != 401, "the cookie is taken"
