from __future__ import annotations

import hashlib
import socket
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import msgspec
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from bot.coaching.codebook import FoundMove, Reasons, ScoredReply, Scores
from bot.coaching.feedback.advice import Advice, StrategyNote
from bot.coaching.roleplay.line import End
from bot.coaching.roleplay.state import ParentState
from bot.coaching.turn import Turn
from bot.records import Records, migrate
from bot.settings import Settings
from bot.web.app import create_app

UNLIMITED: dict[str, Any] = {"requests_per_minute": 0, "begun_per_minute": 0, "replies_per_minute": 0}
"""All tests come from the same address; those of the limits say so themselves."""


class Session(msgspec.Struct):
    """A session of the API with what it takes to use it."""

    id: str
    token: str

    @property
    def path(self) -> str:
        return f"/api/sessions/{self.id}"

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}


class Practice(msgspec.Struct):
    """A practice of the API, found by its code."""

    code: str
    trainee: int

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.code}"}


@pytest.fixture(scope="session")
def closed_port() -> Iterator[int]:
    """A port on which nothing answers, for as long as the tests run."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


@pytest.fixture(scope="session")
def alone(tmp_path_factory: pytest.TempPathFactory, closed_port: int) -> Settings:
    """Settings of a web part whose neighbours are all down."""
    folder = tmp_path_factory.mktemp("web")
    return Settings(
        data_dir=str(folder),
        database_url=f"sqlite:///{folder}/alongside.db",
        rasa_port=closed_port,
        actions_port=closed_port,
        **UNLIMITED,
    )


@pytest.fixture(scope="session")
def client(alone: Settings) -> Iterator[TestClient[Litestar]]:
    """A browser in front of a web part whose neighbours are all down."""
    with TestClient(create_app(alone), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="session")
def records(alone: Settings) -> Iterator[Records]:
    migrate(alone.database_url)
    records = Records(alone.database_url)
    yield records
    records.close()


@pytest.fixture
def session(records: Records) -> Session:
    """A session in which Dawn Pritchard has just walked in."""
    return open_talk(records)


@pytest.fixture
def practice(client: TestClient[Litestar], records: Records) -> Practice:
    """The practice of a trainee who has noted the code."""
    code = client.post("/api/practice").json()["code"]
    trainee = records.trainee(hashlib.sha256(code.replace("-", "").encode()).hexdigest())
    assert trainee is not None
    return Practice(code, trainee.id)


def open_talk(records: Records, trainee: int | None = None) -> Session:
    """Open a session as the interface does, and let Dawn Pritchard walk in."""
    token = "the-token-of-this-session"
    hashed = hashlib.sha256(token.encode()).hexdigest()
    opened = records.open_session("angry_parent", "live", 7, hashed, trainee)
    opening = ParentState(heat=9, trust=2, phase="opening", line="open_plait", seed=7, said=("open_plait",))
    records.begin(opened.id, "angry_parent", 7, "live", opening)
    records.keep_aside(opened.id, None, [{"speaker": "parent", "text": "Who did this?", "line": "open_plait"}])
    return Session(opened.id, token)


@pytest.fixture
def practised(records: Records, practice: Practice) -> Session:
    """A session of that practice, in which something was replied."""
    session = open_talk(records, practice.trainee)
    keep_reply(records, session, "We should have rung you. I'm sorry.", "first")
    return session


def keep_reply(records: Records, session: Session, text: str, client_id: str, ended: End | None = None) -> Turn:
    """Record a reply as the conversation does."""
    before = records.latest_state(session.id)
    assert before is not None
    state = msgspec.structs.replace(before, heat=before.heat - 1, turn=before.turn + 1, ended=ended)
    note = StrategyNote("admit_mistakes", "Admit even small mistakes", "Say it.", "L", "Leenders et al. (2019)")
    turn = Turn(
        number=state.turn,
        line=before.line,
        parent="Who did this?",
        calls_for=("empathy",),
        probe=None,
        reply=text,
        scored=ScoredReply(
            Scores(two_way=1, empathy=3, boundaries=None),
            (FoundMove("admit_mistake", 0, len(text), text, "admit_mistake.plain"),),
            Reasons("You told, and did not ask.", "You admitted the mistake."),
        ),
        advice=Advice("You admitted it.", "Ask what he needs now.", "What does he need now?", note),
        before=before,
        state=state,
        answer=("(sits down)", "He cried all night."),
    )
    answer = {
        "speaker": "parent",
        "name": "Dawn Pritchard",
        "line": state.line,
        "text": "(sits down)\nHe cried all night.",
        "bubbles": ["(sits down)", "He cried all night."],
    }
    records.keep_turn(session.id, turn, [answer], client_id)
    return turn


@pytest.fixture
def said(records: Records, session: Session) -> Turn:
    """A reply that has been given in the session."""
    return keep_reply(records, session, "We should have rung you. I'm sorry.", "first")


@pytest.fixture
def parted(records: Records, session: Session) -> Turn:
    """A reply after which the parent walked out."""
    return keep_reply(records, session, "Calm down.", "last", ended="walkout")


@pytest.fixture
def talk_in(records: Records) -> Callable[[Practice], Session]:
    """Opens one more session in a practice."""
    return lambda practice: open_talk(records, practice.trainee)


@pytest.fixture
def reply_in(records: Records) -> Callable[..., Turn]:
    """Gives a reply in a session."""

    def reply(session: Session, text: str = "I'm sorry.", client_id: str = "a", ended: End | None = None) -> Turn:
        return keep_reply(records, session, text, client_id, ended)

    return reply


@pytest.fixture(autouse=True)
def no_codes_tried_before(request: pytest.FixtureRequest) -> None:
    """All tests come from the same address: what others tried before counts for none of them."""
    if "client" not in request.fixturenames:
        return
    file = request.getfixturevalue("alone").database_url.removeprefix("sqlite:///")
    request.getfixturevalue("client")
    with closing(sqlite3.connect(file, timeout=30)) as database, database:
        database.execute("delete from sign_in_attempts")
