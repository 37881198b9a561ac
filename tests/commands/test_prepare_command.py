"""What a start needs can be done ahead of it: for images, and for updates of several machines."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli import main
from bot.records import Records

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Runs `alongside prepare` in a data folder of its own: exit status, output, complaint."""
    monkeypatch.setenv("ALONGSIDE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("ALONGSIDE_DATABASE_URL", "")

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["alongside", "prepare", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return run


def test_the_database_is_brought_up_to_date_and_can_be_so_again(run: Run, tmp_path: Path) -> None:
    for _ in range(2):
        assert run("database") == (0, "The database has the tables of this version.\n", "")
    assert Records(f"sqlite:///{tmp_path}/data/alongside.db").facilitators() == []


def test_a_database_that_cannot_be_reached_is_told_in_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALONGSIDE_DATABASE_URL", "postgresql://someone@127.0.0.1:1/nothing")
    status, said, told = run("database")
    assert (status, said) == (1, "")
    assert told.startswith("alongside: ")
    assert told.count("\n") == 1


def test_a_model_that_fits_the_training_data_is_left_as_it_is(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = tmp_path / "alongside-abc.tar.gz"
    model.write_bytes(b"trained")
    monkeypatch.setattr("bot.commands.prepare.model_file", lambda: model)
    assert run("model") == (0, "The model is up to date.\n", "")
    assert model.read_bytes() == b"trained"


@pytest.mark.parametrize("words", [("everything",), ("model", "database")])
def test_what_cannot_be_prepared_is_bad_input(run: Run, words: tuple[str, ...]) -> None:
    assert run(*words)[0] == 2
