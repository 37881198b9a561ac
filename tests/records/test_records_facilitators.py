"""Facilitators: who may sign in, for how long, by which invitation, and how often somebody may try in vain."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.records import Facilitator, InvitationOver, LastAdministrator, NameTaken, Records
from bot.records import facilitators as facilitators_module
from bot.records import sign_ins as sign_ins_module
from bot.records.passwords import hash_of_password, password_fits
from bot.records.sign_ins import IDLE, LONGEST, OVERLAP

Later = Callable[[timedelta], None]


@pytest.fixture
def records(everywhere: Records) -> Records:
    """Both kinds of database keep the same promises."""
    return everywhere


@pytest.fixture
def later(time_in: Callable[..., Later]) -> Later:
    """Lets time pass for the records."""
    return time_in(facilitators_module, sign_ins_module)


@pytest.fixture
def ama(records: Records) -> Facilitator:
    return records.add_facilitator("Ama Boateng", "hash of Ama's", "administrator")


def test_a_password_fits_itself_alone_and_is_kept_as_argon2id() -> None:
    kept = hash_of_password("correct horse battery")
    assert kept.startswith("$argon2id$")
    assert "horse" not in kept
    assert password_fits("correct horse battery", kept)
    assert not password_fits("correct horse battery ", kept)
    assert kept != hash_of_password("correct horse battery"), "two who chose the same cannot be told"


@pytest.mark.parametrize("kept", [None, "", "not a hash"])
def test_no_password_fits_where_none_was_kept(kept: str | None) -> None:
    assert not password_fits("anything", kept)


@pytest.mark.parametrize("name", ["ama boateng", "AMA  BOATENG", " Ama Boateng ", "Ａma Boateng"])
def test_a_facilitator_is_found_however_the_name_is_written_and_is_there_once(
    records: Records, ama: Facilitator, name: str
) -> None:
    assert records.facilitator_named(name) == (ama, "hash of Ama's")
    with pytest.raises(NameTaken):
        records.add_facilitator(name, "x", "facilitator")
    assert records.facilitators() == [ama]


def test_who_is_closed_cannot_sign_in_and_is_signed_out(records: Records, ama: Facilitator) -> None:
    ben = records.add_facilitator("Ben", "x", "facilitator")
    records.sign_in("t" * 64, ben.id)
    assert records.signed_in("t" * 64) == ben
    assert records.close_facilitator(ben.id)
    assert records.signed_in("t" * 64) is None
    assert records.facilitator_named("Ben") is None
    assert [one.closed_at is None for one in records.facilitators()] == [True, False]
    assert not records.close_facilitator(ben.id), "a second time there is nobody to close"


def test_the_last_administrator_cannot_be_closed(records: Records, ama: Facilitator) -> None:
    records.add_facilitator("Ben", "x", "facilitator")
    with pytest.raises(LastAdministrator):
        records.close_facilitator(ama.id)
    cleo = records.add_facilitator("Cleo", "x", "administrator")
    assert records.close_facilitator(ama.id)
    with pytest.raises(LastAdministrator):
        records.close_facilitator(cleo.id)


def test_one_stays_signed_in_while_one_works_but_not_for_ever(records: Records, ama: Facilitator, later: Later) -> None:
    records.sign_in("t" * 64, ama.id)
    later(IDLE - timedelta(minutes=1))
    assert records.signed_in("t" * 64) == ama
    for _ in range(int(LONGEST / IDLE)):
        later(IDLE - timedelta(hours=1))
        assert records.signed_in("t" * 64) == ama
    later(IDLE + timedelta(hours=4))
    assert records.signed_in("t" * 64) is None


def test_who_comes_every_few_hours_signs_in_again_after_a_week(
    records: Records, ama: Facilitator, later: Later
) -> None:
    records.sign_in("t" * 64, ama.id)
    seen = 0
    while records.signed_in("t" * 64) is not None:
        later(timedelta(hours=6))
        seen += 1
    assert seen == LONGEST / timedelta(hours=6)


def test_a_token_that_was_renewed_is_soon_of_no_use(records: Records, ama: Facilitator, later: Later) -> None:
    records.sign_in("old" * 20, ama.id)
    later(timedelta(hours=2))
    assert records.renew("old" * 20, "new" * 20)
    assert records.signed_in("old" * 20) == ama, "what was asked at the same moment still has the old one"
    later(OVERLAP + timedelta(seconds=1))
    assert records.signed_in("old" * 20) is None
    assert records.signed_in("new" * 20) == ama
    assert not records.renew("old" * 20, "another" * 8), "nor does it lead to a new one"


def test_renewing_a_token_keeps_nobody_signed_in_for_ever(records: Records, ama: Facilitator, later: Later) -> None:
    records.sign_in("0", ama.id)
    renewed = 0
    while records.renew(str(renewed), str(renewed + 1)):
        renewed += 1
        later(timedelta(hours=6))
    assert renewed == LONGEST / timedelta(hours=6)


def test_who_does_nothing_is_signed_out(records: Records, ama: Facilitator, later: Later) -> None:
    records.sign_in("t" * 64, ama.id)
    later(IDLE + timedelta(seconds=1))
    assert records.signed_in("t" * 64) is None


def test_signing_out_ends_one_device_and_a_new_password_all_others(records: Records, ama: Facilitator) -> None:
    for token in "abc":
        records.sign_in(token * 64, ama.id)
    records.sign_out("a" * 64)
    assert [records.signed_in(token * 64) is None for token in "abc"] == [True, False, False]
    records.set_password(ama.id, "new")
    assert [records.signed_in(token * 64) is None for token in "abc"] == [True, True, True]
    found = records.facilitator_named("Ama Boateng")
    assert found is not None
    assert found[1] == "new"


def test_five_tries_are_free_then_the_wait_grows_to_a_quarter_of_an_hour(records: Records, later: Later) -> None:
    free = {"k" * 64: 5}
    assert [records.try_once(free) for _ in range(5)] == [None] * 5
    waits = []
    for _ in range(8):
        wait = records.try_once(free)
        assert wait is not None
        assert records.try_once(free) is not None, "asking again does not make it shorter"
        waits.append(round(wait.total_seconds()))
        later(wait)
        assert records.try_once(free) is None
    assert waits == [30, 60, 120, 240, 480, 900, 900, 900]
    assert records.try_once({"another" * 9: 5}) is None
    later(timedelta(hours=2))
    assert [records.try_once(free) for _ in range(5)] == [None] * 5


def test_a_right_try_takes_back_what_was_counted(records: Records) -> None:
    name, address = "n" * 64, "a" * 64
    for _ in range(4):
        records.try_once({name: 5, address: 5})
    records.take_back_try(name, all_of_them=True)
    records.take_back_try(address, all_of_them=False)
    assert records.try_once({address: 5, name: 5}) is None
    assert records.try_once({address: 5}) is None
    assert records.try_once({address: 5}) is not None
    assert records.try_once({name: 5}) is None


def test_many_tries_at_once_are_no_way_around_the_limit(records: Records) -> None:
    allowed: list[object] = []
    threads = [threading.Thread(target=lambda: allowed.append(records.try_once({"k" * 64: 5}))) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert allowed.count(None) == 5


def test_an_invitation_makes_one_facilitator(records: Records, ama: Facilitator) -> None:
    records.invite("i" * 64, "facilitator", ama.id)
    assert [one.role for one in records.invitations()] == ["facilitator"]
    with pytest.raises(NameTaken):
        records.accept("i" * 64, "ama boateng", "x")
    ben = records.accept("i" * 64, "Ben", "x")
    assert (ben.name, ben.role) == ("Ben", "facilitator")
    with pytest.raises(InvitationOver):
        records.accept("i" * 64, "Cleo", "x")
    with pytest.raises(InvitationOver):
        records.accept("j" * 64, "Cleo", "x")
    assert records.invitations() == []


def test_an_invitation_ends_after_a_week_and_with_who_made_it(records: Records, ama: Facilitator, later: Later) -> None:
    cleo = records.add_facilitator("Cleo", "x", "administrator")
    records.invite("c" * 64, "facilitator", cleo.id)
    records.invite("i" * 64, "facilitator", ama.id)
    records.close_facilitator(cleo.id)
    with pytest.raises(InvitationOver):
        records.accept("c" * 64, "Ben", "x")
    later(timedelta(days=7, seconds=1))
    with pytest.raises(InvitationOver):
        records.accept("i" * 64, "Ben", "x")


def test_the_first_link_makes_an_administrator_and_only_the_first(records: Records) -> None:
    assert records.invite_first("old" * 20) is not None
    assert records.invite_first("new" * 20) is not None
    with pytest.raises(InvitationOver):
        records.accept("old" * 20, "Ama", "x")
    assert records.accept("new" * 20, "Ama", "x").is_administrator
    assert records.invite_first("one more") is None


def test_the_first_link_is_void_once_a_facilitator_was_added_otherwise(records: Records) -> None:
    records.invite_first("new" * 20)
    records.add_facilitator("Ama", "x", "administrator")
    with pytest.raises(InvitationOver):
        records.accept("new" * 20, "Mallory", "x")
