"""systemd itself reads the units, and finds little that they could do to the machine."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.settings import read_settings

Run = Callable[..., "subprocess.CompletedProcess[str]"]

UNITS = ("alongside.service", "alongside@.service", "alongside-backup.service")


@pytest.fixture
def machine(tmp_path: Path, deploy: Path) -> Path:
    """The root of a machine on which Alongside is installed as docs/deploying.md has it."""
    units = tmp_path / "etc" / "systemd" / "system"
    units.mkdir(parents=True)
    for file in (deploy / "systemd").glob("alongside*.[st]*"):
        (units / file.name).write_bytes(file.read_bytes())
    # Units of systemd's own that are named; and what is run.
    for name in ("sysinit", "basic", "shutdown", "network-online", "timers", "multi-user", "time-set", "time-sync"):
        (units / f"{name}.target").write_text(f"[Unit]\nDescription={name}\n", encoding="utf-8")
    for command in ("opt/alongside/.venv/bin/alongside", "bin/sh", "usr/bin/find"):
        (tmp_path / command).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / command).write_text("#!/bin/sh\n", encoding="utf-8")
        (tmp_path / command).chmod(0o755)
    return tmp_path


@pytest.mark.parametrize("unit", [*UNITS, "alongside-backup.timer", "alongside@rasa.service"])
def test_systemd_finds_nothing_amiss_in_the_units(machine: Path, run: Run, unit: str) -> None:
    done = run("systemd-analyze", "verify", f"--root={machine}", "--man=no", "--recursive-errors=one", unit)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_unit_with_a_fault_is_found_out(machine: Path, run: Run) -> None:
    unit = machine / "etc/systemd/system/alongside.service"
    unit.write_text(unit.read_text(encoding="utf-8").replace("/bin/alongside", "/bin/beside"), encoding="utf-8")
    done = run("systemd-analyze", "verify", f"--root={machine}", "--man=no", "--recursive-errors=one", unit.name)
    assert "beside" in done.stderr


@pytest.mark.parametrize("unit", UNITS)
def test_a_unit_can_do_little_to_its_machine(machine: Path, run: Run, unit: str) -> None:
    """By systemd's own measure, from 0 (safe) to 10: below 2 counts as ok."""
    file = machine / "etc/systemd/system" / unit
    done = run(
        "systemd-analyze", "security", "--offline=yes", f"--root={machine}", "--threshold=20", "--no-pager", file
    )
    assert done.returncode == 0, done.stdout[-400:]


def test_the_parts_differ_from_the_whole_only_in_what_they_must(deploy: Path) -> None:
    whole = (deploy / "systemd" / "alongside.service").read_text(encoding="utf-8")
    part = (deploy / "systemd" / "alongside@.service").read_text(encoding="utf-8")
    confined = whole[whole.index("NoNewPrivileges") :]
    assert confined == part[part.index("NoNewPrivileges") :]
    backup = (deploy / "systemd" / "alongside-backup.service").read_text(encoding="utf-8")
    assert confined.startswith(backup[backup.index("NoNewPrivileges") :].rstrip())


def test_the_settings_can_be_used_and_name_the_one_folder_that_may_be_written(deploy: Path) -> None:
    settings = read_settings({}, deploy / "systemd" / "alongside.env.example")
    assert settings.public_url.startswith("https://")
    for unit in UNITS:
        told = (deploy / "systemd" / unit).read_text(encoding="utf-8")
        state = Path("/var/lib") / re.findall(r"^StateDirectory=(\S+)", told, re.MULTILINE)[0]
        assert settings.data == state
        # What a unit sets itself goes before the file; a file that systemd reads would go before both.
        assert "EnvironmentFile" not in told


def test_the_user_is_one_that_systemd_can_make(deploy: Path, tmp_path: Path, run: Run) -> None:
    done = run("systemd-sysusers", f"--root={tmp_path}", "--dry-run", deploy / "systemd" / "alongside.sysusers.conf")
    assert done.returncode == 0, done.stderr
    assert "alongside" in done.stderr + done.stdout
