"""The tables. Texts that people typed stand in one place each, so that deleting a session deletes them all."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# Someone who practises and comes back. No name, no account: whoever has the code, of which only the hash is kept.
trainees = Table(
    "trainees",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code_hash", String(64), nullable=False, unique=True),
    Column("created_at", DateTime(timezone=True), nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", String(128), primary_key=True),
    Column("token_hash", String(64)),
    Column("opened_for", String(40)),
    Column("coaching", String(8), nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("updated_at", DateTime(timezone=True), nullable=False),
    Column("trainee_id", ForeignKey("trainees.id", ondelete="CASCADE"), index=True),
    Column("participant_id", ForeignKey("participants.id", ondelete="CASCADE"), index=True),
)

# One role-play in a session; starting over, or choosing another scenario, begins the next.
talks = Table(
    "talks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("session_id", ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("scenario", String(40), nullable=False),
    Column("coaching", String(8), nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("opening", Text, nullable=False),
    Column("paused", Boolean(create_constraint=False), nullable=False),
    Column("began_at", DateTime(timezone=True), nullable=False),
    Column("ended_at", DateTime(timezone=True)),
    Column("ended", String(12)),
    Column("goal", String(40)),
    Column("confidence_before", Text),
    Column("confidence_after", Text),
    UniqueConstraint("session_id", "number"),
)

# `turn` holds the whole turn as JSON; the columns repeat only numbers and ids, for counting.
turns = Table(
    "turns",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("session_id", ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False),
    Column("talk_id", ForeignKey("talks.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("client_id", String(128)),
    Column("line", String(40), nullable=False),
    Column("probe", String(40)),
    Column("two_way", Integer, nullable=False),
    Column("empathy", Integer, nullable=False),
    Column("boundaries", Integer),
    Column("heat", Integer, nullable=False),
    Column("trust", Integer, nullable=False),
    Column("phase", String(12), nullable=False),
    Column("ended", String(12)),
    Column("turn", Text, nullable=False),
    Column("messages", Text, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("superseded_at", DateTime(timezone=True)),
    UniqueConstraint("talk_id", "number", "attempt"),
    UniqueConstraint("session_id", "client_id"),
    CheckConstraint("two_way between 0 and 3", name="two_way"),
    CheckConstraint("empathy between 0 and 3", name="empathy"),
    CheckConstraint("boundaries between 0 and 3", name="boundaries"),
)

asides = Table(
    "asides",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("session_id", ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False),
    Column("talk_id", ForeignKey("talks.id", ondelete="CASCADE"), index=True),
    Column("client_id", String(128)),
    Column("asked", Text),
    Column("messages", Text, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    UniqueConstraint("session_id", "client_id"),
)
