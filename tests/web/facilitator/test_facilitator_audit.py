"""Administrators see who saw and took what, also of workshops that are no more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.records import Records, WorkshopSettings


@pytest.fixture
def administrator(ama: int, signed_in: Callable[[str], Any]) -> Any:
    return signed_in("Ama Boateng")


def test_who_took_what_is_told_also_after_the_workshop_is_gone(
    administrator: Any, records: Records, add_facilitator: Callable[..., Any], signed_in: Callable[[str], Any]
) -> None:
    ben = add_facilitator("Ben")
    workshop = records.open_workshop(ben.id, "Monday", WorkshopSettings(["poverty"])).id
    browser = signed_in("Ben")
    browser.get(f"/api/workshops/{workshop}/exports/zip", params={"names": "names"})
    assert browser.delete(f"/api/workshops/{workshop}").status_code == 204
    told = administrator.get("/api/facilitator/audit").json()
    assert [(one["facilitator"], one["action"], one["workshop"], one["detail"]) for one in told] == [
        ("Ben", "delete_workshop", workshop, None),
        ("Ben", "export", workshop, "zip, with names"),
    ]
    assert browser.get("/api/facilitator/audit").json()["error"]["code"] == "administrators_only"


def test_a_long_list_is_read_piece_by_piece(administrator: Any, records: Records) -> None:
    for n in range(230):
        records.note_taken(1, "export", n)
    first = administrator.get("/api/facilitator/audit").json()
    rest = administrator.get("/api/facilitator/audit", params={"before": first[-1]["number"]}).json()
    assert [one["workshop"] for one in [*first, *rest]] == list(range(229, -1, -1))
