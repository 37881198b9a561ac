"""A newcomer finds a workshop full of people within a minute, and is rid of it as quickly."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.cli import main
from bot.commands.demo_group import Rehearsed, rehearse
from bot.commands.demo_live import go_on
from bot.records import Consent, Records, migrate
from bot.records.demos import Demos
from bot.records.engine import engine_for
from bot.records.passwords import hash_of_password, password_fits
from bot.records.tables import metadata
from bot.records.workshop_values import WorkshopSettings

Run = Callable[..., tuple[int, str, str]]
HASHED = hash_of_password("harbour violet ladder")


@pytest.fixture(scope="module")
def rehearsed() -> Rehearsed:
    return rehearse(1)


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"sqlite:///{tmp_path}/alongside.db"
    monkeypatch.setenv("ALONGSIDE_DATABASE_URL", url)
    migrate(url)
    return url


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], database: str) -> Run:
    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["alongside", "demo", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return run


@pytest.fixture
def demos(database: str) -> Demos:
    return Demos(database)


@pytest.fixture
def own_things(database: str) -> Records:
    """Records in which somebody has been at work already."""
    records = Records(database)
    ama = records.add_facilitator("Ama", HASHED, "administrator")
    workshop = records.open_workshop(ama.id, "Thursday", WorkshopSettings(scenarios=["angry_parent"]))
    trainee = records.open_trainee("a" * 64)
    joined = records.join(workshop.id, trainee.id, ["Plum Heron"], Consent(read=True))
    records.open_session("angry_parent", "live", 1, "b" * 64, trainee.id, joined.id)
    records.note_look(ama.id, "participant", workshop.id, joined.id)
    return records


def rows_in(database: str) -> dict[str, list[tuple[object, ...]]]:
    with engine_for(database).connect() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table))] for table in metadata.sorted_tables
        }


def counts_in(database: str) -> dict[str, int]:
    with engine_for(database).connect() as connection:
        counts = {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar()
            for table in metadata.sorted_tables
        }
    return counts


def test_the_command_says_how_to_sign_in_and_the_words_it_prints_work(run: Run, database: str) -> None:
    status, said, _ = run()
    assert status == 0
    password = re.search(r"Password:\s+(\S+)", said)
    code = re.search(r"/join/([A-Z0-9]{6})\b", said)
    found = Records(database).facilitator_named("demo")
    assert password is not None
    assert code is not None
    assert found is not None
    assert password_fits(password[1], found[1])
    assert found[0].role == "facilitator"
    workshop = Records(database).workshop_by_code(code[1])
    assert workshop is not None
    assert f"{workshop.participants} made-up participants" in said


def test_the_board_shows_people_at_every_stage_and_one_who_is_stuck(demos: Demos, rehearsed: Rehearsed) -> None:
    demo = demos.write_demo(rehearsed.staged, HASHED)
    records = Records(str(demos._engine.url))
    workshop = records.workshop(demo.id)
    assert workshop is not None
    board = records.board(workshop)
    at = datetime.now(timezone.utc)
    stages = Counter(one.condition for one in board)
    assert len(board) >= 20
    assert set(stages) == {"joined", "briefing", "talking", "finished"}
    assert sum(one.is_stuck(at) for one in board) == 1
    assert sum(one.paused for one in board) == 1
    assert all(workshop.opens_at < one.participant.joined_at <= one.since <= at for one in board)
    assert all(one.until is None or one.until > at for one in board)


def test_the_debrief_has_all_that_it_can_show(demos: Demos, rehearsed: Rehearsed) -> None:
    demo = demos.write_demo(rehearsed.staged, HASHED)
    records = Records(str(demos._engine.url))
    talks = records.group_talks(demo.id)
    assert {talk.scenario for talk in talks} == set(rehearsed.cast.scenarios)
    assert {"agreement", "appointment", "walkout", "stalled"} <= {talk.ended for talk in talks}
    assert sum(bool(talk.taken_back) for talk in talks) >= 5
    over = [talk for talk in talks if talk.over]
    assert all(talk.confidence and talk.confidence.before and talk.confidence.after for talk in over)
    consents = Counter((talk.consent.read, talk.consent.show, talk.consent.improve) for talk in talks)
    assert len(consents) >= 4
    marks = records.wall_marks(demo.id)
    assert len(marks.marks.picked) == 2
    assert len(marks.revealed) == 1
    assert len({vote.participant for vote in records.votes_in(demo.id)}) >= 8
    shown = {turn.id for talk in talks if talk.consent.show for turn in talk.turns}
    assert marks.marks.picked <= shown
    read = {turn.id for talk in talks if talk.consent.read for turn in talk.turns}
    rated = records.ratings(demo.id)
    assert {one.rating.turn for one in rated} | {one.comment.turn for one in records.comments(demo.id)} <= read
    assert len({one.facilitator for one in rated}) == 2
    assert len(records.comments(demo.id)) >= 3


def test_nobody_says_the_same_as_another_at_a_probe(rehearsed: Rehearsed) -> None:
    said = Counter(
        (run.scenario, reply.turn.reply)
        for one in rehearsed.group
        for run in one.talks
        for reply in run.replies
        if reply.turn.probe is not None and run.scenario in rehearsed.cast.replies
    )
    assert len(said) >= 60
    assert max(said.values()) == 1


def test_the_same_seed_makes_the_same_group(rehearsed: Rehearsed) -> None:
    again, other = rehearse(1), rehearse(2)
    assert again.group == rehearsed.group
    assert again.staged.opinions == rehearsed.staged.opinions
    assert other.group != rehearsed.group


def test_writing_it_twice_leaves_one_that_is_joined_as_before(
    demos: Demos, rehearsed: Rehearsed, database: str
) -> None:
    first = demos.write_demo(rehearsed.staged, HASHED)
    once = counts_in(database)
    second = demos.write_demo(rehearsed.staged, HASHED)
    assert counts_in(database) == once
    assert second.join_code == first.join_code


def test_taking_it_away_leaves_everything_else_to_the_letter(
    demos: Demos, rehearsed: Rehearsed, own_things: Records, database: str
) -> None:
    before = rows_in(database)
    demos.write_demo(rehearsed.staged, HASHED)
    assert counts_in(database)["turns"] > 300
    assert demos.remove_demo().found
    assert rows_in(database) == before
    assert not demos.remove_demo().found
    assert rows_in(database) == before


def test_who_tried_the_demo_keeps_what_they_said(demos: Demos, rehearsed: Rehearsed, database: str) -> None:
    demo = demos.write_demo(rehearsed.staged, HASHED)
    records = Records(database)
    me = records.open_trainee("c" * 64)
    joined = records.join(demo.id, me.id, ["Me"], Consent())
    mine = records.open_session("angry_parent", "live", 1, "d" * 64, me.id, joined.id)
    demos.remove_demo()
    kept = records.session(mine.id)
    assert kept is not None
    assert (kept.trainee, kept.participant) == (me.id, None)


def test_a_workshop_made_under_its_name_stays_until_it_is_deleted(
    demos: Demos, rehearsed: Rehearsed, database: str
) -> None:
    demos.write_demo(rehearsed.staged, HASHED)
    records = Records(database)
    found = records.facilitator_named("demo")
    assert found is not None
    own = records.open_workshop(found[0].id, "Tried out", WorkshopSettings(scenarios=["poverty"]))
    assert demos.remove_demo().own_workshops == 1
    assert [one.id for one in records.workshops()] == [own.id]
    assert demos.write_demo(rehearsed.staged, HASHED).participants
    records.delete_workshop(own.id, [])
    assert demos.remove_demo().own_workshops == 0
    assert records.facilitators() == []


def test_a_real_person_called_demo_is_left_alone(run: Run, database: str) -> None:
    Records(database).add_facilitator("Demo", HASHED, "facilitator")
    before = rows_in(database)
    status, _, complaint = run()
    assert status == 2
    assert 'a facilitator called "demo" already' in complaint
    assert rows_in(database) == before
    assert run("--remove")[1].startswith("There is no demo")
    assert rows_in(database) == before


def test_the_talks_go_on_until_the_workshop_is_ended(demos: Demos, rehearsed: Rehearsed, database: str) -> None:
    demo = demos.write_demo(rehearsed.staged, HASHED)
    records = Records(database)
    before = counts_in(database)["turns"]
    passed: list[float] = []
    said = go_on(demos, demo, rehearsed, 1, seconds=240, pause=passed.append)
    assert said > 30
    assert counts_in(database)["turns"] == before + said
    workshop = records.workshop(demo.id)
    assert workshop is not None
    going = [one for one in records.board(workshop) if one.condition == "talking" and not one.paused]
    assert len(going) >= 5
    records.end_workshop(demo.id)
    assert go_on(demos, demo, rehearsed, 1, seconds=240, pause=passed.append) < 30


def test_its_talks_stop_quietly_when_it_is_taken_away(demos: Demos, rehearsed: Rehearsed) -> None:
    demo = demos.write_demo(rehearsed.staged, HASHED)
    demos.remove_demo()
    assert go_on(demos, demo, rehearsed, 1, seconds=240, pause=lambda _: None) == 0
