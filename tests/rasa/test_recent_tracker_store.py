"""Rasa remembers of a conversation what the next turn depends on, however long it has become."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    AllSlotsReset,
    BotUttered,
    ConversationPaused,
    ConversationResumed,
    Event,
    FollowupAction,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from benchmarks.topology.services import PostgreSQL
from bot.rasa.recent_tracker_store import RecentTrackerStore
from bot.settings import ROOT

pytestmark = pytest.mark.rasa

LOOP = "action_teacher_reply"
DOMAIN = Domain.load(ROOT / "domain.yml")
BEGINNING: list[Event] = [ActionExecuted("action_session_start"), SessionStarted(), ActionExecuted("action_listen")]


def said(text: str, intent: str | None) -> UserUttered:
    return UserUttered(text, {"name": intent, "confidence": 1.0}, metadata={"client_id": "c"}, input_channel="rest")


def turn(number: int, changes: Sequence[Event] = ()) -> list[Event]:
    answer = [BotUttered(data={"custom": {"speaker": "parent", "text": f"Answer {number}"}}) for _ in range(2)]
    told = [said(f"Reply {number}", None), ActionExecuted(LOOP), *answer]
    return [*told, SlotSet("role_play", {"turn": number}), *changes, ActionExecuted("action_listen")]


CHANGES: st.SearchStrategy[list[Event]] = st.lists(
    st.one_of(
        st.builds(ActiveLoop, st.sampled_from([LOOP, None])),
        st.builds(SlotSet, st.sampled_from(["role_play", "requested_slot"]), st.integers() | st.none()),
        st.builds(FollowupAction, st.just("action_listen")),
        st.builds(Restarted) | st.builds(AllSlotsReset) | st.builds(SessionStarted),
        st.builds(ConversationPaused) | st.builds(ConversationResumed),
    ),
    max_size=3,
)
TALKS = st.lists(st.tuples(st.sampled_from(["greet", "begin", "hint", None]), CHANGES, st.booleans()), max_size=12)


def talk_of(turns: Sequence[tuple[str | None, Sequence[Event], bool]]) -> list[list[Event]]:
    talk = [BEGINNING]
    for number, (intent, changes, plays) in enumerate(turns):
        if plays:
            talk.append(turn(number, changes))
        else:
            answers = [ActionExecuted("action_greet"), BotUttered("Hello"), *changes, ActionExecuted("action_listen")]
            talk.append([said(f"/{intent}", intent), *answers])
    return talk


def stores(folder: Path) -> tuple[RecentTrackerStore, SQLTrackerStore]:
    file = str(folder / "rasa.db")
    return RecentTrackerStore(DOMAIN, db=file), SQLTrackerStore(DOMAIN, db=file)


def hold(store: SQLTrackerStore, sender: str, events: Sequence[Event]) -> None:
    """One message, as Rasa handles it: read, add, save."""

    async def handled() -> None:
        tracker = await store.get_or_create_tracker(sender, append_action_listen=False)
        tracker.update_with_events(list(events), DOMAIN)
        await store.save(tracker)

    asyncio.run(handled())


def read(store: SQLTrackerStore, sender: str) -> DialogueStateTracker:
    tracker: DialogueStateTracker | None = asyncio.run(store.retrieve(sender))
    assert tracker is not None
    return tracker


def standing(tracker: DialogueStateTracker) -> dict[str, Any]:
    """All that a tracker tells about where a conversation stands, but for the message with which a loop began."""
    state: dict[str, Any] = tracker.current_state()
    state.pop("active_loop")
    loop = tracker.active_loop
    return state | {"loop": loop and (loop.name, loop.is_interrupted, loop.rejected)}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(turns=TALKS, number=st.integers(0, 2**60))
def test_where_a_conversation_stands_is_read_as_rasa_reads_it(
    tmp_path: Path, turns: list[tuple[str | None, list[Event], bool]], number: int
) -> None:
    ours, rasas = stores(tmp_path)
    sender = str(number)
    with ours.engine.begin() as connection:
        connection.execute(sa.delete(ours.SQLEvent.__table__))
    for events in talk_of(turns):
        hold(ours, sender, events)
        assert standing(read(ours, sender)) == standing(asyncio.run(rasas.retrieve_full_tracker(sender)))


def test_every_event_is_kept_once_and_in_order(tmp_path: Path) -> None:
    ours, rasas = stores(tmp_path)
    talk = [BEGINNING, *(turn(number) for number in range(30))]
    for events in talk:
        hold(ours, "s", events)
    kept = asyncio.run(rasas.retrieve_full_tracker("s"))
    assert [one.type_name for one in kept.events] == [one.type_name for events in talk for one in events]
    assert [one.text for one in kept.events if isinstance(one, UserUttered)] == [f"Reply {n}" for n in range(30)]


def test_a_conversation_can_go_on_after_the_setting_was_changed(tmp_path: Path) -> None:
    ours, rasas = stores(tmp_path)
    for number, store in enumerate([ours, rasas, ours, ours, rasas, rasas, ours]):
        hold(store, "s", turn(number))
    kept = asyncio.run(rasas.retrieve_full_tracker("s"))
    assert [one.text for one in kept.events if isinstance(one, UserUttered)] == [f"Reply {n}" for n in range(7)]


def test_turn_200_reads_no_more_than_turn_5(tmp_path: Path) -> None:
    ours, _ = stores(tmp_path)
    sizes = []
    for number in range(200):
        hold(ours, "s", turn(number, [ActiveLoop(LOOP)] if number == 0 else []))
        sizes.append(len(json.dumps([one.as_dict() for one in read(ours, "s").events])))
    assert sizes[199] <= 1.05 * sizes[4]
    assert read(ours, "s").active_loop_name == LOOP


def test_conversations_are_not_mixed_up(tmp_path: Path) -> None:
    ours, _ = stores(tmp_path)
    for number in range(6):
        hold(ours, "a", turn(number))
        hold(ours, "b", turn(100 + number, [ActiveLoop(LOOP)]))
    assert read(ours, "a").get_slot("role_play") == {"turn": 5}
    assert read(ours, "a").active_loop_name is None
    assert read(ours, "b").get_slot("role_play") == {"turn": 105}
    assert asyncio.run(ours.retrieve("c")) is None


def test_postgresql_is_read_as_rasa_reads_it(postgresql: PostgreSQL) -> None:
    ours, rasas = RecentTrackerStore(DOMAIN, host=postgresql.url), SQLTrackerStore(DOMAIN, host=postgresql.url)
    again = RecentTrackerStore(DOMAIN, host=postgresql.url)
    for number in range(12):
        hold(ours if number % 2 else again, "s", turn(number, [ActiveLoop(LOOP)] if number == 1 else []))
        assert standing(read(ours, "s")) == standing(asyncio.run(rasas.retrieve_full_tracker("s")))
    assert len(read(ours, "s").events) < 20
    for store in (ours, rasas, again):
        store.engine.dispose()
