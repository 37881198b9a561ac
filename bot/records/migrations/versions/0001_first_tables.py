"""The first tables: sessions, the role-plays in them, their turns, and what is said beside them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "sessions",
        sa.Column("id", sa.String(128), primary_key=True),
        sa.Column("token_hash", sa.String(64)),
        sa.Column("opened_for", sa.String(40)),
        sa.Column("coaching", sa.String(8), nullable=False),
        sa.Column("seed", sa.BigInteger, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "talks",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("session_id", sa.String(128), sa.ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("scenario", sa.String(40), nullable=False),
        sa.Column("coaching", sa.String(8), nullable=False),
        sa.Column("seed", sa.BigInteger, nullable=False),
        sa.Column("opening", sa.Text, nullable=False),
        sa.Column("paused", sa.Boolean(create_constraint=False), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("ended", sa.String(12)),
        sa.UniqueConstraint("session_id", "number"),
    )
    op.create_table(
        "turns",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("session_id", sa.String(128), sa.ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False),
        sa.Column("talk_id", sa.Integer, sa.ForeignKey("talks.id", ondelete="CASCADE"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("client_id", sa.String(128)),
        sa.Column("line", sa.String(40), nullable=False),
        sa.Column("probe", sa.String(40)),
        sa.Column("two_way", sa.Integer, nullable=False),
        sa.Column("empathy", sa.Integer, nullable=False),
        sa.Column("boundaries", sa.Integer),
        sa.Column("heat", sa.Integer, nullable=False),
        sa.Column("trust", sa.Integer, nullable=False),
        sa.Column("phase", sa.String(12), nullable=False),
        sa.Column("ended", sa.String(12)),
        sa.Column("turn", sa.Text, nullable=False),
        sa.Column("messages", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True)),
        sa.UniqueConstraint("talk_id", "number", "attempt"),
        sa.UniqueConstraint("session_id", "client_id"),
        sa.CheckConstraint("two_way between 0 and 3", name="two_way"),
        sa.CheckConstraint("empathy between 0 and 3", name="empathy"),
        sa.CheckConstraint("boundaries between 0 and 3", name="boundaries"),
    )
    op.create_table(
        "asides",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("session_id", sa.String(128), sa.ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False),
        sa.Column("talk_id", sa.Integer, sa.ForeignKey("talks.id", ondelete="CASCADE"), index=True),
        sa.Column("client_id", sa.String(128)),
        sa.Column("asked", sa.Text),
        sa.Column("messages", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("session_id", "client_id"),
    )


def downgrade() -> None:
    """Drop the tables."""
    for table in ("asides", "turns", "talks", "sessions"):
        op.drop_table(table)
