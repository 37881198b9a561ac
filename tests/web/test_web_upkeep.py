"""Data whose time is over go by themselves, and what happens in workshops is told to the Learning Record Store."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient
from msgspec.structs import replace

from bot.coaching.group.statements import Site
from bot.library import KNOWLEDGE
from bot.library.scenarios import read_scenarios
from bot.records import Consent, Records, migrate
from bot.records.telling import telling
from bot.settings import Settings
from bot.web.app import create_app
from bot.web.conversations import Conversations
from bot.web.rasa import Rasa
from bot.web.rasa_memory import memory_of
from bot.web.turns_to_speak import turns_to_speak
from bot.web.upkeep import Retention

TODAY = date(2030, 5, 20)


@pytest.fixture
def settings(tmp_path: Path, closed_port: int) -> Settings:
    url = f"sqlite:///{tmp_path}/alongside.db"
    migrate(url)
    return Settings(data_dir=str(tmp_path), database_url=url, rasa_port=closed_port, actions_port=closed_port)


@pytest.fixture
def kept(settings: Settings) -> Iterator[Records]:
    records = Records(settings.database_url)
    yield records
    records.close()


@pytest.fixture
def filled(settings: Settings, kept: Records, fill_workshop: Callable[..., Any]) -> Callable[[datetime], Any]:
    """Fills a workshop that closes then and keeps its data for ninety days."""

    def fill(closes_at: datetime) -> Any:
        someone = kept.add_facilitator(f"Ama {closes_at}", "hash", "facilitator").id
        group = fill_workshop(settings.database_url, someone)
        workshop = group.workshop
        kept.change_workshop(workshop.id, workshop.title, workshop.settings, workshop.opens_at, closes_at)
        return group

    return fill


def remember(settings: Settings, group: Any, records: Records) -> None:
    """Let Rasa remember what was said, as it does."""
    with closing(sqlite3.connect(settings.data / "rasa.db")) as rasa, rasa:
        rasa.execute("pragma journal_mode = wal")
        rasa.execute("create table if not exists events (sender_id text, data text)")
        for session in group.sessions:
            said = [(session, turn.reply) for turn in records.turns(session)]
            rasa.executemany("insert into events values (?, ?)", said)


def retention(settings: Settings, records: Records) -> Retention:
    memory, turns = memory_of(settings, records), turns_to_speak(settings.redis_url)
    rasa = Rasa(settings.rasa_urls, settings.actions_urls)
    return Retention(records, Conversations(records, rasa, memory, turns, {}), memory, turns, settings)


def days_ago(days: int) -> datetime:
    return datetime(TODAY.year, TODAY.month, TODAY.day, 12, tzinfo=timezone.utc) - timedelta(days=days)


def words_in(folder: Path, words: set[str]) -> set[tuple[str, str]]:
    """Which of the words stand in which file."""
    files = {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {
        (name, word)
        for word in words
        for name, content in files.items()
        if word.encode() in content or json.dumps(word)[1:-1].encode() in content
    }


def test_a_workshop_is_deleted_when_its_time_is_over_and_no_file_holds_a_word_of_it(
    settings: Settings, kept: Records, filled: Callable[[datetime], Any], tmp_path: Path
) -> None:
    over, lasting = filled(days_ago(91)), filled(days_ago(90))
    remember(settings, over, kept)
    said = {turn.reply for session in over.sessions for turn in kept.turns(session) if len(turn.reply) > 30}
    others = {turn.reply for session in lasting.sessions for turn in kept.turns(session)}
    names = {f"{session}" for session in over.sessions}
    assert len(words_in(tmp_path, said)) > len(said)
    # The same made-up trainees have talked in both: what the one said is looked for without the other.
    assert asyncio.run(retention(settings, kept).delete_what_is_due(TODAY)) == 1
    assert kept.workshop(over.workshop.id) is None
    assert kept.workshop(lasting.workshop.id) is not None
    assert words_in(tmp_path, said - others) == set()
    assert words_in(tmp_path, names) == set()
    assert asyncio.run(retention(settings, kept).delete_what_is_due(TODAY)) == 0
    assert asyncio.run(retention(settings, kept).delete_what_is_due(TODAY + timedelta(days=1))) == 1
    assert words_in(tmp_path, said) == set()
    ((_, look), *_) = kept.all_looks(1)
    assert (look.action, look.facilitator) == ("time_is_over", "")


def test_every_start_deletes_what_is_due_and_what_a_broken_export_left(
    settings: Settings, kept: Records, filled: Callable[[datetime], Any]
) -> None:
    group = filled(datetime.now(timezone.utc) - timedelta(days=200))
    left = settings.data / "run" / f"page-{settings.port}" / "export-abc"
    left.mkdir(parents=True)
    (left / "sheet").write_text("somebody's words", encoding="utf-8")
    with TestClient(create_app(settings)):
        deadline = time.monotonic() + 10
        while kept.workshop(group.workshop.id) is not None:
            assert time.monotonic() < deadline
            time.sleep(0.05)
    assert not left.exists()


@pytest.fixture
def told(settings: Settings, kept: Records) -> Callable[..., Any]:
    """Plays a talk with records that tell of it; the statements in the outbox afterwards.

    `agreed` is whether the participant agreed to be told of when they joined, and, if they changed their mind, later.
    """

    def play(
        talk: Any,
        in_workshop: bool = True,
        finish: bool = False,
        retry: bool = False,
        agreed: tuple[bool, ...] = (True,),
    ) -> list[dict[str, Any]]:
        hook = telling(Site("https://practice.college.example"), read_scenarios(KNOWLEDGE))
        records = Records(settings.database_url, hook)
        scenario, seed, said = talk
        ama = records.add_facilitator("Ama", "hash", "facilitator").id
        from bot.records import WorkshopSettings

        workshop = records.open_workshop(ama, "Monday", WorkshopSettings([scenario])).id
        trainee = records.open_trainee("a" * 64).id
        who = records.join(workshop, trainee, ["Amber Heron"], Consent(tell=agreed[0])).id if in_workshop else None
        session = records.open_session(scenario, "live", seed, None, trainee, who).id
        for _ in range(2):  # Asked for twice, as when an answer got lost.
            records.begin(session, scenario, seed, "live", said[0].before)
        for turn in said[:2] if finish else said:
            for _ in range(2):
                records.keep_turn(session, turn, [], f"c{turn.number}")
        if retry:
            records.supersede_last(session)
            records.keep_turn(session, said[-1], [], "again")
        if finish:
            records.end_session(session)
            records.end_session(session)
        if len(agreed) > 1:
            records.set_consent(trainee, workshop, Consent(tell=agreed[1]))
        claimed = records.claim_statements(1000, timedelta(minutes=1))
        records.close()
        return [json.loads(one.statement) for one in claimed]

    return play


def verbs(statements: list[dict[str, Any]]) -> list[str]:
    return [one["verb"]["id"].rpartition("/")[2] for one in statements]


@pytest.mark.parametrize("agreed", [(False,), (True, False)], ids=["never", "no longer"])
def test_of_who_does_not_agree_to_it_nothing_is_told(
    told: Callable[..., Any], played: Callable[..., Any], agreed: tuple[bool, ...]
) -> None:
    (talk,) = played(("angry_parent",), ("skilled",))
    assert told(talk, agreed=agreed) == []


def test_a_talk_in_a_workshop_is_told_once_from_its_beginning_to_its_end(
    told: Callable[..., Any], played: Callable[..., Any]
) -> None:
    (talk,) = played(("angry_parent",), ("skilled",))
    statements = told(talk)
    replies = len(talk[2])
    assert sorted(verbs(statements)) == sorted(["initialized", *["responded"] * replies, "completed"])
    assert len({one["id"] for one in statements}) == replies + 2
    responded = [one for one in statements if one["verb"]["id"].endswith("responded")]
    scores = [one["result"]["extensions"] for one in responded]
    home = "https://practice.college.example/xapi/extensions"
    by_number = {one[f"{home}/reply"]: one for one in scores}
    for turn in talk[2]:
        assert by_number[turn.number][f"{home}/empathy"] == turn.scored.scores.empathy
    (end,) = [one for one in statements if one["verb"]["id"].endswith("completed")]
    assert end["result"]["extensions"][f"{home}/replies"] == replies


def test_nobodys_words_or_name_are_told(told: Callable[..., Any], played: Callable[..., Any]) -> None:
    (talk,) = played(("angry_parent",), ("skilled",))
    text = json.dumps(told(talk))
    assert "Amber" not in text
    assert [turn.reply for turn in talk[2] if turn.reply in text] == []


def test_a_talk_that_is_broken_off_ends_once(told: Callable[..., Any], played: Callable[..., Any]) -> None:
    (talk,) = played(("angry_parent",), ("skilled",))
    assert sorted(verbs(told(talk, finish=True))) == ["initialized", "responded", "responded", "terminated"]


def test_a_reply_given_anew_and_the_end_after_it_are_told_too(
    told: Callable[..., Any], played: Callable[..., Any]
) -> None:
    (talk,) = played(("angry_parent",), ("skilled",))
    statements = told(talk, retry=True)
    assert verbs(statements).count("responded") == len(talk[2]) + 1
    assert verbs(statements).count("completed") == 2


def test_what_is_practised_outside_of_a_workshop_is_told_to_nobody(
    told: Callable[..., Any], played: Callable[..., Any]
) -> None:
    (talk,) = played(("angry_parent",), ("skilled",))
    assert told(talk, in_workshop=False) == []


def test_who_leaves_or_is_deleted_is_told_of_no_more(
    told: Callable[..., Any], played: Callable[..., Any], kept: Records
) -> None:
    (talk,) = played(("angry_parent",), ("skilled",))
    told(talk)
    (workshop,) = kept.workshops()
    assert kept.outbox_state(workshop.id).waiting > 0
    (participant,) = kept.participants(workshop.id)
    kept.leave(participant.trainee, workshop.id)
    assert kept.outbox_state(workshop.id).waiting == 0


def at(days: int) -> datetime:
    return datetime.now(timezone.utc) + timedelta(days=days)


def test_a_conversation_that_nobody_can_open_any_more_is_deleted_and_one_of_a_practice_is_not(
    settings: Settings, kept: Records
) -> None:
    trainee = kept.open_trainee("c" * 64).id
    alone, own = (kept.open_session("poverty", "live", 3, "t" * 64, who).id for who in (None, trainee))
    in_a_terminal = kept.ensure_session("terminal").id
    upkeep = retention(settings, kept)
    assert asyncio.run(upkeep.delete_what_is_left(at(days=settings.keep_sessions_days - 1))) == 0
    assert asyncio.run(upkeep.delete_what_is_left(at(days=settings.keep_sessions_days + 1))) == 1
    assert [kept.session(each) is None for each in (alone, own, in_a_terminal)] == [True, False, False]


def test_a_practice_that_is_long_forgotten_is_deleted_unless_a_workshop_still_counts_on_it(
    settings: Settings, kept: Records, filled: Callable[[datetime], Any]
) -> None:
    group = filled(days_ago(0))
    trainee = kept.open_trainee("c" * 64).id
    session = kept.open_session("poverty", "live", 3, "t" * 64, trainee).id
    upkeep = retention(settings, kept)
    assert asyncio.run(upkeep.delete_what_is_left(at(days=settings.keep_practices_days - 1))) == 0
    assert asyncio.run(upkeep.delete_what_is_left(at(days=settings.keep_practices_days + 1))) == 1
    assert kept.trainee("c" * 64) is None
    assert kept.session(session) is None
    assert all(kept.session(each) is not None for each in group.sessions)
    forever = retention(replace(settings, keep_practices_days=0), kept)
    kept.open_trainee("d" * 64)
    assert asyncio.run(forever.delete_what_is_left(at(days=100_000))) == 0
