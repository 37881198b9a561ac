"""A workshop full of made-up trainees, for tests of everything that looks back on a group."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path
from types import ModuleType

import msgspec
import pytest

from benchmarks.topology.services import PostgreSQL, free_ports
from bot.coaching.debrief.confidence import Confidence
from bot.coaching.turn import Turn
from bot.records import Consent, Participant, Records, Workshop, WorkshopSettings
from bot.records.engine import engine_for, for_writing
from bot.records.store import as_json, now
from bot.records.tables import talks, turns
from bot.records.turns import columns_of

Talk = tuple[str, int, tuple[Turn, ...]]
"""A scenario, a seed, and all turns of a talk that was played to its end."""

ALL = Consent(read=True, show=True, improve=True)
KINDS = ("skilled", "cold", "adviser", "defender", "improving", "monosyllabic")


class Group(msgspec.Struct):
    """A workshop with its participants and their sessions."""

    workshop: Workshop
    participants: list[Participant]
    sessions: list[str]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests with a browser last: as long as Playwright runs, no other test can start an event loop."""
    items.sort(key=lambda item: "page" in item.path.parts)


@pytest.fixture
def time_in(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Callable[[timedelta], None]]:
    """Takes time in hand for some modules, which ask `now` for it; what it gives lets it pass."""

    def take(*modules: ModuleType) -> Callable[[timedelta], None]:
        passed = timedelta(0)

        def pass_by(more: timedelta) -> None:
            nonlocal passed
            passed += more

        for module in modules:
            monkeypatch.setattr(module, "now", lambda: datetime.now(timezone.utc) + passed)
        return pass_by

    return take


@pytest.fixture(scope="module")
def postgresql() -> Iterator[PostgreSQL]:
    """A PostgreSQL server for the tests of one file.

    Not below pytest's own folder, which is closed to everybody else: PostgreSQL runs as somebody else.
    """
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        folder.chmod(0o755)
        server = PostgreSQL(folder / "postgres", free_ports(1)[0])
        server.start()
        try:
            yield server
        finally:
            server.stop()


@pytest.fixture(scope="session")
def played() -> Callable[..., list[Talk]]:
    """Lets made-up trainees of all kinds talk to a parent, as the product itself would."""
    from bot.coaching.simulation.trainees import Speaker
    from bot.library import KNOWLEDGE
    from bot.library.knowledge import read_knowledge
    from bot.library.trainees import read_trainees

    plays, trainees = read_knowledge().plays(), read_trainees(KNOWLEDGE)
    known: dict[tuple[str, str, int], Talk] = {}

    def talk(scenario: str, kind: str, seed: int) -> Talk:
        play, speaker = plays[scenario], Speaker(trainees, kind, seed)
        state, said = play.open(seed), []
        while state.ended is None:
            said.append(play.answer(state, speaker.reply(play.scenario, play.line(state), state)))
            state = said[-1].state
        return scenario, seed, tuple(said)

    def play_all(scenarios: Sequence[str], kinds: Sequence[str] = KINDS, seed: int = 3) -> list[Talk]:
        wanted = [(scenario, kind, seed) for kind in kinds for scenario in scenarios]
        for one in wanted:
            if one not in known:
                known[one] = talk(*one)
        return [known[one] for one in wanted]

    return play_all


@pytest.fixture(scope="session")
def fill_workshop(played: Callable[..., list[Talk]]) -> Callable[..., Group]:
    """Opens a workshop, lets people join, and keeps what they said."""

    def fill(
        url: str,
        facilitator: int,
        consents: Sequence[Consent] = (ALL,) * 6,
        scenarios: Sequence[str] = ("angry_parent",),
        each: int = 1,
        length: int | None = None,
        kinds: Sequence[str] = KINDS,
    ) -> Group:
        """`each` is how many sessions everybody has, `length` the number of replies in each, if it matters."""
        records = Records(url)
        made = [talk for talk in played(scenarios, kinds) if length is None or len(talk[2]) >= length]
        settings = WorkshopSettings(scenarios=list(scenarios))
        group = Group(records.open_workshop(facilitator, "Autumn term", settings), [], [])
        for place, consent in enumerate(consents):
            trainee = records.open_trainee(secrets.token_hex(32))
            names = [f"Amber Heron {place}"]
            who = records.join(group.workshop.id, trainee.id, names, consent)
            group.participants.append(who)
            for again in range(each):
                scenario, seed, said = made[(place + again) % len(made)]
                session = records.open_session(scenario, "live", seed, None, trainee.id, who.id).id
                records.begin(session, scenario, seed, "live", said[0].before)
                records.set_out(session, None, Confidence(2, 3, 2))
                _keep(url, session, said[:length])
                records.look_back(session, Confidence(3, 3, 4))
                group.sessions.append(session)
        records.close()
        return group

    return fill


def _keep(url: str, session: str, said: Sequence[Turn]) -> None:
    """Keep all turns of a talk in one go, half a minute apart."""
    began, end = now() - timedelta(minutes=30), said[-1].state.ended
    with for_writing(engine_for(url)).begin() as connection:
        talk = connection.execute(talks.select().where(talks.c.session_id == session)).one().id
        rows = [
            {
                "session_id": session,
                "talk_id": talk,
                "attempt": 1,
                "client_id": f"c{turn.number}",
                "messages": as_json([]),
            }
            | {"created_at": began + timedelta(seconds=30 * turn.number)}
            | columns_of(turn)
            for turn in said
        ]
        connection.execute(turns.insert(), rows)
        over = {"began_at": began, "ended": end, "ended_at": now() if end else None}
        connection.execute(talks.update().where(talks.c.id == talk).values(over))
