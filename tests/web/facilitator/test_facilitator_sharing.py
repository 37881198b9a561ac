"""Several facilitators run a workshop together; one of them decides who they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

WISH = {"title": "Monday group", "settings": {"scenarios": ["poverty"]}}


@pytest.fixture
def ama(add_facilitator: Callable[..., Any], signed_in: Callable[[str], Any]) -> Any:
    add_facilitator("Ama Boateng")
    return signed_in("Ama Boateng")


@pytest.fixture
def bea(add_facilitator: Callable[..., Any], signed_in: Callable[[str], Any]) -> Any:
    add_facilitator("Bea Okafor")
    return signed_in("Bea Okafor")


@pytest.fixture
def path(ama: Any) -> str:
    return f"/api/workshops/{ama.post('/api/workshops', json=WISH).json()['id']}"


def names(answer: Any) -> list[tuple[str, bool]]:
    assert answer.status_code == 200, answer.text
    return [(one["name"], one["owns"]) for one in answer.json()]


def test_a_colleague_who_is_let_in_by_name_runs_the_workshop_too(ama: Any, bea: Any, path: str) -> None:
    assert bea.get(path).status_code == 404
    assert names(ama.get(f"{path}/facilitators")) == [("Ama Boateng", True)]
    both = [("Ama Boateng", True), ("Bea Okafor", False)]
    assert names(ama.post(f"{path}/facilitators", json={"name": "bea okafor"})) == both
    assert names(bea.get(f"{path}/facilitators")) == both
    (card,) = bea.get("/api/workshops").json()
    assert (card["title"], card["run_by"]) == ("Monday group", "Ama Boateng")
    assert bea.post(f"{path}/notes", json={"text": "Hello all"}).status_code == 201


def test_what_a_colleague_is_let_into_stays_its_owners(ama: Any, bea: Any, path: str) -> None:
    ama.post(f"{path}/facilitators", json={"name": "Bea Okafor"})
    refused = bea.delete(path)
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "only_its_owner")
    assert "Ama Boateng" in refused.json()["error"]["message"]
    assert bea.post(f"{path}/facilitators", json={"name": "Bea Okafor"}).status_code == 403
    assert ama.get(path).status_code == 200


def test_a_colleague_is_taken_out_or_goes_by_themselves_and_both_is_noted(ama: Any, bea: Any, path: str) -> None:
    for who in (ama, bea):
        shown = ama.post(f"{path}/facilitators", json={"name": "Bea Okafor"}).json()
        id = next(one["id"] for one in shown if not one["owns"])
        assert who.delete(f"{path}/facilitators/{id}").status_code == 204
        assert bea.get(path).status_code == 404
        assert bea.get("/api/workshops").json() == []
        assert ama.delete(f"{path}/facilitators/{id}").status_code == 404
    looks = [(one["facilitator"], one["action"], one["detail"]) for one in ama.get(f"{path}/looks").json()]
    let_in, out = ("Ama Boateng", "let_run", "Bea Okafor"), "let_run_no_longer"
    assert looks == [("Bea Okafor", out, "Bea Okafor"), let_in, ("Ama Boateng", out, "Bea Okafor"), let_in]


def test_a_name_that_is_no_facilitators_is_told_in_words(ama: Any, path: str) -> None:
    answer = ama.post(f"{path}/facilitators", json={"name": "Cy"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "nobody_of_that_name")
    assert "“Cy”" in answer.json()["error"]["message"]
    assert names(ama.get(f"{path}/facilitators")) == [("Ama Boateng", True)]
