"""Workshops that several facilitators run, and ratings that remember what was given blindly."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of those who run a workshop with its facilitator, and keep the first, blind scores of a rating."""
    op.create_table(
        "co_facilitators",
        sa.Column("workshop_id", sa.Integer, sa.ForeignKey("workshops.id", ondelete="CASCADE"), nullable=False),
        sa.Column("facilitator_id", sa.Integer, sa.ForeignKey("facilitators.id", ondelete="CASCADE"), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workshop_id", "facilitator_id"),
    )
    op.create_index("ix_co_facilitators_facilitator_id", "co_facilitators", ["facilitator_id"])
    op.add_column("ratings", sa.Column("blind", sa.Text))


def downgrade() -> None:
    """Take them away again."""
    op.drop_column("ratings", "blind")
    op.drop_index("ix_co_facilitators_facilitator_id", "co_facilitators")
    op.drop_table("co_facilitators")
