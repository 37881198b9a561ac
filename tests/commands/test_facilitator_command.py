"""Whoever runs the machine says who may run workshops, also when nobody can sign in any more."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli import main
from bot.records import Records
from bot.records.passwords import password_fits

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"sqlite:///{tmp_path}/alongside.db"
    monkeypatch.setenv("ALONGSIDE_DATABASE_URL", url)
    return url


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], database: str) -> Run:
    """Runs `alongside facilitator` with those words, and that typed: exit status, output, complaint."""

    def run(*words: str, typed: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["alongside", "facilitator", *words])
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return run


def test_a_facilitator_is_added_and_can_sign_in(run: Run, database: str) -> None:
    status, said, _ = run("add", "Ama  Boateng", "--administrator", typed="harbour violet ladder\n")
    assert (status, said) == (0, "Ama Boateng can sign in now, as an administrator.\n")
    found = Records(database).facilitator_named("ama boateng")
    assert found is not None
    assert (found[0].role, password_fits("harbour violet ladder", found[1])) == ("administrator", True)
    assert run("add", "Ben", typed="four odd words here")[1] == "Ben can sign in now, as a facilitator.\n"
    assert run("list")[1] == "Ama Boateng (administrator)\nBen (facilitator)\n"


def test_before_the_first_the_list_says_how_to_add_one(run: Run) -> None:
    assert "facilitator add NAME --administrator" in run("list")[1]


@pytest.mark.parametrize(
    ("name", "typed", "told"),
    [
        ("Ama", "short\n", "10 to 200 characters"),
        ("Ama", "", "10 to 200 characters"),
        ("Ama", "aaaaaaaaaaaaaa\n", "not all of them the same"),
        ("...", "four odd words here\n", "a letter in it"),
        ("x" * 81, "four odd words here\n", "80 characters at most"),
    ],
)
def test_what_will_not_do_is_told_in_one_line(run: Run, name: str, typed: str, told: str) -> None:
    status, said, complaint = run("add", name, typed=typed)
    assert (status, said) == (2, "")
    assert told in complaint
    assert complaint.count("\n") == 1
    assert "no facilitator yet" in run("list")[1]


def test_a_name_is_given_once(run: Run) -> None:
    run("add", "Ama", typed="four odd words here")
    assert run("add", "AMA", typed="four odd words here")[0] == 2


def test_who_forgot_the_password_gets_a_new_one_and_other_devices_are_signed_out(run: Run, database: str) -> None:
    run("add", "Ama", typed="four odd words here")
    records = Records(database)
    found = records.facilitator_named("Ama")
    assert found is not None
    records.sign_in("t" * 64, found[0].id)
    assert run("password", "ama", typed="harbour violet ladder")[0] == 0
    now = records.facilitator_named("Ama")
    assert now is not None
    assert password_fits("harbour violet ladder", now[1])
    assert records.signed_in("t" * 64) is None
    assert run("password", "Nobody", typed="harbour violet ladder")[0] == 2


def test_a_database_that_cannot_be_reached_is_told_in_one_line(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged = tmp_path / "damaged.db"
    damaged.write_bytes(b"this is not a database, whatever its name" * 100)
    monkeypatch.setenv("ALONGSIDE_DATABASE_URL", f"sqlite:///{damaged}")
    status, _, complaint = run("list")
    assert (status, complaint.count("\n")) == (1, 1)
