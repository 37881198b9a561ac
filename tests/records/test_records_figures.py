"""How busy everybody is, as the records know it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.coaching.roleplay.state import ParentState
from bot.records import Records, figures, migrate
from bot.web.figures import RecordsFigures

OPENING = ParentState(heat=9, trust=2, phase="opening", line="open_plait", seed=7, said=("open_plait",))


@pytest.fixture
def fresh(tmp_path: Path) -> Records:
    url = f"sqlite:///{tmp_path}/alongside.db"
    migrate(url)
    return Records(url)


def test_a_talk_goes_on_from_its_beginning_to_its_end(fresh: Records) -> None:
    assert fresh.talks_going_on() == 0
    sessions = [fresh.open_session("angry_parent", "live", 7, None).id for _ in range(3)]
    assert fresh.talks_going_on() == 0, "nobody has met a parent yet"
    for session in sessions:
        fresh.begin(session, "angry_parent", 7, "live", OPENING)
    assert fresh.talks_going_on() == 3
    fresh.end_session(sessions[0])
    assert fresh.talks_going_on() == 2


def test_a_talk_that_was_left_lying_does_not_go_on(fresh: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh.begin(fresh.open_session("angry_parent", "live", 7, None).id, "angry_parent", 7, "live", OPENING)
    monkeypatch.setattr(figures, "OF_LATE", timedelta(0))
    assert fresh.talks_going_on() == 0


def test_while_the_records_are_away_their_figures_are_too(tmp_path: Path) -> None:
    damaged = tmp_path / "alongside.db"
    damaged.write_bytes(b"this is not a database, whatever its name" * 100)
    assert list(RecordsFigures(Records(f"sqlite:///{damaged}")).collect()) == []


def test_nobody_counts_anew_each_time_that_somebody_looks(fresh: Records) -> None:
    counted = RecordsFigures(fresh)
    first = {family.name: family.samples[0].value for family in counted.collect()}
    assert first == {"alongside_talks_going_on": 0, "alongside_outbox_waiting": 0}
    fresh.begin(fresh.open_session("angry_parent", "live", 7, None).id, "angry_parent", 7, "live", OPENING)
    assert {family.name: family.samples[0].value for family in counted.collect()} == first
