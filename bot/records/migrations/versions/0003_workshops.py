"""Facilitators and how they sign in, workshops with their participants, and what is said about replies there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_INDEXES = (
    ("signed_in", "facilitator_id"),
    ("sign_in_attempts", "key_hash"),
    ("sign_in_attempts", "at"),
    ("workshops", "facilitator_id"),
    ("workshops", "delete_after"),
    ("participants", "trainee_id"),
    ("notes", "workshop_id"),
    ("extensions", "workshop_id"),
    ("comments", "workshop_id"),
    ("comments", "turn_id"),
    ("marks", "turn_id"),
    ("votes", "turn_id"),
    ("ratings", "turn_id"),
    ("looked_at", "at"),
    ("looked_at", "workshop_id"),
    ("statements", "workshop_id"),
    ("statements", "session_id"),
    ("statements", "next_at"),
)
_TABLES = (
    "facilitators",
    "signed_in",
    "invitations",
    "sign_in_attempts",
    "workshops",
    "participants",
    "notes",
    "extensions",
    "comments",
    "marks",
    "votes",
    "ratings",
    "looked_at",
    "statements",
)
"""In the order in which they can be made; they go the other way round."""


def upgrade() -> None:
    """Make the tables, and let a session belong to a participant."""
    op.create_table(
        "facilitators",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("name_key", sa.String(240), nullable=False, unique=True),
        sa.Column("password_hash", sa.String(200), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
    )
    op.create_table(
        "signed_in",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column("facilitator_id", sa.Integer, sa.ForeignKey("facilitators.id", ondelete="CASCADE"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "invitations",
        sa.Column("token_hash", sa.String(64), primary_key=True),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("by", sa.Integer, sa.ForeignKey("facilitators.id", ondelete="CASCADE")),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True)),
    )
    op.create_table(
        "sign_in_attempts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key_hash", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "workshops",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("facilitator_id", sa.Integer, sa.ForeignKey("facilitators.id"), nullable=False),
        sa.Column("join_code", sa.String(6), nullable=False, unique=True),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("settings", sa.Text, nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True)),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("delete_after", sa.Date),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "participants",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("workshop_id", sa.Integer, sa.ForeignKey("workshops.id", ondelete="CASCADE"), nullable=False),
        sa.Column("trainee_id", sa.Integer, sa.ForeignKey("trainees.id", ondelete="CASCADE"), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.String(12)),
        sa.Column("consent", sa.Text, nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True)),
        sa.UniqueConstraint("workshop_id", "name"),
        sa.UniqueConstraint("workshop_id", "trainee_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "notes",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("workshop_id", sa.Integer, sa.ForeignKey("workshops.id", ondelete="CASCADE"), nullable=False),
        sa.Column("participant_id", sa.Integer, sa.ForeignKey("participants.id", ondelete="CASCADE")),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "extensions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("workshop_id", sa.Integer, sa.ForeignKey("workshops.id", ondelete="CASCADE"), nullable=False),
        sa.Column("participant_id", sa.Integer, sa.ForeignKey("participants.id", ondelete="CASCADE")),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "comments",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("workshop_id", sa.Integer, sa.ForeignKey("workshops.id", ondelete="CASCADE"), nullable=False),
        sa.Column("turn_id", sa.Integer, sa.ForeignKey("turns.id", ondelete="CASCADE"), nullable=False),
        sa.Column("facilitator_id", sa.Integer, sa.ForeignKey("facilitators.id"), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "marks",
        sa.Column("workshop_id", sa.Integer, sa.ForeignKey("workshops.id", ondelete="CASCADE"), nullable=False),
        sa.Column("turn_id", sa.Integer, sa.ForeignKey("turns.id", ondelete="CASCADE"), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workshop_id", "turn_id"),
    )
    op.create_table(
        "votes",
        sa.Column("participant_id", sa.Integer, sa.ForeignKey("participants.id", ondelete="CASCADE"), nullable=False),
        sa.Column("turn_id", sa.Integer, sa.ForeignKey("turns.id", ondelete="CASCADE"), nullable=False),
        sa.Column("two_way", sa.Integer),
        sa.Column("empathy", sa.Integer),
        sa.Column("boundaries", sa.Integer),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("participant_id", "turn_id"),
        sa.CheckConstraint("two_way between 0 and 3", name="two_way"),
        sa.CheckConstraint("empathy between 0 and 3", name="empathy"),
        sa.CheckConstraint("boundaries between 0 and 3", name="boundaries"),
    )
    op.create_table(
        "ratings",
        sa.Column("facilitator_id", sa.Integer, sa.ForeignKey("facilitators.id"), nullable=False),
        sa.Column("turn_id", sa.Integer, sa.ForeignKey("turns.id", ondelete="CASCADE"), nullable=False),
        sa.Column("two_way", sa.Integer, nullable=False),
        sa.Column("empathy", sa.Integer, nullable=False),
        sa.Column("boundaries", sa.Integer),
        sa.Column("moves", sa.Text),
        sa.Column("note", sa.Text),
        sa.Column("saw_scores", sa.Boolean(create_constraint=False), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("facilitator_id", "turn_id"),
        sa.CheckConstraint("two_way between 0 and 3", name="two_way"),
        sa.CheckConstraint("empathy between 0 and 3", name="empathy"),
        sa.CheckConstraint("boundaries between 0 and 3", name="boundaries"),
    )
    op.create_table(
        "looked_at",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("facilitator_id", sa.Integer, nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("workshop_id", sa.Integer),
        sa.Column("participant_id", sa.Integer),
        sa.Column("detail", sa.String(200)),
    )
    op.create_table(
        "statements",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("workshop_id", sa.Integer, sa.ForeignKey("workshops.id", ondelete="CASCADE")),
        sa.Column("session_id", sa.String(128), sa.ForeignKey("sessions.id", ondelete="CASCADE")),
        sa.Column("statement", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True)),
        sa.Column("trouble", sa.String(200)),
    )
    for table, column in _INDEXES:
        op.create_index(f"ix_{table}_{column}", table, [column])
    # Written out for the same reason as in 0002.
    op.execute(
        "ALTER TABLE sessions ADD COLUMN participant_id INTEGER CONSTRAINT fk_sessions_participant_id_participants "
        "REFERENCES participants (id) ON DELETE CASCADE"
    )
    op.create_index("ix_sessions_participant_id", "sessions", ["participant_id"])


def downgrade() -> None:
    """Take them away again; sessions stay, and belong to nobody's workshop any more."""
    op.drop_index("ix_sessions_participant_id", "sessions")
    op.drop_column("sessions", "participant_id")
    for table in reversed(_TABLES):
        op.drop_table(table)
