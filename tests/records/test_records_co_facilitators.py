"""A workshop is run by one facilitator, or by several together."""

from __future__ import annotations

import pytest

from bot.records import Records, UnknownFacilitator, UnknownWorkshop, WorkshopSettings

SETTINGS = WorkshopSettings(scenarios=["poverty"])


@pytest.fixture
def ama(records: Records) -> int:
    return records.add_facilitator("Ama Boateng", "no hash", "administrator").id


@pytest.fixture
def bea(records: Records) -> int:
    return records.add_facilitator("Bea Okafor", "no hash", "facilitator").id


def test_who_is_let_in_finds_the_workshop_among_their_own(records: Records, ama: int, bea: int) -> None:
    shared = records.open_workshop(ama, "Shared", SETTINGS)
    records.open_workshop(ama, "Alone", SETTINGS)
    assert records.workshops(bea) == []
    assert records.let_run(shared.id, "  bea   OKAFOR ").id == bea
    assert [(one.title, one.facilitator, one.run_by) for one in records.workshops(bea)] == [
        ("Shared", ama, "Ama Boateng")
    ]
    assert records.runs(shared.id, bea)
    assert [(one.facilitator.name, one.owns) for one in records.run_by(shared.id)] == [
        ("Ama Boateng", True),
        ("Bea Okafor", False),
    ]
    assert records.let_run_no_longer(shared.id, bea)
    assert not records.let_run_no_longer(shared.id, bea)
    assert records.workshops(bea) == []


def test_letting_somebody_in_twice_or_oneself_changes_nothing(records: Records, ama: int, bea: int) -> None:
    shared = records.open_workshop(ama, "Shared", SETTINGS)
    for name in ("Bea Okafor", "Bea Okafor", "Ama Boateng"):
        records.let_run(shared.id, name)
    assert [one.facilitator.id for one in records.run_by(shared.id)] == [ama, bea]
    assert len(records.workshops(ama)) == len(records.workshops(bea)) == 1


def test_nobody_is_let_in_who_cannot_sign_in_or_into_what_is_no_more(records: Records, ama: int, bea: int) -> None:
    shared = records.open_workshop(ama, "Shared", SETTINGS)
    with pytest.raises(UnknownFacilitator):
        records.let_run(shared.id, "Cy")
    with pytest.raises(UnknownWorkshop):
        records.let_run(shared.id + 1, "Bea Okafor")
    records.let_run(shared.id, "Bea Okafor")
    records.close_facilitator(bea)
    assert [one.facilitator.id for one in records.run_by(shared.id)] == [ama]
    with pytest.raises(UnknownFacilitator):
        records.let_run(shared.id, "Bea Okafor")


def test_with_a_workshop_goes_who_ran_it(records: Records, ama: int, bea: int) -> None:
    shared = records.open_workshop(ama, "Shared", SETTINGS)
    records.let_run(shared.id, "Bea Okafor")
    assert records.delete_workshop(shared.id, [])
    assert not records.runs(shared.id, bea)
    assert records.run_by(shared.id) == []
