"""Runs the migrations on the connection that `bot.records.migrate` hands over."""

from __future__ import annotations

from alembic import context

from bot.records.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
context.run_migrations()
