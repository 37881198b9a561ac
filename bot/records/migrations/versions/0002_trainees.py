"""Trainees who come back with a code, and what they set out with: a goal, and how sure they feel."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_CONSTRAINT = "fk_sessions_trainee_id_trainees"


def upgrade() -> None:
    """Add the trainees, and columns to what there is.

    No table is made anew here, as Alembic's batch mode would: SQLite deletes the rows of the old table then,
    and with the sessions would go every role-play and every turn in them.
    """
    op.create_table(
        "trainees",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("code_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    )
    # Written out, since Alembic adds the foreign key in a second step, which SQLite does not know.
    op.execute(
        f"ALTER TABLE sessions ADD COLUMN trainee_id INTEGER CONSTRAINT {_CONSTRAINT} "
        "REFERENCES trainees (id) ON DELETE CASCADE"
    )
    op.create_index("ix_sessions_trainee_id", "sessions", ["trainee_id"])
    op.add_column("talks", sa.Column("goal", sa.String(40)))
    op.add_column("talks", sa.Column("confidence_before", sa.Text))
    op.add_column("talks", sa.Column("confidence_after", sa.Text))


def downgrade() -> None:
    """Take them away again; sessions stay, and nobody's code opens them any more."""
    for column in ("goal", "confidence_before", "confidence_after"):
        op.drop_column("talks", column)
    op.drop_index("ix_sessions_trainee_id", "sessions")
    op.drop_column("sessions", "trainee_id")
    op.drop_table("trainees")
